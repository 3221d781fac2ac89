namespace Summit.Store;

/// <summary>An event as it stands in the store: immutable, at one place in the order of all events.</summary>
/// <param name="Position">Place among all events, from 1, in the order in which they were committed.</param>
/// <param name="Id">The event's own id; outside the service its name (webhook id, cause of a reaction).</param>
/// <param name="Stream">The stream it belongs to.</param>
/// <param name="Version">Place within its stream, from 1 without gaps.</param>
/// <param name="Kind">The noun of its stream, such as <c>session</c>.</param>
/// <param name="Type">The wire name, such as <c>programme.session-opened</c>.</param>
/// <param name="Data">The event itself.</param>
/// <param name="RecordedAt">When it was recorded; never earlier than that of a lower position.</param>
/// <param name="About">Who caused it, and why.</param>
public sealed record RecordedEvent(
    long Position,
    Guid Id,
    Guid Stream,
    long Version,
    string Kind,
    string Type,
    object Data,
    DateTimeOffset RecordedAt,
    EventMetadata About)
{
    /// <summary>How long it is as JSON; 0 where that is not known.</summary>
    public int Bytes { get; init; }
}

/// <summary>The circumstances of a commit, kept beside each of its events. Ids only: names are personal data.</summary>
/// <param name="Actor">Who acted: the id of a key, a person or a part of the service.</param>
/// <param name="Correlation">The request or chain of work it belongs to.</param>
/// <param name="Causation">The event it reacts to, if it does.</param>
/// <param name="Reason">The reason the actor gave, where a rule asks for one.</param>
public sealed record EventMetadata(
    string Actor, string? Correlation = null, string? Causation = null, string? Reason = null);

/// <summary>A stream as read: its events in order, and the version to expect when appending to it.</summary>
public readonly record struct StreamSlice(Guid Stream, IReadOnlyList<RecordedEvent> Events)
{
    /// <summary>The version of the last event read, 0 where there is no such stream.</summary>
    public long Version => Events.Count == 0 ? 0 : Events[^1].Version;
}

/// <summary>Where a commit was placed.</summary>
/// <param name="Position">The position of its last event, or the store's last position where it had none.</param>
/// <param name="RecordedAt">When it was recorded.</param>
public readonly record struct Committed(long Position, DateTimeOffset RecordedAt);
