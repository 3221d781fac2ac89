namespace Summit.EventStore;

/// <summary>
/// Wakes readers when something was appended. A reader that asks before it reads cannot miss what is appended between:
/// the task it holds is completed by then.
/// </summary>
internal sealed class WakeUp
{
    private TaskCompletionSource next = Fresh();

    public void Set() => Interlocked.Exchange(ref next, Fresh()).TrySetResult();

    /// <summary>Completes with the next append, or after a while: other processes append and say nothing.</summary>
    public async Task Next(TimeSpan atLatest, CancellationToken cancel)
    {
        var appended = Volatile.Read(ref next).Task;
        try
        {
            await appended.WaitAsync(atLatest, cancel);
        }
        catch (TimeoutException)
        {
            // Nothing was appended here: time to look for what others appended.
        }
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
