using NpgsqlTypes;
using Summit.Http;
using Summit.Store;

namespace Summit.Forwarding;

/// <summary>
/// A message for outside: the event with this id is sent to the destination, at least once, in the order of its stream.
/// </summary>
/// <param name="Event">The event.</param>
/// <param name="Type">Its wire name.</param>
/// <param name="Stream">The stream it happened to.</param>
/// <param name="Congress">The Congress it belongs to.</param>
/// <param name="Destination">Where it is sent.</param>
public sealed record OutboxMessage(
    Guid Event, string Type, Guid Stream, Guid Congress, string Destination) : IStorageOperation
{
    private static readonly BulkTable Table = new("events.outbox",
        ("id", NpgsqlDbType.Uuid), ("position", NpgsqlDbType.Bigint), ("stream_id", NpgsqlDbType.Uuid),
        ("destination", NpgsqlDbType.Text), ("next_attempt_at", NpgsqlDbType.TimestampTz),
        ("created", NpgsqlDbType.TimestampTz), ("type", NpgsqlDbType.Text), ("congress", NpgsqlDbType.Uuid));

    /// <inheritdoc/>
    public void Write(SqlBatch sql, PositionedCommit placed) => sql.AddRow(Table,
        Event, placed.PositionOf(Event), Stream, Destination, placed.RecordedAt, placed.RecordedAt, Type, Congress);
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

/// <summary>
/// Has a dead or waiting message sent again from a moment on. Of one that was delivered the database refuses it
/// (<see cref="DeliveredOnce"/>).
/// </summary>
public sealed record Replayed(Guid Message, DateTimeOffset At) : IStorageOperation
{
    /// <inheritdoc/>
    public void Write(SqlBatch sql, PositionedCommit placed) => sql.Add(
        """
        update events.outbox set status = 'pending', replayed_after = attempts, next_attempt_at = $2 where id = $1
        """,
        Message, At);
}

/// <summary>What was delivered is not sent again (FO6).</summary>
internal sealed class DeliveredOnce : IConstraintTranslator
{
    public IReadOnlyCollection<string> Constraints => ["outbox_delivered_once"];

    public Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel) =>
        Task.FromResult<Refusal?>(ForwardingRules.AlreadyDelivered.Refuses());
}
