using System.Diagnostics;

namespace Summit.Store;

/// <summary>
/// Those who wait for their commit. Whatever waits when the writer comes back goes together, in its order, up to a
/// bound; nobody waits for others to come.
/// </summary>
internal sealed class CommitQueue(Func<IReadOnlyList<PendingCommit>, Task> write)
{
    private readonly Lock gate = new();
    private readonly LinkedList<PendingCommit> waiting = [];
    private bool writing;
    private int next = PostgresEventStore.BatchCommitsMax;

    /// <summary>Waits in line and is written.</summary>
    public Task<Committed> Enter(EncodedCommit ready, CancellationToken cancel)
    {
        var mine = new PendingCommit(ready, cancel);
        lock (gate)
        {
            waiting.AddLast(mine);
            if (!writing)
            {
                writing = true;
                // Not in the name of whoever happens to come first: the writer outlives their request.
                ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.Drain(), this, preferLocal: false);
            }
        }
        StoreMetrics.Waiting.Add(1);
        return mine.Done.Task.WaitAsync(cancel);
    }

    /// <summary>Puts some back at the head of the line, in their order, of which at most so many go next.</summary>
    public void PutBack(IReadOnlyList<PendingCommit> again, int atMost = PostgresEventStore.BatchCommitsMax)
    {
        lock (gate)
        {
            for (var n = again.Count - 1; n >= 0; n--)
                waiting.AddFirst(again[n]);
            StoreMetrics.Waiting.Add(again.Count);
            next = atMost;
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
        var bytes = 0;
        lock (gate)
        {
            for (var node = waiting.First; node is not null && batch.Count < next;)
            {
                var (one, after) = (node.Value, node.Next);
                if (one.Cancel.IsCancellationRequested || one.Done.Task.IsCompleted)
                {
                    waiting.Remove(node);
                    StoreMetrics.Waiting.Add(-1);
                }
                else
                {
                    bytes += one.Ready.Bytes;
                    if (batch.Count > 0 && bytes > PostgresEventStore.BatchBytesMax)
                        break;
                    // The second commit on a stream waits for what the first leads to.
                    var streamsOfOne = one.Ready.Commit.Streams;
                    if (!streamsOfOne.Any(append => streams.Contains(append.Stream)))
                    {
                        batch.Add(one);
                        waiting.Remove(node);
                        StoreMetrics.Waiting.Add(-1);
                    }
                    streams.UnionWith(streamsOfOne.Select(append => append.Stream));
                }
                node = after;
            }
            next = PostgresEventStore.BatchCommitsMax;
            writing = batch.Count > 0;
        }
        return batch;
    }
}

/// <summary>One who waits for a commit.</summary>
/// <param name="Ready">The commit.</param>
/// <param name="Cancel">Gives up waiting; what is being written already is written all the same.</param>
internal sealed record PendingCommit(EncodedCommit Ready, CancellationToken Cancel)
{
    /// <summary>Tells the one who waits.</summary>
    public TaskCompletionSource<Committed> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The work it belongs to, for those who trace it.</summary>
    public ActivityContext? Cause { get; } = Activity.Current?.Context;

    /// <summary>Tells the one who waits that nothing was written, or that nobody knows.</summary>
    public void Refuse(Exception why)
    {
        if (Done.TrySetException(why))
            StoreMetrics.Refused.Add(1, new KeyValuePair<string, object?>("error.type", why.GetType().Name));
    }
}
