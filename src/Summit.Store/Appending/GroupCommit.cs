using System.Diagnostics;
using Npgsql;

namespace Summit.Store;

/// <summary>Appends events: the one way by which they come into the store.</summary>
public interface IEventAppender
{
    /// <summary>
    /// Writes all of a commit, or nothing. A stream without events is only held to its expected version. After one of
    /// the exceptions below nothing was written; but where the key of a response without events is taken, that response
    /// may be its own. After any other, a lost connection or a cancellation, it is unknown whether all was or nothing:
    /// the ids of the events, or the response's key, tell when looked up.
    /// </summary>
    /// <exception cref="ArgumentException">It cannot be written, whatever the store holds.</exception>
    /// <exception cref="StreamConflictException">A stream is not at the expected version.</exception>
    /// <exception cref="ConstraintException">A row breaks a named constraint of the database.</exception>
    /// <exception cref="CheckpointMovedException">Another owner of the same subscription went on meanwhile.</exception>
    Task<Committed> Append(Commit commit, CancellationToken cancel);
}

/// <summary>
/// Writes all waiting commits into Marten's tables, in one transaction, and returns its result to each caller.
/// Every batch holds one advisory lock from its first statement to its end and takes its positions under it: positions
/// follow the order of commits without gaps, so that a reader that sees a position sees all before it. A commit is
/// refused only by what is committed, never by another commit of its batch.
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
        var losses = 0;
        while (batch.Count > 0)
        {
            try
            {
                await watch.Over(line.Use(connection => writer.Write(connection, batch)));
                return;
            }
            catch (PostgresException moved) when (moved.SqlState == StoreSqlStates.MovedOn)
            {
                batch = Pending(batch);
            }
            catch (Exception lost) when (PostgresErrors.IsLostConnection(lost))
            {
                losses += writer.Lost(lost) ? 1 : 0;
                batch = Pending(batch);
                if (clock.GetElapsedTime(began) > Patience || losses == LossesMax && batch.Count == 1)
                {
                    foreach (var one in batch)
                        one.Refuse(lost);
                    return;
                }
                // One that loses its connection again and again may be the cause: it must not take its neighbours with
                // it for long.
                if (losses == LossesMax)
                {
                    queue.PutBack(batch, atMost: batch.Count / 2);
                    return;
                }
                await Task.Delay(BetweenAttempts);
            }
        }
    }

    // Some may have been refused, or found in the store, before the connection was lost, or have been lost with it.
    private static PendingCommit[] Pending(IReadOnlyList<PendingCommit> batch) =>
        [.. batch.Where(one => !one.Done.Task.IsCompleted)];
}
