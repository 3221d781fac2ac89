namespace Summit.EventStore;

/// <summary>
/// Wakes readers when something was appended. A reader that asks before it reads cannot miss what is appended between:
/// the task it holds is completed by then.
/// </summary>
internal sealed class WakeUp
{
    // Another process may append too, and says nothing: whoever waits looks again after this long.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private TaskCompletionSource next = Fresh();

    public void Set() => Interlocked.Exchange(ref next, Fresh()).TrySetResult();

    public async Task Next(CancellationToken cancel)
    {
        var appended = Volatile.Read(ref next).Task;
        try
        {
            await appended.WaitAsync(LookAgain, cancel);
        }
        catch (TimeoutException)
        {
            // Nothing was appended here: time to look for what others appended.
        }
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
