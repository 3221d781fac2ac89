using NpgsqlTypes;

namespace Summit.Store;

/// <summary>The statements of a batch of commits: the lock first, then what stands, then what is written.</summary>
internal static class AppendStatements
{
    /// <summary>The rows of events.</summary>
    public static readonly BulkTable Events = new("events.mt_events",
        ("seq_id", NpgsqlDbType.Bigint), ("id", NpgsqlDbType.Uuid), ("stream_id", NpgsqlDbType.Uuid),
        ("version", NpgsqlDbType.Bigint), ("type", NpgsqlDbType.Text), ("data", NpgsqlDbType.Jsonb),
        ("mt_dotnet_type", NpgsqlDbType.Text), ("timestamp", NpgsqlDbType.TimestampTz),
        ("user_name", NpgsqlDbType.Text), ("correlation_id", NpgsqlDbType.Text),
        ("causation_id", NpgsqlDbType.Text), ("headers", NpgsqlDbType.Jsonb));

    /// <summary>Begins the transaction and takes the lock.</summary>
    public static void Lock(SqlBatch sql)
    {
        // Whatever the database's default: a snapshot kept for the whole transaction would be older than the lock.
        sql.Add("begin isolation level read committed read write");
        TakeLock(sql);
    }

    /// <summary>
    /// Has all of a transaction find rows by their keys. Planned by what was known of a table when it was small, a
    /// statement or a foreign key's check reads the whole of it, for as long as the plan is kept.
    /// </summary>
    public const string IndexLookupsOnly =
        """
        set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
        set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
        set_config('enable_material', 'off', true)
        """;

    /// <summary>Takes the lock.</summary>
    public static void TakeLock(SqlBatch sql) =>
        // A statement of its own: taken inside a query of tables, that would see the time before the wait.
        sql.Add($"select pg_advisory_xact_lock($1), {IndexLookupsOnly}", PostgresEventStore.AppendLock);

    /// <summary>Asks where the store and some streams stand: version and kind, of those that are there.</summary>
    public static async Task<(StoreHead Tip, Dictionary<Guid, (long Version, string? Kind)> Streams)> Look(
        SqlBatch sql, IReadOnlyCollection<Guid> streams)
    {
        // Whoever is paused between here and the commit holds up all others: not for longer than this.
        sql.Add("set local idle_in_transaction_session_timeout = '5s'");
        // Each row by its key: planned as a join on a young table, it would read the whole of it, and be kept as that.
        sql.Add(
            """
            select coalesce(last.seq_id, 0), coalesce(last.timestamp, '-infinity'), s.id, s.version, s.type
              from (select 1) one
              left join lateral (
                select seq_id, timestamp from events.mt_events order by seq_id desc limit 1) last on true
              left join unnest($1) as wanted (id) on true
              left join lateral (
                select id, version, type from events.mt_streams where id = wanted.id limit 1) s on true
            """,
            streams.ToArray());
        await using var reader = await sql.Read(CancellationToken.None);
        await reader.NextResultAsync();
        var tip = default(StoreHead);
        var found = new Dictionary<Guid, (long, string?)>();
        while (await reader.ReadAsync())
        {
            tip = new StoreHead(reader.GetInt64(0),
                reader.GetInt64(0) == 0 ? default : reader.GetFieldValue<DateTimeOffset>(1));
            if (!reader.IsDBNull(2))
                found[reader.GetGuid(2)] = (reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetString(4));
        }
        return (tip, found);
    }

