using System.Diagnostics;
using Npgsql;

namespace Summit.Store;

/// <summary>Appends events: the one way by which they come into the store.</summary>
public interface IEventAppender
{
    /// <summary>
    /// Writes all of a commit, or nothing. A stream without events is only held to its expected version. After one of
    /// the exceptions below nothing was written. After any other, a lost connection or a cancellation, it is unknown
    /// whether all was or nothing: the ids of the events, or the response's key, tell when looked up.
    /// </summary>
    /// <exception cref="ArgumentException">It cannot be written, whatever the store holds.</exception>
    /// <exception cref="StreamConflictException">A stream is not at the expected version.</exception>
    /// <exception cref="ConstraintException">A row breaks a named constraint of the database.</exception>
    /// <exception cref="CheckpointMovedException">Another owner of the same subscription went on meanwhile.</exception>
    Task<Committed> Append(Commit commit, CancellationToken cancel);
}

/// <summary>
/// Writes the commits that wait, together, in one transaction into Marten's tables, and tells each what became of it.
/// Every batch holds one advisory lock from its first statement to its end and takes its positions under it: positions
/// follow the order of commits without gaps, so that a reader that sees a position sees all before it. A commit is
/// refused only by what is committed, never by what a neighbour only tried.
/// </summary>
public sealed class GroupCommit : IEventAppender
{
    /// <summary>The advisory lock under which positions are given ("Summit" in ASCII). All writers take it.</summary>
    public const long AppendLock = 0x53756D6D6974;

    /// <summary>How many commits a batch holds at most: it bounds how long the lock is held.</summary>
    public const int BatchCommitsMax = 256;

    /// <summary>How many commits a batch holds about, where several callers share it.</summary>
    public const int SharedCommitsMax = 64;

    /// <summary>How many bytes of events a batch holds at most; a commit that exceeds it goes alone.</summary>
    public const int BatchBytesMax = 4 * 1024 * 1024;

    // A server that restarts is back within it. A caller that will not wait so long cancels.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int LossesMax = 3;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);

    private readonly EventTypes types;
    private readonly TimeProvider clock;
    private readonly WriterConnection line;
    private readonly CommitQueue queue;
    private readonly BatchWriter writer;
    private readonly AppendLockWatchdog watch;

    public GroupCommit(
        NpgsqlDataSource database, EventTypes types, IEnumerable<IInlineProjection> inline, TimeProvider clock)
    {
        (this.types, this.clock) = (types, clock);
        line = new WriterConnection(database);
        queue = new CommitQueue(WriteMeasured);
        writer = new BatchWriter([.. inline], clock, queue);
        watch = new AppendLockWatchdog(database);
    }

    /// <inheritdoc/>
    public Task<Committed> Append(Commit commit, CancellationToken cancel) =>
        queue.Enter(new EncodedCommit(commit, types), cancel);

    private async Task WriteMeasured(IReadOnlyList<PendingCommit> batch)
    {
        var began = clock.GetTimestamp();
        using var activity = StoreMetrics.Activities.StartActivity(
            "write batch", ActivityKind.Internal, default(ActivityContext),
            links: batch.Select(one => one.Cause).OfType<ActivityContext>().Select(cause => new ActivityLink(cause)));
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
                if (clock.GetElapsedTime(began) > Patience
                    || attempt.Unknown is not null && batch.All(one => one.Commit.LastEvent is null))
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

    /// <returns>Whether the connection has nothing open.</returns>
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
    /// <returns>Whether it was committed.</returns>
    private static async Task<bool> Settle(NpgsqlConnection connection, IReadOnlyList<PendingCommit> batch)
    {
        var sql = new SqlBatch(connection);
        AppendStatements.Lock(sql);
        var placed = await AppendStatements.Placed(sql, [.. batch.Select(one => one.Commit.LastEvent).OfType<Guid>()]);
        if (placed.Count == 0)
            return false;
        var last = placed.Values.MaxBy(committed => committed.Position);
        foreach (var one in batch)
            one.Complete(one.Commit.LastEvent is { } id ? placed[id] : last);
        return true;
    }
}

/// <summary>What is known of the writing of a batch.</summary>
internal sealed class Attempt
{
    /// <summary>It was sent, and no answer has come.</summary>
    public bool IsSent { get; set; }

    /// <summary>What kept its answer: all of it may be committed, or nothing. Null where it is certain.</summary>
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
