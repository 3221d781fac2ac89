using System.Diagnostics;

namespace Summit.Faults;

/// <summary>Time that is let pass on purpose, and waiting for what must come.</summary>
internal static class Pause
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>Lets a while pass: a fault lasts, a client thinks.</summary>
    public static async Task For(TimeSpan time, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync(cancel);
    }

    /// <summary>Waits for a condition, asked again and again.</summary>
    /// <returns>Whether it came true in time.</returns>
    public static async Task<bool> Until(Func<Task<bool>> condition, TimeSpan within, CancellationToken cancel)
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
