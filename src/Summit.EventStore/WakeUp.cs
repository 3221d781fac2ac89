namespace Summit.EventStore;

/// <summary>
/// Wakes readers when something they want was appended, and lets the others sleep. A reader that asks before it reads
/// cannot miss what is appended between: the task it holds is completed by then.
/// </summary>
internal sealed class WakeUp
{
    /// <summary>Where the database tells all processes that something was appended.</summary>
    public const string Channel = "summit_events";

    private readonly Lock gate = new();
    private readonly List<(IReadOnlyCollection<string>? Types, TaskCompletionSource Woken)> waiting = [];

    /// <summary>Wakes those who want one of these wire names, or anything; null wakes all.</summary>
    public void Set(IReadOnlyCollection<string>? appended)
    {
        lock (gate)
        {
            for (var n = waiting.Count - 1; n >= 0; n--)
            {
                if (appended is not null && waiting[n].Types is { } wanted && !wanted.Any(appended.Contains))
                    continue;
                waiting[n].Woken.TrySetResult();
                waiting.RemoveAt(n);
            }
        }
    }

    /// <summary>Completes when woken, or after a while: other processes append and say nothing.</summary>
    public async Task Next(IReadOnlyCollection<string>? types, TimeSpan atLatest, CancellationToken cancel)
    {
        var me = (types, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
            waiting.Add(me);
        try
        {
            await me.Item2.Task.WaitAsync(atLatest, cancel);
        }
        catch (TimeoutException)
        {
            // Nothing was appended here: time to look for what others appended.
        }
        finally
        {
            lock (gate)
                waiting.Remove(me);
        }
    }
}
