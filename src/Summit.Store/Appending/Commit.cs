namespace Summit.Store;

/// <summary>
/// What one command writes: all of it or nothing. Streams, and beside them what must not be lost or done twice:
/// messages for outside, the answer given to the caller, the progress of the reader that caused it.
/// </summary>
public sealed record Commit(EventMetadata Metadata, IReadOnlyList<StreamAppend> Streams)
{
    /// <summary>Further rows of the same transaction.</summary>
    public IReadOnlyList<IStorageOperation> Operations { get; init; } = [];
}

/// <summary>Events for one stream.</summary>
/// <param name="Category">The category of the stream.</param>
/// <param name="Stream">Its id.</param>
/// <param name="ExpectedVersion">The version the events were decided on; 0 starts the stream.</param>
/// <param name="Before">The state they were decided on, for the inline projections; null where the stream
/// starts.</param>
/// <param name="Events">The events, in order.</param>
/// <param name="States">The state after each event, for the inline projections.</param>
public sealed record StreamAppend(
    Category Category,
    Guid Stream,
    long ExpectedVersion,
    object? Before,
    IReadOnlyList<object> Events,
    IReadOnlyList<object> States)
{
    /// <summary>The ids of the events. The caller gives them where an id must follow from its cause.</summary>
    public IReadOnlyList<Guid> Ids { get; init; } = [.. Events.Select(_ => Guid.CreateVersion7())];
}

/// <summary>Rows that are written in the transaction of a commit.</summary>
public interface IStorageOperation
{
    /// <summary>Adds its statements.</summary>
    /// <param name="sql">The statements of the commit.</param>
    /// <param name="placed">Where the commit's events were placed.</param>
    void Write(SqlBatch sql, PositionedCommit placed);

    /// <summary>
    /// Runs at most once after the commit, in the process that wrote it, also where the caller no longer waits; not
    /// where that process ends before it, or does not learn whether the commit was written. All writers wait for it: it
    /// is short and never throws.
    /// </summary>
    void AfterCommit()
    {
    }
}

/// <summary>
/// A row that is kept once under a key of its caller: the store checks under its lock whether the key is taken.
/// </summary>
public interface IIdempotentOperation : IStorageOperation
{
    /// <summary>The constraint that holds it.</summary>
    const string Constraint = "answers_caller_key";

    /// <summary>Whose key it is: the same key of another caller is another key.</summary>
    string Caller { get; }

    /// <summary>The key.</summary>
    string Key { get; }
}

/// <summary>The commit's events with their places, as they are about to be written.</summary>
public readonly record struct PositionedCommit(
    long Before, IReadOnlyList<StreamChange> Changes, DateTimeOffset RecordedAt)
{
    /// <summary>The position of its last event, or the one before it where it has none.</summary>
    public long After => Changes is [.., var last] ? last.Events[^1].Position : Before;

    /// <summary>Position of the event with this id.</summary>
    /// <exception cref="InvalidOperationException">The commit has no such event.</exception>
    public long PositionOf(Guid id) =>
        Changes.SelectMany(change => change.Events).First(applied => applied.Id == id).Position;
}

/// <summary>
/// What happens to one stream: the state before, null where it starts, and each event with its place and the state
/// after it.
/// </summary>
public sealed record StreamChange(Category Category, Guid Stream, object? Before, IReadOnlyList<AppliedEvent> Events);

/// <summary>One event at its place, with the state after it.</summary>
public readonly record struct AppliedEvent(
    long Position, Guid Id, long Version, object Data, object State, DateTimeOffset RecordedAt);

/// <summary>A subscription's move past the events it has dealt with. Raises if another moved it first.</summary>
/// <param name="Subscription">Its name.</param>
/// <param name="Seen">The position it goes on from.</param>
/// <param name="Reached">The position it has come to.</param>
public sealed record Checkpoint(string Subscription, long Seen, long Reached) : IStorageOperation
{
    /// <inheritdoc/>
    public void Write(SqlBatch sql, PositionedCommit placed) =>
        sql.Add("call events.move_checkpoint($1, $2, $3)", Subscription, Seen, Reached);
}

/// <summary>The metadata of a commit, kept beside each of its events. Ids only: names are personal data.</summary>
/// <param name="Actor">Who acted: the id of a key, a person or a part of the service.</param>
/// <param name="Correlation">The request or chain of work it belongs to.</param>
/// <param name="Causation">The event it reacts to, if it does.</param>
/// <param name="Reason">The reason the actor gave, where a rule asks for one.</param>
/// <param name="DecidedAt">
/// The reading of the clock that its events were decided on and that they show; absent where they show none. They are
/// recorded as of then, unless a later one is recorded already.
/// </param>
public sealed record EventMetadata(
    string Actor,
    string? Correlation = null,
    string? Causation = null,
    string? Reason = null,
    DateTimeOffset? DecidedAt = null)
{
    /// <summary>How long after it was decided a commit is recorded as of then, and found by that time.</summary>
    public static readonly TimeSpan LagMax = TimeSpan.FromSeconds(10);

    /// <summary>The header that keeps when events were decided, where they are recorded as of later.</summary>
    internal const string DecidedAtHeader = "decidedAt";
}

/// <summary>Where a commit was placed.</summary>
/// <param name="Position">The position of its last event, or the store's last position where it had none.</param>
/// <param name="RecordedAt">When it was recorded.</param>
public readonly record struct Committed(long Position, DateTimeOffset RecordedAt);
