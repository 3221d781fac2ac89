using NpgsqlTypes;

namespace Summit.Store;

/// <summary>The SQL of a batch of commits: takes the lock, reads the present versions, writes the rows.</summary>
internal static class AppendStatements
{
    /// <summary>The rows of events.</summary>
    public static readonly BulkTable Events = new("events.mt_events",
        ("seq_id", NpgsqlDbType.Bigint), ("id", NpgsqlDbType.Uuid), ("stream_id", NpgsqlDbType.Uuid),
        ("version", NpgsqlDbType.Bigint), ("type", NpgsqlDbType.Text), ("data", NpgsqlDbType.Jsonb),
        ("mt_dotnet_type", NpgsqlDbType.Text), ("timestamp", NpgsqlDbType.TimestampTz),
        ("user_name", NpgsqlDbType.Text), ("correlation_id", NpgsqlDbType.Text),
        ("causation_id", NpgsqlDbType.Text), ("headers", NpgsqlDbType.Jsonb));

    /// <summary>
    /// What is written in place of a type's name: by it Marten would read an event whose wire name it does not know.
    /// </summary>
    public const string NoClrType = "";

    /// <summary>Begins the transaction and takes the lock.</summary>
    public static void Lock(SqlBatch sql)
    {
        // Whatever the database's default: a snapshot kept for the whole transaction would be older than the lock.
        sql.Add("begin isolation level read committed read write");
        // A statement of its own: taken inside a query of tables, that would see the time before the wait.
        sql.Add($"select pg_advisory_xact_lock($1), {ConnectionTuning.IndexLookupsOnly}", GroupCommit.AppendLock);
    }

    /// <summary>Finds what a batch was decided on, and which of some events are in the store.</summary>
    public static async Task<Found> Find(
        SqlBatch sql, IReadOnlyCollection<EncodedCommit> commits, Guid[] sent, CancellationToken cancel = default)
    {
        // A client paused inside this transaction would block all appends; the server ends it after this timeout.
        sql.Add("set local idle_in_transaction_session_timeout = '5s'");
        // Each row by its key: planned as a join on a young table, it would read the whole of it, for as long as the
        // plan is kept.
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
            commits.SelectMany(commit => commit.Streams).Select(append => append.Stream).Distinct().ToArray());
        var responses = commits.Select(commit => commit.Response).OfType<IIdempotentOperation>().ToArray();
        sql.Add(
            """
            select given.caller, given.key
              from unnest($1, $2) as given (caller, key)
             cross join lateral (
                select from events.answers a where a.caller = given.caller and a.key = given.key limit 1) answered
            """, responses.Select(one => one.Caller).ToArray(), responses.Select(one => one.Key).ToArray());
        if (sent.Length > 0)
            sql.Add("select id, seq_id, timestamp from events.mt_events where id = any($1)", sent);
        await using var reader = await sql.Read(cancel);
        await reader.NextResultAsync();
        var head = default(StoreHead);
        var streams = new Dictionary<Guid, (long, string?)>();
        while (await reader.ReadAsync())
        {
            head = new StoreHead(reader.GetInt64(0),
                reader.GetInt64(0) == 0 ? default : reader.GetFieldValue<DateTimeOffset>(1));
            if (!reader.IsDBNull(2))
                streams[reader.GetGuid(2)] = (reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetString(4));
        }
        await reader.NextResultAsync();
        var answered = new HashSet<(string, string)>();
        while (await reader.ReadAsync())
            answered.Add((reader.GetString(0), reader.GetString(1)));
        var placed = new Dictionary<Guid, Committed>();
        await reader.NextResultAsync();
        while (await reader.ReadAsync())
            placed[reader.GetGuid(0)] = new Committed(reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2));
        return new Found(head, streams, answered, placed);
    }

    /// <summary>Raises where the store is not at the versions that the batch was decided on.</summary>
    public static void Expect(SqlBatch sql, long head, IReadOnlyCollection<EncodedCommit> commits)
    {
        var streams = commits.SelectMany(commit => commit.Streams).ToArray();
        sql.Add("select events.expect($1, $2, $3, $4)",
            head,
            streams.Select(append => append.Stream).ToArray(),
            streams.Select(append => append.ExpectedVersion).ToArray(),
            streams.Select(append => append.Category.Name).ToArray());
    }

    /// <summary>Adds the rows of the events and of their streams.</summary>
    public static void WriteEvents(
        SqlBatch sql, IReadOnlyCollection<(EncodedCommit Commit, PositionedCommit Placed)> commits)
    {
        var changes = commits.SelectMany(commit => commit.Placed.Changes).ToArray();
        if (changes.Length == 0)
            return;
        WriteStreams(sql, changes);
        foreach (var (commit, placed) in commits)
        {
            var metadata = commit.Commit.Metadata;
            var headers = commit.Headers(placed.RecordedAt);
            var events = placed.Changes.SelectMany(change => change.Events, (change, applied) => (change, applied));
            foreach (var (n, (change, applied)) in events.Index())
            {
                sql.AddRow(Events, applied.Position, applied.Id, change.Stream, applied.Version, commit.Wires[n],
                    commit.Data[n], NoClrType, applied.RecordedAt, metadata.Actor, metadata.Correlation,
                    metadata.Causation, headers);
            }
        }
        // Before the rows of projections, which may look at them.
        sql.WriteRows();
    }

    /// <summary>Adds the rows of streams, each of which changes once.</summary>
    public static void WriteStreams(SqlBatch sql, IReadOnlyCollection<StreamChange> changes) =>
        // The versions were just seen under the lock; what holds them is the unique index on stream and version: were
        // a stream's row there against all expectation, its events would be as well.
        sql.Add(
            """
            insert into events.mt_streams (id, type, version, created, timestamp)
            select * from unnest($1, $2, $3, $4, $5)
            on conflict (id) do update
               set type = excluded.type, version = excluded.version, timestamp = excluded.timestamp
            """,
            changes.Select(change => change.Stream).ToArray(),
            changes.Select(change => change.Category.Name).ToArray(),
            changes.Select(change => change.Events[^1].Version).ToArray(),
            changes.Select(change => change.Events[0].RecordedAt.UtcDateTime).ToArray(),
            changes.Select(change => change.Events[^1].RecordedAt.UtcDateTime).ToArray());

    /// <summary>Adds what projections and operations write of a commit.</summary>
    public static void WriteRest(SqlBatch sql, IInlineProjection[] inline, Commit commit, PositionedCommit placed)
    {
        foreach (var projection in inline)
        {
            var changes = placed.Changes is [var only]
                ? projection.Categories.Contains(only.Category) ? placed.Changes : []
                : [.. placed.Changes.Where(change => projection.Categories.Contains(change.Category))];
            if (changes.Count > 0)
                projection.Project(changes, sql);
        }
        foreach (var operation in commit.Operations)
            operation.Write(sql, placed);
    }

    /// <summary>Adds what ends a batch.</summary>
    /// <param name="sql">The statements.</param>
    /// <param name="before">Where the store ended.</param>
    /// <param name="after">Where it ends with the batch.</param>
    public static void Commit(SqlBatch sql, long before, long after)
    {
        sql.Owner = SqlBatch.Shared;
        sql.WriteRows();
        // Once a transaction: it takes a lock on all that notify.
        if (after > before)
            sql.Add($"notify {AppendListener.Channel}");
        sql.Add("commit");
    }
}
