using Npgsql;
using NpgsqlTypes;

namespace Summit.EventStore;

/// <summary>The two round trips of an append: lock and look, then write.</summary>
internal static class AppendStatements
{
    /// <summary>Begins the transaction, takes the lock and sees where the store and the streams stand.</summary>
    /// <exception cref="StreamConflictException">A stream is not at the expected version.</exception>
    /// <exception cref="ArgumentException">A stream is of another kind.</exception>
    public static async Task<(long Head, DateTimeOffset LastRecorded)> Lock(
        NpgsqlConnection connection, IReadOnlyList<StreamAppend> streams, CancellationToken cancel)
    {
        var sql = new SqlBatch(connection);
        // Whatever the database's default: a snapshot kept for the whole transaction would be older than the lock.
        sql.Add("begin isolation level read committed read write");
        // A statement of its own: taken inside a query, the query would see the time before the wait.
        sql.Add("select pg_advisory_xact_lock($1)", PostgresEventStore.AppendLock);
        // Each row by its key: planned as a join on a young table, it would read the whole of it, and be kept as that.
        sql.Add(
            """
            select coalesce(last.seq_id, 0), coalesce(last.timestamp, '-infinity'),
                   wanted.id, coalesce(s.version, 0), s.type
              from (select 1) one
              left join lateral (
                select seq_id, timestamp from events.mt_events order by seq_id desc limit 1) last on true
              left join unnest($1) as wanted (id) on true
              left join lateral (
                select version, type from events.mt_streams where id = wanted.id limit 1) s on true
            """,
            streams.Select(append => append.Stream).ToArray());
        await using var reader = await sql.Read(cancel);
        await reader.NextResultAsync(cancel);
        long head = 0;
        var recorded = DateTimeOffset.MinValue;
        while (await reader.ReadAsync(cancel))
        {
            head = reader.GetInt64(0);
            recorded = head == 0 ? recorded : reader.GetFieldValue<DateTimeOffset>(1);
            if (await reader.IsDBNullAsync(2, cancel))
                continue;
            var stream = reader.GetGuid(2);
            var wanted = streams.First(append => append.Stream == stream);
            if (reader.GetInt64(3) != wanted.ExpectedVersion)
                throw new StreamConflictException(stream, wanted.ExpectedVersion, reader.GetInt64(3));
            if (!await reader.IsDBNullAsync(4, cancel) && reader.GetString(4) != wanted.Kind.Name)
                throw new ArgumentException($"Stream {stream} is a {reader.GetString(4)}, not a {wanted.Kind.Name}.");
        }
        return (head, recorded);
    }

    /// <summary>Adds the rows of the events and of their streams.</summary>
    public static void WriteEvents(SqlBatch sql, Prepared ready, Placed placed)
    {
        foreach (var change in placed.Changes)
        {
            // Under the lock the versions were just seen; the unique index on stream and version is what holds them.
            sql.Add(change.Steps[0].Version == 1
                ? """
                  insert into events.mt_streams (id, type, version, timestamp, created) values ($1, $2, $3, $4, $4)
                  """
                : "update events.mt_streams set type = $2, version = $3, timestamp = $4 where id = $1",
                change.Stream, change.Kind.Name, change.Steps[^1].Version, placed.RecordedAt);
        }
        var steps = placed.Changes
            .SelectMany(change => change.Steps, (change, step) => (change.Stream, step))
            .ToArray();
        var about = ready.Commit.About;
        sql.Add(
            """
            insert into events.mt_events
                (seq_id, id, stream_id, version, type, data, mt_dotnet_type,
                 timestamp, user_name, correlation_id, causation_id, headers)
            select e.*, $8, $9, $10, $11, $12::jsonb
              from unnest($1, $2, $3, $4, $5, $6, $7) as e
            """,
            steps.Select(s => s.step.Position).ToArray(),
            steps.Select(s => s.step.Id).ToArray(),
            steps.Select(s => s.Stream).ToArray(),
            steps.Select(s => s.step.Version).ToArray(),
            ready.Wires,
            new NpgsqlParameter { Value = ready.Data, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            ready.ClrTypes,
            placed.RecordedAt, about.Actor, about.Correlation, about.Causation, ready.Headers);
    }
}
