using System.Diagnostics;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Writes the commits that wait, together, in one transaction, and tells each what became of it. A commit is refused
/// only as the first of a batch, hence by what is committed: if a later one is, those before it are written without it
/// first. Nobody is refused for what a neighbour only tried.
/// </summary>
internal sealed class GroupCommit
{
    // A server that restarts is back within it. Whoever will not wait so long cancels.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int LossesMax = 3;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);

    private readonly WriterConnection line;
    private readonly TimeProvider clock;
    private readonly AppendSignal appended;
    private readonly CommitQueue queue;
    private readonly BatchWriter writer;
    private readonly AppendLockWatchdog watch;

    public GroupCommit(NpgsqlDataSource database, IInlineProjection[] inline, TimeProvider clock, AppendSignal appended)
    {
        (this.clock, this.appended) = (clock, appended);
        line = new WriterConnection(database);
        queue = new CommitQueue(WriteMeasured);
        writer = new BatchWriter(database, inline, clock, appended, queue);
        watch = new AppendLockWatchdog(database);
    }

    /// <summary>Has a commit written.</summary>
    public Task<Committed> Append(EncodedCommit ready, CancellationToken cancel) => queue.Enter(ready, cancel);

    private async Task WriteMeasured(IReadOnlyList<PendingCommit> batch)
    {
        var began = clock.GetTimestamp();
        using var activity = StoreMetrics.Activities.HasListeners()
            ? StoreMetrics.Activities.StartActivity("write batch", ActivityKind.Internal, default(ActivityContext),
                links: batch.Select(one => one.Cause).OfType<ActivityContext>()
                    .Select(cause => new ActivityLink(cause)))
            : null;
        activity?.SetTag("summit.batch.size", batch.Count);
        await Write(batch);
        StoreMetrics.BatchSize.Record(batch.Count);
        StoreMetrics.BatchDuration.Record(clock.GetElapsedTime(began).TotalSeconds);
    }

    private async Task Write(IReadOnlyList<PendingCommit> batch)
    {
        var began = clock.GetTimestamp();
        var attempt = new Attempt();
        while (batch.Count > 0)
        {
            try
            {
                await watch.Over(line.Use(connection => Try(connection, batch, attempt)));
                return;
            }
            catch (PostgresException moved) when (moved.SqlState == StoreSqlStates.MovedOn)
            {
                writer.Doubt();
                attempt.IsSent = false;
            }
            catch (Exception lost) when (PostgresErrors.IsLostConnection(lost))
            {
                writer.Doubt();
                attempt.Lost(lost);
                // What was sent may stand, and be seen by readers.
                appended.Set(null);
                if (clock.GetElapsedTime(began) > Patience || attempt.Unknown is not null && !batch.Any(HasEvents))
                {
                    Fail(batch, lost);
                    return;
                }
                await Task.Delay(BetweenAttempts);
            }
            // Some may have been refused before the connection was lost: they are not looked for.
            batch = [.. batch.Where(one => !one.Done.Task.IsCompleted)];
        }
    }

    /// <returns>Whether the batch stands and the connection has nothing open.</returns>
    private async Task<bool> Try(NpgsqlConnection connection, IReadOnlyList<PendingCommit> batch, Attempt attempt)
    {
        if (attempt.Unknown is { } lost && (await Settle(connection, batch) || GivesUp(batch, attempt, lost)))
            return false;
        attempt.Unknown = null;
        return await writer.Write(connection, batch, attempt);
    }

    // What loses its connection again and again may be the cause: it must not take its neighbours with it for long.
    private bool GivesUp(IReadOnlyList<PendingCommit> batch, Attempt attempt, Exception lost)
    {
        if (attempt.Losses < LossesMax)
            return false;
        if (batch.Count == 1)
            Fail(batch, lost);
        else
            queue.PutBack(batch, atMost: batch.Count / 2);
        return true;
    }

    private static void Fail(IReadOnlyList<PendingCommit> batch, Exception failure)
    {
        foreach (var one in batch)
            one.Refuse(failure);
    }

    /// <summary>
    /// Finds out what became of a batch whose connection was lost while it was written. With the lock in hand its
    /// transaction has ended; should it reach the server only now, it finds the store moved on.
    /// </summary>
    /// <returns>Whether it stands.</returns>
    private static async Task<bool> Settle(NpgsqlConnection connection, IReadOnlyList<PendingCommit> batch)
    {
        var sql = new SqlBatch(connection);
        AppendStatements.Lock(sql);
        var standing = await AppendStatements.Find(
            sql, [.. batch.Where(HasEvents).Select(one => one.Ready.LastEvent)]);
        if (standing.Count == 0)
            return false;
        foreach (var one in batch)
        {
            one.Done.TrySetResult(HasEvents(one)
                ? standing[one.Ready.LastEvent]
                : standing.Values.MaxBy(committed => committed.Position));
        }
        return true;
    }

    private static bool HasEvents(PendingCommit one) => one.Ready.Wires.Length > 0;
}

/// <summary>What is known of the writing of a batch.</summary>
internal sealed class Attempt
{
    /// <summary>It was sent, and no answer has come.</summary>
    public bool IsSent { get; set; }

    /// <summary>What kept its answer: all of it may stand, or nothing. Null where it is certain.</summary>
    public Exception? Unknown { get; set; }

    /// <summary>How often it was sent and no answer came.</summary>
    public int Losses { get; private set; }

    /// <summary>A connection was lost.</summary>
    public void Lost(Exception failure)
    {
        if (!IsSent)
            return;
        (IsSent, Unknown) = (false, failure);
        Losses++;
    }
}