    /// <summary>Finds events by id: where the commits stand whose last events they are.</summary>
    public static async Task<Dictionary<Guid, Committed>> Find(SqlBatch sql, IReadOnlyCollection<Guid> events)
    {
        sql.Add("select id, seq_id, timestamp from events.mt_events where id = any($1)", events.ToArray());
        sql.Add("rollback");
        await using var reader = await sql.Read(CancellationToken.None);
        await reader.NextResultAsync();
        var found = new Dictionary<Guid, Committed>();
        while (await reader.ReadAsync())
            found[reader.GetGuid(0)] = new Committed(reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2));
        return found;
    }

    /// <summary>Raises where the store or a stream does not stand where it is believed to.</summary>
    public static void Expect(SqlBatch sql, long head, IReadOnlyCollection<StreamAppend> streams) => sql.Add(
        "select events.expect($1, $2, $3, $4)",
        head,
        streams.Select(append => append.Stream).ToArray(),
        streams.Select(append => append.ExpectedVersion).ToArray(),
        streams.Select(append => append.Kind.Name).ToArray());

    /// <summary>Adds the rows of the events and of their streams.</summary>
    public static void WriteEvents(
        SqlBatch sql, IReadOnlyCollection<(EncodedCommit Ready, PositionedCommit Placed)> commits)
    {
        var changes = commits.SelectMany(commit => commit.Placed.Changes).ToArray();
        if (changes.Length == 0)
            return;
        // The versions were just seen under the lock; what holds them is the unique index on stream and version: were
        // a stream's row there against all expectation, its events would be as well.
        sql.Add(
            """
            insert into events.mt_streams as known (id, type, version, timestamp, created)
            select id, type, version, $4, $4 from unnest($1, $2, $3) as stream (id, type, version)
            on conflict (id) do update
               set type = excluded.type, version = excluded.version, timestamp = excluded.timestamp
            """,
            changes.Select(change => change.Stream).ToArray(),
            changes.Select(change => change.Kind.Name).ToArray(),
            changes.Select(change => change.Steps[^1].Version).ToArray(),
            changes[0].Steps[0].RecordedAt);
        foreach (var (ready, placed) in commits)
        {
            var about = ready.Commit.About;
            var n = 0;
            foreach (var change in placed.Changes)
            {
                foreach (var step in change.Steps)
                {
                    sql.AddRow(Events, step.Position, step.Id, change.Stream, step.Version, ready.Wires[n],
                        ready.Data[n], ready.ClrTypes[n], step.RecordedAt, about.Actor, about.Correlation,
                        about.Causation, ready.Headers);
                    n++;
                }
            }
        }
        // Before the rows of projections, which may look at them.
        sql.WriteRows();
    }

    /// <summary>Adds what projections and effects write of a commit.</summary>
    public static void WriteRest(SqlBatch sql, IInlineProjection[] inline, EncodedCommit ready, PositionedCommit placed)
    {
        foreach (var projection in inline)
            foreach (var change in placed.Changes)
                projection.Project(change, sql);
        foreach (var effect in ready.Commit.Effects)
            effect.Write(sql, placed);
    }

    /// <summary>
    /// Sees to it that the sequence, from which Marten takes its numbers, gives none up to a position, nor one that it
    /// gave before.
    /// </summary>
    public static void KeepSequence(SqlBatch sql, long head) => sql.Add(
        """
        select setval('events.mt_events_sequence', greatest($1, last_value)) from events.mt_events_sequence
        """, head);

    /// <summary>Tells other processes what was appended: once a transaction, as it locks all who do.</summary>
    public static void Tell(SqlBatch sql, IReadOnlyCollection<string> types) =>
        sql.Add("select pg_notify($1, $2)", AppendSignal.Channel, AppendSignal.Notice(types));

    /// <summary>Adds what ends a batch.</summary>
    /// <param name="sql">The statements.</param>
    /// <param name="before">Where the store ended.</param>
    /// <param name="after">Where it ends with the batch.</param>
    /// <param name="types">The wire names of its events.</param>
    public static void Commit(SqlBatch sql, long before, long after, IReadOnlyCollection<string> types)
    {
        sql.Owner = SqlBatch.Nobody;
        sql.WriteRows();
        if (after > before)
        {
            Tell(sql, types);
            // Sequences know no rollback, so this comes last: what fails before it leaves it where it was.
            KeepSequence(sql, after);
        }
        sql.Add("commit");
    }
}
