using System.Text;
using Npgsql;

namespace Summit.Store;

/// <summary>Shows the state of the subscriptions; skips an event or sets a position for an operator.</summary>
public sealed class SubscriptionAdmin(
    NpgsqlDataSource database, EventTypes types, IEnumerable<EventSubscription> subscriptions, TimeProvider clock)
{
    private const int ErrorLengthMax = 2000;

    /// <summary>Notes of the subscription <c>$1</c> that it no longer fails.</summary>
    private const string Recover =
        """
        update events.readers
           set failing_since = null, failing_position = null, failing_event = null, error = null
         where name = $1 and failing_since is not null
        """;

    private const string FromCheckpoint =
        """
        from (select coalesce(max(seq_id), 0) as position from events.mt_events) head
        left join events.checkpoints p on p.name = $1
        """;

    /// <summary>Whether the checkpoint <c>p</c> is not of the history that ends at <c>head</c>.</summary>
    internal const string IsStranded =
        """
        coalesce(p.position > head.position or p.event_id <> coalesce(
            (select id from events.mt_events where seq_id = p.position),
            '00000000-0000-0000-0000-000000000000'), false)
        """;

    /// <summary>Whether an event is ahead of the subscription <c>$1</c>, which does not want <c>$2</c>.</summary>
    private const string IsAhead =
        """
        seq_id > coalesce((select position from events.checkpoints where name = $1), 0) and type <> all($2)
           and not exists (select from events.skipped where reader = $1 and event_id = id)
        """;

    private readonly EventSubscription[] all = [.. subscriptions.OrderBy(one => one.Name, StringComparer.Ordinal)];

    /// <summary>The state of all subscriptions.</summary>
    public async Task<IReadOnlyList<SubscriptionState>> All(CancellationToken cancel)
    {
        var states = new List<SubscriptionState>(all.Length);
        if (all.Length == 0)
            return states;
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection);
        foreach (var one in all)
        {
            sql.Add(
                $"""
                select coalesce(p.position, 0), next.seq_id, next.timestamp, r.failing_since, r.failing_position,
                       r.failing_event, r.error, {IsStranded},
                       case when r.held_until > clock_timestamp() then r.holder end
                  {FromCheckpoint}
                  left join events.readers r on r.name = $1
                  left join lateral (
                    select seq_id, timestamp from events.mt_events
                     where {IsAhead} order by seq_id limit 1) next on true
                """, one.Name, one.Unwanted(types));
        }
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

    /// <summary>Counts the events that a subscription has yet to deal with: too slow for probes.</summary>
    /// <exception cref="ArgumentException">There is no such subscription.</exception>
    public async Task<long> Behind(string subscription, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"select count(*) from events.mt_events where {IsAhead}")
            .With(subscription, Of(subscription).Unwanted(types));
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>
    /// Skips the event that a subscription fails at: records the reason and moves the checkpoint past it, in one
    /// transaction. A rebuild skips it too.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such subscription, or it does not fail there.</exception>
    public Task Skip(string subscription, long position, string reason, string actor, CancellationToken cancel) => Act(
        """
        insert into events.skipped (reader, position, event_id, reason, actor, at)
        select r.name, r.failing_position, r.failing_event, $4, $5, $6
          from events.readers r
         where r.name = $1 and r.failing_position = $2 and $3 < $2
           and r.failing_event = (select id from events.mt_events where seq_id = $2)
        """, $"{subscription} does not fail at position {position}: only the event it fails at can be left out.",
        subscription, position, reason, actor, cancel);

    /// <summary>
    /// Sets a subscription to the position it goes on from, such as the store's end after a restore: recorded with its
    /// reason.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such subscription, or no such position.</exception>
    public Task Set(string subscription, long position, string reason, string actor, CancellationToken cancel) =>
        Of(subscription) is IAsyncProjection
        ? throw new ArgumentException(
            $"{subscription} is a view: its rows would not be those of its events. Rebuild it.")
        : Act(
        """
        insert into events.moved (reader, seen, set_to, reason, actor, at)
        select $1, $3, $2, $4, $5, $6
         where $2 = 0 or exists (select from events.mt_events where seq_id = $2)
        """, $"There is no position {position} in the store.", subscription, position, reason, actor, cancel);

    /// <summary>
    /// The checkpoint of a subscription, the events it skips, whether it is noted as failing, and the sentence that
    /// says why the checkpoint is not of the store's history, or null.
    /// </summary>
    internal async Task<(long Position, Guid[] Skipped, bool IsFailing, string? Stranded)> Checkpoint(
        string subscription, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"""
            select coalesce(p.position, 0), array(select event_id from events.skipped where reader = $1),
                   r.failing_since is not null, {IsStranded}, head.position {FromCheckpoint}
              left join events.readers r on r.name = $1
            """).With(subscription);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.GetInt64(0), row.GetFieldValue<Guid[]>(1), row.GetBoolean(2), row.GetBoolean(3)
            ? $"The checkpoint of {subscription} is {row.GetInt64(0)}, which is not of the store's history (its end "
                + $"is {row.GetInt64(4)}): the store was restored from a backup."
            : null);
    }

    /// <summary>
    /// Notes that a subscription fails at the next event it wants, since the first time it failed at the same.
    /// </summary>
    internal async Task Failed(string subscription, string why, CancellationToken cancel)
    {
        // The database refuses NUL and lone surrogates: the failure would not be shown.
        var text = Encoding.UTF8.GetBytes(why[..Math.Min(why.Length, ErrorLengthMax)].Replace('\0', ' '));
        await using var command = database.CreateCommand(
            $"""
            insert into events.readers as r (name, failing_since, failing_position, failing_event, error)
            select $1, $3, e.seq_id, e.id, case when e.type <> all($5) then format($6, e.type) else $4 end
              from (select 1) one
              left join lateral (
                select seq_id, id, type from events.mt_events where {IsAhead} order by seq_id limit 1) e on true
            on conflict (name) do update
               set failing_since = case when r.failing_position is null
                        or r.failing_position is not distinct from excluded.failing_position
                        then coalesce(r.failing_since, excluded.failing_since) else excluded.failing_since end,
                   failing_position = excluded.failing_position, failing_event = excluded.failing_event,
                   error = excluded.error
            """).With(
            subscription, Of(subscription).Unwanted(types), clock.GetUtcNow(), Encoding.UTF8.GetString(text),
            SqlParameters.Wires(Of(subscription).WantsAll ? null : types.Stored), EventTypes.Unknown("%s"));
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Moves the checkpoint past the next wanted event, if an operator skipped that event.</summary>
    /// <returns>The new checkpoint; null where the next event is not skipped.</returns>
    internal async Task<long?> PassSkipped(string subscription, long checkpoint, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var next = new NpgsqlCommand(
            """
            select seq_id from (
                select seq_id, id from events.mt_events
                 where seq_id > $2 and type <> all($3) order by seq_id limit 1) next
             where exists (select from events.skipped where reader = $1 and event_id = id)
            """, connection).With(subscription, checkpoint, SqlParameters.Wires(Of(subscription).Unwanted(types)));
        if (await next.ExecuteScalarAsync(cancel) is not long passed)
            return null;
        await using var move = new NpgsqlCommand("call events.move_checkpoint($1, $2, $3)", connection)
            .With(subscription, checkpoint, passed);
        await move.ExecuteNonQueryAsync(cancel);
        return passed;
    }

    /// <summary>Notes that a subscription no longer fails.</summary>
    internal async Task Recovered(string subscription, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Recover).With(subscription);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task Act(
        string record, string otherwise, string subscription, long position, string reason, string actor,
        CancellationToken cancel)
    {
        _ = Of(subscription);
        if (string.IsNullOrWhiteSpace(reason))
            throw new ArgumentException("A reason is needed.");
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Inserted where there is none: of two operators who act at the same time the second waits for the first.
        await using var locking = new NpgsqlCommand(
            """
            insert into events.checkpoints as p (name, position) values ($1, 0)
            on conflict (name) do update set position = p.position returning position
            """, connection).With(subscription);
        var seen = (long)(await locking.ExecuteScalarAsync(cancel))!;
        await using var command = new NpgsqlCommand(record, connection)
            .With(subscription, position, seen, reason, actor, clock.GetUtcNow());
        if (await command.ExecuteNonQueryAsync(cancel) == 0)
            throw new ArgumentException(otherwise);
        var sql = new SqlBatch(connection);
        // Not as a subscription moves it: after a restore it is not where any history leads.
        sql.Add(
            """
            insert into events.checkpoints (name, position, event_id)
            select $1, $2, (select id from events.mt_events where seq_id = $2)
            on conflict (name) do update set position = excluded.position, event_id = excluded.event_id
            """, subscription, position);
        sql.Add(Recover, subscription);
        await sql.Execute(cancel);
        await transaction.CommitAsync(cancel);
    }

    private EventSubscription Of(string subscription) => all.FirstOrDefault(one => one.Name == subscription)
        ?? throw new ArgumentException(
            $"There is no reader {subscription}. There are: {string.Join(", ", all.Select(one => one.Name))}.");
}
