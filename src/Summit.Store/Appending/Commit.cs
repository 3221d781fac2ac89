using System.Text;
using NpgsqlTypes;

namespace Summit.Store;

/// <summary>
/// What one command writes: all of it or nothing. Streams, and beside them what must not be lost or done twice:
/// messages for outside, the answer given to the caller, the progress of the reader that caused it.
/// </summary>
public sealed record Commit(EventMetadata About, IReadOnlyList<StreamAppend> Streams)
{
    /// <summary>Further rows of the same transaction.</summary>
    public IReadOnlyList<IStorageOperation> Effects { get; init; } = [];
}

/// <summary>Events for one stream.</summary>
/// <param name="Kind">The kind of stream.</param>
/// <param name="Stream">Its id.</param>
/// <param name="ExpectedVersion">The version the events were decided on; 0 starts the stream.</param>
/// <param name="Before">The state they were decided on, for the inline projections; null where the stream
/// starts.</param>
/// <param name="Events">The events, in order.</param>
/// <param name="States">The state after each event, for the inline projections.</param>
public sealed record StreamAppend(
    Category Kind,
    Guid Stream,
    long ExpectedVersion,
    object? Before,
    IReadOnlyList<object> Events,
    IReadOnlyList<object> States)
{
    /// <summary>The ids the events get. Given beforehand where the id must follow from its cause.</summary>
    public IReadOnlyList<Guid> Ids { get; init; } = [.. Events.Select(_ => Guid.CreateVersion7())];
}

/// <summary>Rows that are written in the transaction of a commit.</summary>
public interface IStorageOperation
{
    /// <summary>Adds its statements.</summary>
    /// <param name="sql">The statements of the commit.</param>
    /// <param name="placed">Where the commit's events were placed.</param>
    void Write(SqlBatch sql, PositionedCommit placed);
}

/// <summary>The commit's events with their places, as they are about to be written.</summary>
public readonly record struct PositionedCommit(
    long Before, IReadOnlyList<StreamChange> Changes, DateTimeOffset RecordedAt)
{
    /// <summary>The position of its last event, or the one before it where it has none.</summary>
    public long After => Changes is [.., var last] ? last.Steps[^1].Position : Before;

    /// <summary>Position of the event with this id.</summary>
    /// <exception cref="InvalidOperationException">The commit has no such event.</exception>
    public long PositionOf(Guid id)
    {
        foreach (var change in Changes)
            foreach (var step in change.Steps)
                if (step.Id == id)
                    return step.Position;
        throw new InvalidOperationException($"This commit has no event {id}.");
    }
}

/// <summary>
/// What happens to one stream: the state before, null where it starts, and each event with its place and the state
/// after it.
/// </summary>
public sealed record StreamChange(Category Kind, Guid Stream, object? Before, IReadOnlyList<AppliedEvent> Steps);

/// <summary>One event at its place, with the state after it.</summary>
public readonly record struct AppliedEvent(
    long Position, Guid Id, long Version, object Data, object State, DateTimeOffset RecordedAt);

/// <summary>
/// A message for outside: the event with this id is sent to the destination, at least once, in the order of its stream.
/// </summary>
public sealed record OutboxMessage(Guid Event, Guid Stream, string Destination) : IStorageOperation
{
    private static readonly BulkTable Table = new("events.outbox",
        ("id", NpgsqlDbType.Uuid), ("position", NpgsqlDbType.Bigint), ("stream_id", NpgsqlDbType.Uuid),
        ("destination", NpgsqlDbType.Text), ("next_attempt_at", NpgsqlDbType.TimestampTz),
        ("created", NpgsqlDbType.TimestampTz));

    /// <inheritdoc/>
    public void Write(SqlBatch sql, PositionedCommit placed) => sql.AddRow(Table,
        Event, placed.PositionOf(Event), Stream, Destination, placed.RecordedAt, placed.RecordedAt);
}

/// <summary>The answer to a command that its caller may send again under the same key.</summary>
/// <param name="Caller">Whose key it is: the same key of another caller is another key.</param>
/// <param name="Key">The caller's key.</param>
/// <param name="Fingerprint">Of the request, so that another request under the same key is noticed.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Headers that belong to the answer, as a JSON object.</param>
/// <param name="Body">The body.</param>
public sealed record IdempotentResponse(
    string Caller, string Key, byte[] Fingerprint, int Status, string Headers, byte[] Body) : IStorageOperation
{
    private static readonly BulkTable Table = new("events.answers",
        ("caller", NpgsqlDbType.Text), ("key", NpgsqlDbType.Text), ("fingerprint", NpgsqlDbType.Bytea),
        ("status", NpgsqlDbType.Integer), ("headers", NpgsqlDbType.Jsonb), ("body", NpgsqlDbType.Bytea),
        ("created", NpgsqlDbType.TimestampTz));

    /// <inheritdoc/>
    public void Write(SqlBatch sql, PositionedCommit placed) => sql.AddRow(Table,
        Caller, Key, Fingerprint, Status, Encoding.UTF8.GetBytes(Headers), Body, placed.RecordedAt);
}

/// <summary>A reader's move past the events it has dealt with. Raises if another moved it first.</summary>
public sealed record Checkpoint(string Reader, long Seen, long Reached) : IStorageOperation
{
    /// <inheritdoc/>
    public void Write(SqlBatch sql, PositionedCommit placed) =>
        sql.Add("select events.move_progress($1, $2, $3)", Reader, Seen, Reached);
}
