using Npgsql;

namespace Summit.Store;

/// <summary>How a view or reaction is, whichever node it runs on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">How far it has come. Behind this lie at most events it does not want.</param>
/// <param name="Next">The position of the next event it wants; null where there is none.</param>
/// <param name="NextRecordedAt">When that was recorded.</param>
/// <param name="Failing">What keeps it from going on; null where nothing does.</param>
/// <param name="IsStranded">Whether it stands where the store's history does not lead.</param>
/// <param name="Holder">The node it runs on; null where none holds it.</param>
public sealed record SubscriptionState(
    string Name,
    long Position,
    long? Next,
    DateTimeOffset? NextRecordedAt,
    Failure? Failing,
    bool IsStranded,
    string? Holder);

/// <summary>Shows how the readers are, and does what only an operator may decide.</summary>
public sealed class SubscriptionAdmin(
    NpgsqlDataSource database, EventCodec codec, IEnumerable<ISubscription> subscribers, TimeProvider clock)
{
    private readonly ISubscription[] all = [.. subscribers.OrderBy(one => one.Name, StringComparer.Ordinal)];

    /// <summary>How all of them are.</summary>
    public async Task<IReadOnlyList<SubscriptionState>> All(CancellationToken cancel)
    {
        var states = new List<SubscriptionState>(all.Length);
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection);
        foreach (var one in all)
        {
            sql.Add(
                $"""
                select coalesce(p.last_seq_id, 0), next.seq_id, next.timestamp, r.failing_since, r.failing_position,
                       r.failing_event, r.error, {SubscriptionStore.IsStranded},
                       case when r.held_until > clock_timestamp() then r.holder end
                  {SubscriptionStore.FromProgress} and p.name = $1
                  left join events.readers r on r.name = $1
                  left join lateral (
                    select seq_id, timestamp from events.mt_events
                     where seq_id > coalesce(p.last_seq_id, 0) and type = any($2) order by seq_id limit 1) next on true
                """, one.Name, EventRows.Stored(codec, one.Types));
        }
        if (all.Length == 0)
            return states;
        await using var row = await sql.Read(cancel);
        foreach (var one in all)
        {
            await row.ReadAsync(cancel);
            states.Add(new SubscriptionState(one.Name, row.GetInt64(0), row.GetValue(1) as long?, Moment(2),
                Moment(3) is { } since
                    ? new Failure(since, row.GetString(6), row.GetValue(4) as long?, row.GetValue(5) as Guid?)
                    : null,
                row.GetBoolean(7), row.GetValue(8) as string));
            await row.NextResultAsync(cancel);
        }
        return states;

        DateTimeOffset? Moment(int column) =>
            row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
    }

    /// <summary>How many events a reader has yet to deal with. Counts them: for operators, not for probes.</summary>
    public async Task<long> Behind(string reader, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection);
        sql.Add(
            """
            select count(*) from events.mt_events
             where seq_id > coalesce((select last_seq_id from events.mt_event_progression where name = $1), 0)
               and type = any($2)
            """, reader, EventRows.Stored(codec, Of(reader).Types));
        await using var row = await sql.Read(cancel);
        await row.ReadAsync(cancel);
        return row.GetInt64(0);
    }

    /// <summary>
    /// Leaves out the event that a reader fails at: recorded with its reason and gone past, both or neither. A replay
    /// leaves it out too.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such reader, or it does not fail at this position.</exception>
    public Task Skip(string reader, long position, string reason, string actor, CancellationToken cancel) => Act(
        """
        insert into events.skipped (reader, position, event_id, reason, actor, at)
        select r.name, r.failing_position, r.failing_event, $4, $5, $6
          from events.readers r
          left join events.mt_event_progression p on p.name = r.name
         where r.name = $1 and r.failing_position = $2 and coalesce(p.last_seq_id, 0) = $3 and $3 < $2
           and r.failing_event = (select id from events.mt_events where seq_id = $2)
        """, $"{reader} does not fail at position {position}: only the event it fails at can be left out.",
        reader, position, reason, actor, cancel);

    /// <summary>
    /// Sets a reader to where it goes on from, such as the store's end after a restore: recorded with its reason.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such reader, or the store has no such position.</exception>
    public Task Set(string reader, long position, string reason, string actor, CancellationToken cancel) =>
        Of(reader) is IAsyncProjection
        ? throw new ArgumentException($"{reader} is a view: its rows would not be those of its events. Rebuild it.")
        : Act(
        """
        insert into events.moved (reader, seen, set_to, reason, actor, at)
        select $1, $3, $2, $4, $5, $6
         where $2 = 0 or exists (select from events.mt_events where seq_id = $2)
        """, $"There is no position {position} in the store.", reader, position, reason, actor, cancel);

    private async Task Act(
        string record, string otherwise, string reader, long position, string reason, string actor,
        CancellationToken cancel)
    {
        _ = Of(reader);
        if (string.IsNullOrWhiteSpace(reason))
            throw new ArgumentException("A reason is needed.");
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var seen = await Seen(connection, reader, cancel);
        await using (var command = new NpgsqlCommand(record, connection))
        {
            var at = clock.GetUtcNow().ToUniversalTime();
            foreach (var value in (object[])[reader, position, seen, reason, actor, at])
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            if (await command.ExecuteNonQueryAsync(cancel) == 0)
                throw new ArgumentException(otherwise);
        }
        var sql = new SqlBatch(connection);
        new Checkpoint(reader, seen, position).Write(sql, default);
        sql.Add(SubscriptionStore.Recover, reader);
        await sql.Execute(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<long> Seen(NpgsqlConnection connection, string reader, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select last_seq_id from events.mt_event_progression where name = $1 for update", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reader });
        return await command.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    private ISubscription Of(string reader) => all.FirstOrDefault(one => one.Name == reader)
        ?? throw new ArgumentException(
            $"There is no reader {reader}. There are: {string.Join(", ", all.Select(one => one.Name))}.");
}
