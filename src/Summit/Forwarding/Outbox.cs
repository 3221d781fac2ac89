using Npgsql;
using Summit.Store;

namespace Summit.Forwarding;

/// <summary>A message as it is claimed.</summary>
/// <param name="Id">The id of the event it carries, the same at every attempt.</param>
/// <param name="Attempts">How often it was tried, this time included.</param>
/// <param name="Type">The event's wire name.</param>
/// <param name="ReplayedAfter">How often it had been tried when it was last sent again; 0 where it never was.</param>
public sealed record OutboxEntry(Guid Id, int Attempts, string Type, int ReplayedAfter = 0);

/// <summary>What has not been delivered.</summary>
/// <param name="OldestPending">Since when the oldest message has been waiting; null where none waits.</param>
/// <param name="Dead">How many messages were given up.</param>
public sealed record Undelivered(DateTimeOffset? OldestPending, long Dead);

/// <summary>What leaves in order: the messages of one stream for one destination.</summary>
public readonly record struct OutboxLine(string Destination, Guid Stream);

/// <summary>
/// The messages for outside. Each stream's messages leave in order: one that cannot be delivered holds back those
/// behind it, and no others.
/// </summary>
public sealed class Outbox(NpgsqlDataSource database)
{
    /// <summary>
    /// The lines for a destination whose head is due, those that have been due for longest first. A message that was
    /// never tried is due immediately: recording times may be ahead of this node's clock.
    /// </summary>
    public async Task<IReadOnlyList<OutboxLine>> Due(
        string destination, DateTimeOffset now, int limit, CancellationToken cancel) =>
        await Read(
            """
            select stream_id from events.outbox due
             where status = 'pending' and destination = $3 and (attempts = 0 or next_attempt_at <= $1)
               and position = (
                select min(position) from events.outbox line
                 where line.destination = due.destination and line.stream_id = due.stream_id
                   and line.status <> 'delivered')
             order by next_attempt_at limit $2
            """,
            row => new OutboxLine(destination, row.GetGuid(0)), cancel, now, limit, destination);

    /// <summary>
    /// Takes the head of a line for the time of a lease: no other node takes it meanwhile, and one does after it if
    /// the sender has died.
    /// </summary>
    /// <returns>The message; null where the line is empty or its head is not due.</returns>
    public async Task<OutboxEntry?> Claim(
        OutboxLine line, DateTimeOffset now, TimeSpan lease, CancellationToken cancel) => (await Read(
            // "status = 'pending'" would let the planner read the index of all that is.
            """
            update events.outbox set attempts = attempts + 1, next_attempt_at = $4
             where id = (
                select id from events.outbox
                 where destination = $1 and stream_id = $2 and status <> 'delivered'
                 order by position limit 1)
               and status is not distinct from 'pending' and (attempts = 0 or next_attempt_at <= $3)
            returning id, attempts, type, replayed_after
            """,
            row => new OutboxEntry(row.GetGuid(0), row.GetInt32(1), row.GetString(2), row.GetInt32(3)), cancel,
            line.Destination, line.Stream, now, now + lease)).SingleOrDefault();

    /// <summary>The message of a line that was given up and holds back those behind it; null where none was.</summary>
    public async Task<Guid?> Dead(OutboxLine line, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select id from events.outbox
             where destination = $1 and stream_id = $2 and status = 'dead' order by position limit 1
            """).With(line.Destination, line.Stream);
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }

    /// <summary>How much has not been delivered, whatever its destination.</summary>
    public async Task<Undelivered> Undelivered(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select min(created) filter (where status = 'pending'), count(*) filter (where status = 'dead')
              from events.outbox where status <> 'delivered'
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new(reader.IsDBNull(0) ? null : reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt64(1));
    }

    /// <summary>
    /// Notes a failed attempt: tried again at a moment, or never where there is none. Nothing where another node has
    /// claimed it meanwhile, or it was sent again.
    /// </summary>
    public Task Failed(
        OutboxEntry claimed, string error, DateTimeOffset? again, CancellationToken cancel) => Execute(
        """
        update events.outbox
           set last_error = $2, status = case when $3::timestamptz is null then 'dead' else status end,
               next_attempt_at = coalesce($3, next_attempt_at)
         where id = $1 and attempts = $4 and replayed_after = $5 and status = 'pending'
        """, cancel, claimed.Id, error, again, claimed.Attempts, claimed.ReplayedAfter);

    /// <summary>
    /// Takes back a claim as if it had never been made; one that another has meanwhile, or that was sent again, stays.
    /// </summary>
    public Task Release(OutboxEntry claimed, DateTimeOffset now, CancellationToken cancel) => Execute(
        """
        update events.outbox set attempts = attempts - 1, next_attempt_at = $3
         where id = $1 and attempts = $2 and replayed_after = $4 and status = 'pending'
        """, cancel, claimed.Id, claimed.Attempts, now, claimed.ReplayedAfter);

    private async Task<List<T>> Read<T>(
        string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancel, params object[] values)
    {
        await using var batch = database.CreateBatch();
        // By index, in index order: with a plan for few rows, all waiting messages would be read to find the first. No
        // wait for the disk: a claim that is lost with the server only leads to another attempt (FO1).
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"""
            select {ConnectionTuning.IndexLookupsOnly}, set_config('enable_sort', 'off', true),
                   set_config('synchronous_commit', 'off', true)
            """));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql).With(values));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel))
            rows.Add(row(reader));
        return rows;
    }

    private async Task Execute(string sql, CancellationToken cancel, params object?[] values)
    {
        await using var command = database.CreateCommand(sql).With(values);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
