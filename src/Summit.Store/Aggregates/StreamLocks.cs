namespace Summit.Store;

/// <summary>
/// Lets the commands of a process decide on a stream one after another, in FIFO order: of those that decide at once on
/// the same version, one would be written and the others have to begin again. It only saves work; what keeps it right
/// is the version that an append expects.
/// </summary>
public sealed class StreamLocks
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Queue<TaskCompletionSource>> lines = [];

    /// <summary>Waits for the stream's lock, in FIFO order.</summary>
    /// <returns>To be disposed of when done.</returns>
    /// <exception cref="OperationCanceledException">It gave up; its turn goes to the next.</exception>
    public async Task<IDisposable> Take(Guid stream, CancellationToken cancel)
    {
        TaskCompletionSource? called = null;
        lock (gate)
        {
            if (lines.TryGetValue(stream, out var line))
                line.Enqueue(called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            else
                lines.Add(stream, new Queue<TaskCompletionSource>());
        }
        try
        {
            if (called is not null)
                await called.Task.WaitAsync(cancel);
            return new Turn(this, stream);
        }
        catch (OperationCanceledException)
        {
            // Granted in the same moment: pass it on, or no later caller gets it.
            if (!called!.TrySetCanceled(cancel))
                Next(stream);
            throw;
        }
    }

    private void Next(Guid stream)
    {
        lock (gate)
        {
            while (lines[stream].TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    return;
            }
            lines.Remove(stream);
        }
    }

    private sealed class Turn(StreamLocks turns, Guid stream) : IDisposable
    {
        private bool isOver;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref isOver, true))
                turns.Next(stream);
        }
    }
}
