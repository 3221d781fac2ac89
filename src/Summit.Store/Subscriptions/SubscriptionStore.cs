using Npgsql;

namespace Summit.Store;

/// <summary>Where a reader stands and how it is, in the database: seen by all nodes and after a restart.</summary>
internal sealed class SubscriptionStore(NpgsqlDataSource database, EventCodec codec, ISubscription subscriber)
{
    /// <summary>Notes of the reader of a name that it no longer fails.</summary>
    public const string Recover =
        """
        update events.readers
           set failing_since = null, failing_position = null, failing_event = null, error = null where name = $1
        """;

    private const int ErrorLengthMax = 2000;

    /// <summary>How far it has come, and whether it was failing there.</summary>
    public async Task<(long Position, bool Failed)> Now(CancellationToken cancel)
    {
        await using var reader = await Ask(
            """
            select coalesce(p.last_seq_id, 0), r.failing_since is not null
              from (select $1::varchar as name) one
              left join events.mt_event_progression p on p.name = one.name
              left join events.readers r on r.name = one.name
            """, cancel, subscriber.Name);
        await reader.ReadAsync(cancel);
        return (reader.GetInt64(0), reader.GetBoolean(1));
    }

    /// <summary>
    /// In words, how it stands beyond the store's end or on an event that is another by now; null where all is well.
    /// </summary>
    public async Task<string?> Stranded(CancellationToken cancel)
    {
        await using var reader = await Ask(
            $"select p.last_seq_id, head.position, {IsStranded} {FromProgress} where p.name = $1", cancel,
            subscriber.Name);
        return await reader.ReadAsync(cancel) && reader.GetBoolean(2)
            ? $"{subscriber.Name} stands at {reader.GetInt64(0)}, where the store's history does not lead (its end is "
                + $"at {reader.GetInt64(1)}): the store was restored from a backup."
            : null;
    }

    /// <summary>A query's progress rows and where the store ends: what <see cref="IsStranded"/> is asked of.</summary>
    public const string FromProgress =
        """
        from (select coalesce(max(seq_id), 0) as position from events.mt_events) head
        left join events.mt_event_progression p on true
        """;

    /// <summary>Whether a reader's progress is not of this history.</summary>
    public const string IsStranded =
        """
        coalesce(p.last_seq_id > head.position or p.event_id <> coalesce(
            (select id from events.mt_events where seq_id = p.last_seq_id),
            '00000000-0000-0000-0000-000000000000'), false)
        """;

    /// <summary>Notes that it fails at the next event it wants, since the first time it failed at the same.</summary>
    public async Task<Failure> Failed(Failure failure, CancellationToken cancel)
    {
        var why = failure.Why.Replace('\0', ' ');
        await using var reader = await Ask(
            """
            insert into events.readers as r (name, failing_since, failing_position, failing_event, error)
            select $1, $2, e.seq_id, e.id, $3
              from (select 1) one
              left join lateral (
                select seq_id, id from events.mt_events
                 where seq_id > coalesce(
                        (select last_seq_id from events.mt_event_progression where name = $1), 0)
                   and type = any($4) order by seq_id limit 1) e on true
            on conflict (name) do update
               set failing_since = case when r.failing_position is null
                        or r.failing_position is not distinct from excluded.failing_position
                        then coalesce(r.failing_since, excluded.failing_since) else excluded.failing_since end,
                   failing_position = excluded.failing_position, failing_event = excluded.failing_event,
                   error = excluded.error
            returning failing_since, failing_position, failing_event
            """, cancel, subscriber.Name, failure.Since.ToUniversalTime(),
            why.Length > ErrorLengthMax ? why[..ErrorLengthMax] : why,
            EventRows.Stored(codec, subscriber.Types));
        await reader.ReadAsync(cancel);
        return failure with
        {
            Since = reader.GetFieldValue<DateTimeOffset>(0),
            Position = reader.GetValue(1) as long?,
            Event = reader.GetValue(2) as Guid?,
        };
    }

    /// <summary>Notes that it no longer fails.</summary>
    public async Task Recovered(CancellationToken cancel)
    {
        await using var reader = await Ask(Recover, cancel, subscriber.Name);
    }

    private async Task<NpgsqlDataReader> Ask(string sql, CancellationToken cancel, params object[] values)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value });
        try
        {
            return await command.ExecuteReaderAsync(System.Data.CommandBehavior.CloseConnection, cancel);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
