using System.Diagnostics;

namespace Summit.Faults;

/// <summary>Deliberate pauses, and polling.</summary>
internal static class Pause
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits: a fault lasts, a client thinks.</summary>
    public static async Task For(TimeSpan time, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync(cancel);
    }

    /// <summary>Polls a condition until it is true.</summary>
    /// <returns>Whether it became true in time.</returns>
    public static async Task<bool> Eventually(Func<Task<bool>> condition, TimeSpan within, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(began) > within)
                return false;
            await For(Between, cancel);
        }
        return true;
    }
}
