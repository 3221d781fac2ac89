using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Summit.EventStore;

/// <summary>
/// The store on PostgreSQL alone. Every append holds one advisory lock from its first statement to its commit and takes
/// its positions under it: positions follow the order of commits without gaps, so that a reader that sees a position
/// sees all before it. Two round trips an append, both prepared.
/// </summary>
public sealed class PostgresEventStore(
    NpgsqlDataSource database,
    EventCodec codec,
    IEnumerable<IInlineProjection> projections,
    TimeProvider clock) : IEventStore
{
    /// <summary>The advisory lock under which positions are given ("Summit" in ASCII). All writers take it.</summary>
    public const long AppendLock = 0x53756D6D6974;

    /// <summary>Raised by <c>events.move_progress</c>.</summary>
    internal const string ProgressMoved = "SM001";

    private const string VersionIndex = "pk_mt_events_stream_and_version";
    private const string StreamKey = "pkey_mt_streams_id";

    private readonly IInlineProjection[] inline = [.. projections];
    private readonly WakeUp appended = new();
    private readonly Horizon horizon = new(database);

    // One appends while the next already waits at the database. More would only hold connections that readers need:
    // whoever waits for the lock for long (a rebuild has it) must not stop the reading.
    private readonly SemaphoreSlim turn = new(AppendsAtOnce);

    /// <summary>How many appends of this process use a connection at once; the others wait without one.</summary>
    public const int AppendsAtOnce = 4;

    /// <summary>How soon readers look for what other processes appended, where no listener hears it.</summary>
    public TimeSpan LookAgain { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Task Appended(CancellationToken cancel, IReadOnlyCollection<string>? types = null) =>
        appended.Next(types, LookAgain, cancel);

    /// <inheritdoc/>
    public void Wake() => appended.Set(null);

    /// <inheritdoc/>
    public async Task<Committed> Append(Commit commit, CancellationToken cancel)
    {
        var ready = Prepared.From(commit, codec);
        try
        {
            await turn.WaitAsync(cancel);
            try
            {
                return await AppendInTurn(ready, cancel);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (PostgresException refused) when (BrokeVersion(refused))
        {
            throw await Overtaken(commit, refused, cancel);
        }
        catch (PostgresException refused) when (Meaning(refused) is { } meaning)
        {
            throw meaning;
        }
    }

    /// <inheritdoc/>
    public async Task<Slice> Read(Guid stream, long upTo, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"select {EventRows.Columns} from events.mt_events where stream_id = $1 and seq_id <= $2 order by version");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stream });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo });
        return new Slice(stream, await EventRows.Read(command, codec, cancel));
    }

    /// <inheritdoc/>
    public async Task<Page> ReadAll(long after, int limit, IReadOnlyCollection<string>? types, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        while (true)
        {
            // Before the statement: what is proven holds for what is seen from then on.
            var from = Math.Max(after, await horizon.Proven(after, cancel));
            var (page, sure, head) = await ReadPage(after, limit, types, from, cancel);
            if (!await horizon.Again(from, sure, head, cancel) || page.Events.Count == limit)
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

    private async Task<(Page Page, long Sure, long Head)> ReadPage(
        long after, int limit, IReadOnlyCollection<string>? types, long sureFrom, CancellationToken cancel)
    {
        // One statement, hence one snapshot: the head it sees and the events it sees belong together.
        await using var command = database.CreateCommand(
            $"""
            with {Horizon.Sure(sureFrom)}
            select {EventRows.Columns}, sure.position, head.position
              from head cross join sure left join lateral (
                select * from events.mt_events
                 where seq_id > {after.ToString(CultureInfo.InvariantCulture)}::bigint and seq_id <= sure.position
                   and ($1::varchar[] is null or type = any($1))
                 order by seq_id limit {limit.ToString(CultureInfo.InvariantCulture)}) e on true
             order by seq_id
            """);
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = types is null ? DBNull.Value : types.ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar,
        });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var events = new List<RecordedEvent>();
        long sure = 0, head = 0;
        while (await reader.ReadAsync(cancel))
        {
            (sure, head) = (reader.GetInt64(EventRows.Width), reader.GetInt64(EventRows.Width + 1));
            if (!await reader.IsDBNullAsync(0, cancel))
                events.Add(EventRows.Read(reader, codec));
        }
        // A restored store ends before where nothing was missing.
        var reached = events.Count == limit ? events[^1].Position : Math.Max(Math.Min(sure, head), after);
        return (new Page(events, reached), sure, head);
    }

    private async Task<Committed> AppendInTurn(Prepared ready, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var (head, lastRecorded) = await AppendStatements.Lock(connection, ready.Commit.Streams, cancel);
        var placed = ready.At(head, Later(clock.GetUtcNow(), lastRecorded));
        try
        {
            await Write(connection, ready, placed, cancel);
        }
        finally
        {
            // Even where no answer came: it may stand in the store all the same.
            appended.Set(ready.Wires);
        }
        return new Committed(head + ready.Wires.Length, placed.RecordedAt);
    }

    private async Task Write(NpgsqlConnection connection, Prepared ready, Placed placed, CancellationToken cancel)
    {
        var sql = new SqlBatch(connection);
        if (placed.Changes.Count > 0)
            AppendStatements.WriteEvents(sql, ready, placed);
        foreach (var projection in inline)
            foreach (var change in placed.Changes)
                projection.Project(change, sql);
        foreach (var effect in ready.Commit.Effects)
            effect.Write(sql, placed);
        // Marten takes its numbers from the sequence: it must never give one that stands already. Sequences know no
        // rollback, so this comes last: what fails before it leaves the sequence where it was.
        if (placed.Changes.Count > 0)
            sql.Add("select setval('events.mt_events_sequence', $1)", placed.Before + ready.Wires.Length);
        // For other processes; this one wakes its readers itself.
        if (placed.Changes.Count > 0)
            sql.Add("select pg_notify($1, $2)", WakeUp.Channel, $"{placed.Before + ready.Wires.Length}");
        sql.Add("commit");
        await sql.Execute(cancel);
    }

    // Node clocks differ: recording times rise with positions all the same, or a past moment would have two positions.
    // PostgreSQL keeps microseconds: anything finer would be read back as another moment than was told.
    private static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset last)
    {
        var kept = now.ToUniversalTime();
        kept = kept.AddTicks(-(kept.Ticks % TimeSpan.TicksPerMicrosecond));
        return kept > last ? kept : last;
    }

    private static bool BrokeVersion(PostgresException refused) =>
        refused is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: VersionIndex or StreamKey };

    /// <summary>Somebody wrote to a stream without the lock, after it was seen: says who was overtaken.</summary>
    private async Task<Exception> Overtaken(Commit commit, PostgresException refused, CancellationToken cancel)
    {
        foreach (var append in commit.Streams)
        {
            await using var command = database.CreateCommand(
                "select coalesce(max(version), 0) from events.mt_events where stream_id = $1");
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = append.Stream });
            var actual = (long)(await command.ExecuteScalarAsync(cancel))!;
            if (actual != append.ExpectedVersion)
                return new StreamConflictException(append.Stream, append.ExpectedVersion, actual);
        }
        return new ConstraintException(refused.ConstraintName!, refused);
    }

    private static Exception? Meaning(PostgresException refused) => refused.SqlState switch
    {
        ProgressMoved => new ProgressMovedException(refused),
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.CheckViolation
            or PostgresErrorCodes.ForeignKeyViolation when refused.ConstraintName is { } name =>
            new ConstraintException(name, refused),
        _ => null,
    };
}
