using Npgsql;

namespace Summit.Store;

/// <summary>
/// The store on PostgreSQL alone. Every batch of commits holds one advisory lock from its first statement to its end
/// and takes its positions under it: positions follow the order of commits without gaps, so that a reader that sees a
/// position sees all before it.
/// </summary>
public sealed class PostgresEventStore : IEventStore
{
    /// <summary>The advisory lock under which positions are given ("Summit" in ASCII). All writers take it.</summary>
    public const long AppendLock = 0x53756D6D6974;

    /// <summary>How many commits a batch holds at most: it bounds how long the lock is held.</summary>
    public const int BatchCommitsMax = 256;

    /// <summary>How many bytes of events a batch holds at most; whatever exceeds it goes alone.</summary>
    public const int BatchBytesMax = 4 * 1024 * 1024;

    private readonly NpgsqlDataSource database;
    private readonly EventCodec codec;
    private readonly AppendSignal appended = new();
    private readonly GroupCommit writer;
    private readonly Horizon horizon;

    public PostgresEventStore(
        NpgsqlDataSource database, EventCodec codec, IEnumerable<IInlineProjection> projections, TimeProvider clock)
    {
        (this.database, this.codec) = (database, codec);
        horizon = new Horizon(database);
        writer = new GroupCommit(database, [.. projections], clock, appended);
    }

    /// <summary>How soon readers look for what other processes appended, where no listener hears it.</summary>
    public TimeSpan LookAgain { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Task Appended(CancellationToken cancel, IReadOnlyCollection<string>? types = null) =>
        appended.Next(types, LookAgain, cancel);

    /// <inheritdoc/>
    public void Wake(IReadOnlyCollection<string>? types = null) => appended.Set(types);

    /// <inheritdoc/>
    public Task<Committed> Append(Commit commit, CancellationToken cancel) =>
        writer.Append(EncodedCommit.From(commit, codec), cancel);

    /// <inheritdoc/>
    public async Task<StreamSlice> Read(Guid stream, long upTo, CancellationToken cancel)
    {
        // By the stream's index, whatever the planner believes of a young table: the position's own index would be read
        // from its start to its end.
        await using var command = database.CreateCommand(
            $"""
            select {EventRows.Columns} from events.mt_events where stream_id = $1 and seq_id + 0 <= $2 order by version
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo });
        return new StreamSlice(stream, await EventRows.Read(command, codec, cancel));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StreamSlice>> ReadOn(
        IReadOnlyList<(Guid Stream, long After)> streams, CancellationToken cancel)
    {
        // Not the parameters themselves: knowing how many are asked for, PostgreSQL would plan anew each time.
        await using var command = database.CreateCommand(
            $"""
            select {EventRows.Columns}
              from unnest((select $1::uuid[]), (select $2::bigint[])) as wanted (stream, after)
             cross join lateral (
                select * from events.mt_events
                 where stream_id = wanted.stream and version > wanted.after order by version) e
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = streams.Select(one => one.Stream).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = streams.Select(one => one.After).ToArray() });
        // A lateral join keeps the order within each stream, and each stream's events together.
        var events = await EventRows.Read(command, codec, cancel);
        return [.. events.GroupBy(e => e.Stream).Select(e => new StreamSlice(e.Key, [.. e]))];
    }

    /// <inheritdoc/>
    public async Task<EventPage> ReadAll(
        long after, int limit, IReadOnlyCollection<string>? types, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        while (true)
        {
            // Before the statement: what is proven holds for what is seen from then on.
            var from = Math.Max(after, await horizon.Proven(after, cancel));
            var (page, sure, head) = await ReadPage(after, limit, types, from, cancel);
            if (!await horizon.Again(from, sure, head, cancel) || page.IsFull)
                return page;
        }
    }

    /// <inheritdoc/>
    public async Task<long> Head(CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <inheritdoc/>
    public async Task<long> PositionAt(DateTimeOffset moment, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce((select seq_id from events.mt_events
                              where timestamp <= $1 order by timestamp desc, seq_id desc limit 1), 0)
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = moment.ToUniversalTime() });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private async Task<(EventPage Page, long Sure, long Head)> ReadPage(
        long after, int limit, IReadOnlyCollection<string>? types, long sureFrom, CancellationToken cancel)
    {
        var none = types is { Count: 0 };
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection);
        sql.Add(Horizon.PlannedOnce);
        // One statement, hence one snapshot: the head it sees and the events it sees belong together.
        sql.Add(
            $"""
            with {Horizon.Sure}
            select {EventRows.Columns}, sure.position, head.position
              from head cross join sure left join lateral (
                select * from events.mt_events
                 where seq_id > $2 and seq_id <= sure.position
                   and {(none ? "false" : "($4 is null or type = any($4))")}
                 order by seq_id limit $3) e on true
             order by seq_id
            """,
            sureFrom, after, limit, EventRows.Stored(codec, types));
        await using var reader = await sql.Read(cancel);
        await reader.NextResultAsync(cancel);
        var events = new List<RecordedEvent>();
        long sure = 0, head = 0;
        while (await reader.ReadAsync(cancel))
        {
            (sure, head) = (reader.GetInt64(EventRows.Width), reader.GetInt64(EventRows.Width + 1));
            if (!await reader.IsDBNullAsync(0, cancel))
                events.Add(EventRows.Read(reader, codec));
        }
        // A restored store ends before where nothing was missing.
        var end = Math.Max(Math.Min(sure, head), after);
        var isFull = none ? end - after >= limit : events.Count == limit;
        var reached = !isFull ? end : none ? after + limit : events[^1].Position;
        return (new EventPage(events, reached, isFull), sure, head);
    }
}
