namespace Summit.Store;

/// <summary>
/// The event store as the service sees it. Small, so that another engine can stand behind it; whatever holds between
/// streams is held by constraints of the tables that inline projections and effects write, never by a check beforehand.
/// </summary>
public interface IEventStore
{
    /// <summary>
    /// Writes all of a commit, or nothing. A stream without events is only held to its expected version. After one of
    /// the exceptions below nothing was written. After any other, a lost connection or a cancellation, it is unknown
    /// whether all was or nothing: the ids of the events, or the answer's key, tell when looked up.
    /// </summary>
    /// <exception cref="ArgumentException">It cannot be written, whatever stands in the store.</exception>
    /// <exception cref="StreamConflictException">A stream is not at the expected version.</exception>
    /// <exception cref="ConstraintException">A row breaks a named constraint of the database.</exception>
    /// <exception cref="ProgressMovedException">Another instance of the same reader went on meanwhile.</exception>
    Task<Committed> Append(Commit commit, CancellationToken cancel);

    /// <summary>Reads a stream from its start, at most as far as it had come at a position.</summary>
    Task<StreamSlice> Read(Guid stream, long upTo, CancellationToken cancel);

    /// <summary>Reads several streams on from versions already known, all at one moment.</summary>
    /// <param name="streams">The streams, each with the last version already read; 0 for all of it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Those that have gone on since; their events after the version.</returns>
    Task<IReadOnlyList<StreamSlice>> ReadOn(IReadOnlyList<(Guid Stream, long After)> streams, CancellationToken cancel);

    /// <summary>
    /// Reads all streams' events after a position, in order. An event that may still be committed before one of these
    /// is never passed over: whoever goes on from the last position read misses nothing.
    /// </summary>
    /// <param name="after">The last position already read; 0 for all.</param>
    /// <param name="limit">How many at most; where no types are wanted, how many positions.</param>
    /// <param name="types">
    /// Only these wire names; null for all. None: no events, only how far the reading can go.
    /// </param>
    /// <param name="cancel">Gives up.</param>
    Task<EventPage> ReadAll(long after, int limit, IReadOnlyCollection<string>? types, CancellationToken cancel);

    /// <summary>The last position; 0 where the store is empty.</summary>
    Task<long> Head(CancellationToken cancel);

    /// <summary>The last position recorded at or before a moment; 0 where nothing was.</summary>
    Task<long> PositionAt(DateTimeOffset moment, CancellationToken cancel);

    /// <summary>Completes when this process appends after the call, or after a while: look again then.</summary>
    /// <param name="cancel">Gives up.</param>
    /// <param name="types">Only for these wire names; null for all.</param>
    Task Appended(CancellationToken cancel, IReadOnlyCollection<string>? types = null);

    /// <summary>Lets those who wait for appends look again now.</summary>
    /// <param name="types">Those who wait for one of these wire names, or for anything; null for all.</param>
    void Wake(IReadOnlyCollection<string>? types = null);
}

/// <summary>Events read in order, and how far the reading reached.</summary>
/// <param name="Events">The events.</param>
/// <param name="Reached">Every wanted event up to this position has been read: go on from here.</param>
/// <param name="IsFull">Whether it holds as many as were asked for: there may be more at once.</param>
public readonly record struct EventPage(IReadOnlyList<RecordedEvent> Events, long Reached, bool IsFull = false);

/// <summary>A stream had moved on when a decision about it was to be written.</summary>
public sealed class StreamConflictException(Guid stream, long expected, long actual)
    : Exception($"Stream {stream} is at version {actual}, not {expected}.")
{
    public Guid Stream { get; } = stream;
    public long Expected { get; } = expected;
    public long Actual { get; } = actual;
}

/// <summary>The database refused a row: the name of the constraint says which rule it broke.</summary>
public sealed class ConstraintException(string constraint, Exception inner)
    : Exception($"Refused by {constraint}.", inner)
{
    public string Constraint { get; } = constraint;
}

/// <summary>A reader found its progress moved by another: what it did is void, it must look where it stands.</summary>
public sealed class ProgressMovedException(Exception inner) : Exception("The progress was moved by another.", inner);
