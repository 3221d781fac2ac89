using System.Data;
using JasperFx.Events;
using Marten.Exceptions;
using Npgsql;
using Summit.EventStore;
using ConstraintException = Summit.EventStore.ConstraintException;
using IEventStore = Summit.EventStore.IEventStore;

namespace Summit.CritterStack;

/// <summary>
/// The store on Marten, in the tables that both engines share. Marten writes and reads the events; the lock, the rows
/// of projections and effects and the commit are around it, in one transaction. Four round trips an append.
/// </summary>
/// <param name="database">The database, migrated.</param>
/// <param name="codec">The events.</param>
/// <param name="projections">What is written along.</param>
/// <param name="clock">The time events are recorded at.</param>
/// <param name="reminders">Told of messages for outside within their commit; null where nobody sends them.</param>
public sealed class CritterStackEventStore(
    NpgsqlDataSource database,
    EventCodec codec,
    IEnumerable<IInlineProjection> projections,
    TimeProvider clock,
    IReminders? reminders = null) : IEventStore, IDisposable
{
    private const string VersionIndex = "pk_mt_events_stream_and_version";
    private const string StreamKey = "pkey_mt_streams_id";

    private readonly IInlineProjection[] inline = [.. projections];
    private readonly MartenEvents marten = new(database, codec);
    private readonly WakeUp appended = new();

    // As in the other engine: whoever waits for the lock for long must not hold the connections that readers need.
    private readonly SemaphoreSlim turn = new(PostgresEventStore.AppendsAtOnce);

    /// <summary>How soon readers look for what other processes appended, which wakes nobody here.</summary>
    public TimeSpan LookAgain { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public Task Appended(CancellationToken cancel, IReadOnlyCollection<string>? types = null) =>
        appended.Next(types, LookAgain, cancel);

    /// <inheritdoc/>
    public void Wake() => appended.Set(null);

    /// <inheritdoc/>
    public void Dispose()
    {
        marten.Dispose();
        turn.Dispose();
    }

    /// <inheritdoc/>
    public async Task<Committed> Append(Commit commit, CancellationToken cancel)
    {
        var ready = Prepared.From(commit, codec);
        await marten.Ready(cancel);
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
        catch (Exception failure) when (BrokeVersion(failure))
        {
            throw await Overtaken(commit, failure, cancel);
        }
        catch (Exception failure) when (Refused(failure) is { } refused)
        {
            throw Meaning(refused);
        }
    }

    /// <inheritdoc/>
    public Task<Slice> Read(Guid stream, long upTo, CancellationToken cancel) => marten.Read(stream, upTo, cancel);

    /// <inheritdoc/>
    public async Task<Page> ReadAll(long after, int limit, IReadOnlyCollection<string>? types, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        // The head first: whatever stands up to it, the later reading sees.
        var head = await Head(cancel);
        var events = await marten.Read(after, limit, types, cancel);
        return new Page(events,
            events.Count == limit ? events[^1].Position : Math.Max(Math.Max(head, after), LastOf(events)));
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

    private async Task<Committed> AppendInTurn(Prepared ready, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        // Whatever the database's default: a snapshot kept for the whole transaction would be older than the lock.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        var (head, lastRecorded) = await UnderLock.Look(connection, ready.Commit.Streams, cancel);
        var placed = ready.At(head, UnderLock.Later(clock.GetUtcNow(), lastRecorded));
        try
        {
            await WriteRows(connection, ready, placed, cancel);
            if (placed.Changes.Count > 0)
                await WriteEvents(transaction, ready.Commit.About, placed, cancel);
            var remind = reminders is not null && ready.Commit.Effects.OfType<OutboxMessage>().Any()
                ? await reminders.Note(transaction, cancel)
                : () => Task.CompletedTask;
            await UnderLock.Commit(connection, placed, cancel);
            await remind();
        }
        finally
        {
            // Even where no answer came: it may stand in the store all the same.
            appended.Set(ready.Wires);
        }
        return new Committed(head + ready.Wires.Length, placed.RecordedAt);
    }

    // Before the events: most of what is refused is refused here, and no number of the sequence has been taken yet.
    private async Task WriteRows(NpgsqlConnection connection, Prepared ready, Placed placed, CancellationToken cancel)
    {
        var sql = new SqlBatch(connection);
        foreach (var projection in inline)
            foreach (var change in placed.Changes)
                projection.Project(change, sql);
        foreach (var effect in ready.Commit.Effects)
            effect.Write(sql, placed);
        if (placed.Changes.Count > 0)
            UnderLock.SetSequence(sql, placed.Before);
        if (sql.Count > 0)
            await sql.Execute(cancel);
    }

    private async Task WriteEvents(NpgsqlTransaction transaction, About about, Placed placed, CancellationToken cancel)
    {
        try
        {
            await marten.Append(transaction, about, placed, cancel);
        }
        catch
        {
            await UnderLock.SetSequenceBack(transaction, placed.Before);
            throw;
        }
    }

    private static long LastOf(IReadOnlyList<RecordedEvent> events) => events.Count == 0 ? 0 : events[^1].Position;

    private static PostgresException? Refused(Exception failure) =>
        failure as PostgresException ?? (failure as MartenCommandException)?.InnerException as PostgresException;

    private static bool BrokeVersion(Exception failure) => failure is EventStreamUnexpectedMaxEventIdException
        || Refused(failure) is
        {
            SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: VersionIndex or StreamKey,
        };

    /// <summary>Somebody wrote to a stream without the lock, after it was seen: says who was overtaken.</summary>
    private async Task<Exception> Overtaken(Commit commit, Exception failure, CancellationToken cancel)
    {
        foreach (var append in commit.Streams)
        {
            var actual = (await Read(append.Stream, long.MaxValue, cancel)).Version;
            if (actual != append.ExpectedVersion)
                return new StreamConflictException(append.Stream, append.ExpectedVersion, actual);
        }
        return Refused(failure) is { } refused ? Meaning(refused) : failure;
    }

    private static Exception Meaning(PostgresException refused) => refused.SqlState switch
    {
        PostgresEventStore.ProgressMoved => new ProgressMovedException(refused),
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.CheckViolation
            or PostgresErrorCodes.ForeignKeyViolation when refused.ConstraintName is { } name =>
            new ConstraintException(name, refused),
        _ => refused,
    };
}
