namespace Summit.Store;

/// <summary>
/// Wakes readers when something they want was appended, and lets the others sleep. A reader that asks before it reads
/// cannot miss what is appended between: the task it holds is completed by then.
/// </summary>
internal sealed class AppendSignal
{
    /// <summary>Where the database tells all processes that something was appended.</summary>
    public const string Channel = "summit_events";

    // PostgreSQL takes less than 8,000 bytes.
    private const int NoticeLengthMax = 7000;

    private readonly Lock gate = new();
    private readonly List<(IReadOnlyCollection<string>? Types, TaskCompletionSource Woken)> waiting = [];

    /// <summary>What is said of an append: its wire names, or nothing where it may be any.</summary>
    public static string Notice(IReadOnlyCollection<string> appended)
    {
        var said = string.Join(' ', appended.Distinct());
        return said.Length > NoticeLengthMax ? "" : said;
    }

    /// <summary>The wire names that a notice speaks of; null where it may be any.</summary>
    public static IReadOnlyCollection<string>? Heard(string notice) => notice.Length == 0 ? null : notice.Split(' ');

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
