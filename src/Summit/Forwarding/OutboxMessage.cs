using NpgsqlTypes;
using Summit.Store;

namespace Summit.Forwarding;

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

/// <summary>Marks a message as acknowledged, together with what the acknowledgement leads to.</summary>
public sealed record Delivered(Guid Message) : IStorageOperation
{
    /// <inheritdoc/>
    public void Write(SqlBatch sql, PositionedCommit placed) => sql.Add(
        """
        update events.outbox set status = 'delivered', last_error = null, delivered_at = $2
         where id = $1 and status <> 'delivered'
        """,
        Message, placed.RecordedAt);
}
