using Npgsql;

namespace Summit.Store;

/// <summary>A message that is on its way out, or was.</summary>
/// <param name="Id">The id of the event it carries, the same at every attempt.</param>
/// <param name="Position">The event's position.</param>
/// <param name="Stream">Its stream: messages of one stream leave in order.</param>
/// <param name="Destination">Where it goes.</param>
/// <param name="Status"><c>pending</c>, <c>delivered</c> or <c>dead</c>.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAttemptAt">When it is tried next, while pending.</param>
/// <param name="LastError">Why the last attempt failed.</param>
/// <param name="DeliveredAt">When it was acknowledged.</param>
/// <param name="CreatedAt">When it was put here.</param>
public sealed record OutboxEntry(
    Guid Id,
    long Position,
    Guid Stream,
    string Destination,
    string Status,
    int Attempts,
    DateTimeOffset NextAttemptAt,
    string? LastError,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset CreatedAt);

/// <summary>What leaves in order: the messages of one stream for one destination.</summary>
public readonly record struct OutboxLine(string Destination, Guid Stream);

/// <summary>
/// The messages for outside. Each stream's messages leave in order: one that cannot be delivered holds back those
/// behind it, and no others.
/// </summary>
public sealed class Outbox(NpgsqlDataSource database)
{
    private const string Columns =
        "id, position, stream_id, destination, status, attempts, next_attempt_at, last_error, delivered_at, created";

    /// <summary>
    /// The lines whose head is due, those that have been due for longest first. A message that was never tried is due
    /// at once: recording times may be ahead of this node's clock.
    /// </summary>
    public async Task<IReadOnlyList<OutboxLine>> Due(DateTimeOffset now, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection);
        // By their indexes, in their order: as planned for a few, all that wait would be looked at to find the first.
        sql.Add($"select {ConnectionTuning.IndexLookupsOnly}, set_config('enable_sort', 'off', true)");
        sql.Add(
            """
            select destination, stream_id from events.outbox due
             where status = 'pending' and (attempts = 0 or next_attempt_at <= $1)
               and position = (
                select min(position) from events.outbox line
                 where line.destination = due.destination and line.stream_id = due.stream_id
                   and line.status <> 'delivered')
             order by next_attempt_at limit $2
            """,
            now.ToUniversalTime(), limit);
        await using var reader = await sql.Read(cancel);
        await reader.NextResultAsync(cancel);
        var lines = new List<OutboxLine>();
        while (await reader.ReadAsync(cancel))
            lines.Add(new OutboxLine(reader.GetString(0), reader.GetGuid(1)));
        return lines;
    }

    /// <summary>
    /// Takes the head of a line for the time of a lease: no other node takes it meanwhile, and one does after it if
    /// the sender has died.
    /// </summary>
    /// <returns>The message; null where the line is empty or its head is not due.</returns>
    public async Task<OutboxEntry?> Claim(
        OutboxLine line, DateTimeOffset now, TimeSpan lease, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection);
        // The disk is not waited for: a claim that is lost with the server is held by no node any more.
        sql.Add($"select {ConnectionTuning.IndexLookupsOnly}, set_config('synchronous_commit', 'off', true)");
        // "status = stood" would let the planner conclude that it is pending, and read the index of all that is.
        sql.Add(
            $"""
            update events.outbox set attempts = attempts + 1, next_attempt_at = $4
              from (
                select id as head, status as stood, attempts as tried, next_attempt_at as due
                  from events.outbox
                 where destination = $1 and stream_id = $2 and status <> 'delivered'
                 order by position limit 1) seen
             where stood = 'pending' and (tried = 0 or due <= $3)
               and id = head and status is not distinct from stood and attempts = tried
            returning {Columns}
            """,
            line.Destination, line.Stream, now.ToUniversalTime(), (now + lease).ToUniversalTime());
        await using var reader = await sql.Read(cancel);
        await reader.NextResultAsync(cancel);
        return (await Entries(reader, cancel)).SingleOrDefault();
    }

    /// <summary>Messages in the order of their events, newest first.</summary>
    /// <param name="status">Only of this status; null for all.</param>
    /// <param name="before">Only below this position, to go on reading.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<List<OutboxEntry>> List(string? status, long before, int limit, CancellationToken cancel) => Read(
        $"""
        select {Columns} from events.outbox
         where ($1::text is null or status = $1) and position < $2 order by position desc, id limit $3
        """, cancel, status, before, limit);

    /// <summary>Since when the oldest message has been waiting; null where none waits.</summary>
    public async Task<DateTimeOffset?> OldestPending(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select min(created) from events.outbox where status = 'pending'");
        return await command.ExecuteScalarAsync(cancel) is DateTime oldest ? new DateTimeOffset(oldest) : null;
    }

    /// <summary>One message; null where there is none of this id.</summary>
    public async Task<OutboxEntry?> Find(Guid id, CancellationToken cancel) =>
        (await Read($"select {Columns} from events.outbox where id = $1", cancel, id)).SingleOrDefault();

    /// <summary>Notes a failed attempt: tried again at a moment, or never where there is none.</summary>
    public Task Failed(Guid id, string error, DateTimeOffset? again, CancellationToken cancel) => Read(
        $"""
        update events.outbox
           set last_error = $2, status = case when $3::timestamptz is null then 'dead' else status end,
               next_attempt_at = coalesce($3, next_attempt_at)
         where id = $1 and status = 'pending' returning {Columns}
        """, cancel, id, error, again?.ToUniversalTime());

    /// <summary>Sends a dead or waiting message again now; null where there is nothing left to send.</summary>
    public async Task<OutboxEntry?> Replay(Guid id, DateTimeOffset now, CancellationToken cancel) => (await Read(
        $"""
        update events.outbox set status = 'pending', attempts = 0, next_attempt_at = $2
         where id = $1 and status <> 'delivered' returning {Columns}
        """, cancel, id, now.ToUniversalTime())).SingleOrDefault();

    private async Task<List<OutboxEntry>> Read(string sql, CancellationToken cancel, params object?[] values)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var batch = new SqlBatch(connection);
        batch.Add(sql, values);
        await using var reader = await batch.Read(cancel);
        return await Entries(reader, cancel);
    }

    private static async Task<List<OutboxEntry>> Entries(NpgsqlDataReader reader, CancellationToken cancel)
    {
        var entries = new List<OutboxEntry>();
        while (await reader.ReadAsync(cancel))
        {
            entries.Add(new OutboxEntry(
                reader.GetGuid(0), reader.GetInt64(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4),
                reader.GetInt32(5), reader.GetFieldValue<DateTimeOffset>(6),
                reader.IsDBNull(7) ? null : reader.GetString(7),
                reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8),
                reader.GetFieldValue<DateTimeOffset>(9)));
        }
        return entries;
    }
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
