using System.Data;
using JasperFx.Events;
using Marten.Exceptions;
using Npgsql;
using Summit.EventStore;
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
    private const int AppendsAtOnce = 4;

    private readonly IInlineProjection[] inline = [.. projections];
    private readonly MartenEvents marten = new(database, codec);
    private readonly WakeUp appended = new();

    // What reads across streams reads the tables, past no number that Marten may still write.
    private readonly PostgresEventStore tables = new(database, codec, [], clock);

    // Whoever waits for the lock for long must not hold the connections that readers need.
    private readonly SemaphoreSlim turn = new(AppendsAtOnce);

    /// <summary>How soon readers look for what other processes appended, where no listener hears it.</summary>
    public TimeSpan LookAgain { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Task Appended(CancellationToken cancel, IReadOnlyCollection<string>? types = null) =>
        appended.Next(types, LookAgain, cancel);

    /// <inheritdoc/>
    public void Wake(IReadOnlyCollection<string>? types = null) => appended.Set(types);

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
            return await AppendInTurn(ready, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var meaning = await Meaning(failure, commit);
            Measures.Refused.Add(1, new KeyValuePair<string, object?>("error.type", meaning.GetType().Name));
            if (meaning == failure)
                throw;
            throw meaning;
        }
    }

    /// <inheritdoc/>
    public Task<Slice> Read(Guid stream, long upTo, CancellationToken cancel) => marten.Read(stream, upTo, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Slice>> ReadOn(
        IReadOnlyList<(Guid Stream, long After)> streams, CancellationToken cancel) => tables.ReadOn(streams, cancel);

    /// <inheritdoc/>
    public Task<Page> ReadAll(long after, int limit, IReadOnlyCollection<string>? types, CancellationToken cancel) =>
        tables.ReadAll(after, limit, types, cancel);

    /// <inheritdoc/>
    public Task<long> Head(CancellationToken cancel) => tables.Head(cancel);

    /// <inheritdoc/>
    public Task<long> PositionAt(DateTimeOffset moment, CancellationToken cancel) => tables.PositionAt(moment, cancel);

    private async Task<Committed> AppendInTurn(Prepared ready, CancellationToken cancel)
    {
        Measures.Waiting.Add(1);
        try
        {
            await turn.WaitAsync(cancel);
        }
        finally
        {
            Measures.Waiting.Add(-1);
        }
        var began = clock.GetTimestamp();
        using var activity = Measures.Activities.StartActivity("write batch");
        try
        {
            return await AppendAlone(ready, cancel);
        }
        finally
        {
            turn.Release();
            Measures.BatchSize.Record(1);
            Measures.BatchDuration.Record(clock.GetElapsedTime(began).TotalSeconds);
        }
    }

    private async Task<Committed> AppendAlone(Prepared ready, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        // Whatever the database's default: a snapshot kept for the whole transaction would be older than the lock.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        var (head, lastRecorded) = await UnderLock.Look(connection, ready);
        var placed = ready.At(head, BatchWriter.Later(clock.GetUtcNow(), lastRecorded));
        try
        {
            await WriteRows(connection, ready, placed, cancel);
            if (placed.Changes.Count > 0)
                await WriteEvents(transaction, ready.Commit.About, placed, cancel);
            var remind = reminders is not null && ready.Commit.Effects.OfType<OutboxMessage>().Any()
                ? await reminders.Note(transaction, cancel)
                : () => Task.CompletedTask;
            await UnderLock.Commit(connection, ready, placed, cancel);
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
        AppendStatements.WriteRest(sql, inline, ready, placed);
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

    private async Task<Exception> Meaning(Exception failure, Commit commit) => failure switch
    {
        PostgresException refused => await Refusals.Meaning(refused, commit, database),
        MartenCommandException { InnerException: PostgresException refused } =>
            await Refusals.Meaning(refused, commit, database),
        EventStreamUnexpectedMaxEventIdException => await Refusals.Overtaken(commit, database) ?? failure,
        _ => failure,
    };
}
