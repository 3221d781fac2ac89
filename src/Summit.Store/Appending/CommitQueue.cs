using System.Diagnostics;

namespace Summit.Store;

/// <summary>
/// The commits that wait. The writer takes all that wait when it is free, in order, up to a bound; no commit waits for
/// others to come. Where several callers wait, each gets its share of a batch.
/// </summary>
internal sealed class CommitQueue(Func<IReadOnlyList<PendingCommit>, Task> write)
{
    // What one of several callers gets of a batch at least, and at most of one whose commits are tried one by one: it
    // bounds how long the others wait for it.
    private const int ShareMin = 4;

    private readonly Lock gate = new();
    private readonly LinkedList<PendingCommit> waiting = [];
    private bool writing;
    private int next = GroupCommit.BatchCommitsMax;

    /// <summary>Whether commits are tried one by one, because some were refused.</summary>
    public bool IsCareful { get; set; }

    /// <summary>Waits in line and is written.</summary>
    public Task<Committed> Enter(EncodedCommit commit, CancellationToken cancel)
    {
        var mine = new PendingCommit(commit, cancel);
        lock (gate)
        {
            waiting.AddLast(mine);
            if (!writing)
            {
                writing = true;
                // Not on behalf of the caller that happens to come first: the writer outlives its request.
                ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.Drain(), this, preferLocal: false);
            }
        }
        StoreMetrics.Waiting.Add(1);
        return mine.Done.Task.WaitAsync(cancel);
    }

    /// <summary>Puts some back at the head of the line, in their order, of which at most so many go next.</summary>
    public void PutBack(IReadOnlyList<PendingCommit> again, int atMost = GroupCommit.BatchCommitsMax)
    {
        lock (gate)
        {
            for (var n = again.Count - 1; n >= 0; n--)
                waiting.AddFirst(again[n]);
            StoreMetrics.Waiting.Add(again.Count);
            next = Math.Max(1, atMost);
        }
    }

    private async Task Drain()
    {
        while (Next() is { Count: > 0 } batch)
        {
            try
            {
                await write(batch);
            }
            catch (Exception failure)
            {
                foreach (var one in batch)
                    one.Refuse(failure);
            }
        }
    }

    private List<PendingCommit> Next()
    {
        var batch = new List<PendingCommit>();
        var streams = new HashSet<Guid>();
        var taken = new Dictionary<string, int>();
        var bytes = 0;
        lock (gate)
        {
            var share = Share();
            for (var node = waiting.First; node is not null && batch.Count < next;)
            {
                var (one, after) = (node.Value, node.Next);
                // One that may be written is looked for, whether or not its caller still waits.
                if (one.Cancel.IsCancellationRequested && !one.IsLost || one.Done.Task.IsCompleted)
                {
                    Leave(node);
                }
                else if (taken.GetValueOrDefault(one.Caller) < share)
                {
                    // The second commit on a stream waits for what the first leads to.
                    var streamsOfOne = one.Commit.Streams;
                    if (!streamsOfOne.Any(append => streams.Contains(append.Stream)))
                    {
                        bytes += one.Commit.Bytes;
                        if (batch.Count > 0 && bytes > GroupCommit.BatchBytesMax)
                            break;
                        batch.Add(one);
                        Leave(node);
                        taken[one.Caller] = taken.GetValueOrDefault(one.Caller) + 1;
                    }
                    streams.UnionWith(streamsOfOne.Select(append => append.Stream));
                }
                node = after;
            }
            next = GroupCommit.BatchCommitsMax;
            writing = batch.Count > 0;
        }
        return batch;
    }

    private int Share()
    {
        var callers = waiting.Select(one => one.Caller).Distinct().Count();
        return callers <= 1 ? GroupCommit.BatchCommitsMax
            : IsCareful ? ShareMin : Math.Max(ShareMin, GroupCommit.SharedCommitsMax / callers);
    }

    private void Leave(LinkedListNode<PendingCommit> node)
    {
        waiting.Remove(node);
        StoreMetrics.Waiting.Add(-1);
    }
}

/// <summary>A commit that waits.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Cancel">Ends the waiting; what is being written already is written all the same.</param>
internal sealed record PendingCommit(EncodedCommit Commit, CancellationToken Cancel)
{
    /// <summary>Whose commit it is.</summary>
    public string Caller => Commit.Commit.Metadata.Actor;

    /// <summary>Tells the caller what became of it.</summary>
    public TaskCompletionSource<Committed> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it was sent and no answer came: it may be written, or may be yet.</summary>
    public bool IsLost { get; set; }

    /// <summary>The work it belongs to, for traces.</summary>
    public ActivityContext? Cause { get; } = Activity.Current?.Context;

    /// <summary>Tells the caller that nothing was written, or that it is unknown.</summary>
    public void Refuse(Exception why)
    {
        if (Done.TrySetException(why))
            StoreMetrics.Refused.Add(1, new KeyValuePair<string, object?>("error.type", why.GetType().Name));
    }
}
