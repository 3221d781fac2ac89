namespace Summit.Store;

/// <summary>Pauses between attempts, each twice as long as the one before.</summary>
internal static class Backoff
{
    /// <summary>Waits before the next attempt. Does not raise when cancelled: its caller's loop sees it.</summary>
    /// <param name="failures">How many attempts in a row have failed.</param>
    /// <param name="most">The longest pause.</param>
    public static async Task Before(int failures, TimeSpan most, CancellationToken cancel)
    {
        var wait = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(failures, 9)));
        await Task.Delay(wait < most ? wait : most, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
