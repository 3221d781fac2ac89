namespace Summit.Forwarding;

/// <summary>Sees to it that forwards are sent for as long as the service runs.</summary>
public interface IForwards : IHostedService
{
    /// <summary>Has it looked now for what is due.</summary>
    Task Look();

    /// <summary>
    /// Waits until nothing is due or on its way, or the time is over. What waits for its next attempt is not due.
    /// </summary>
    /// <returns>Whether that is so.</returns>
    Task<bool> CaughtUp(TimeSpan within, CancellationToken cancel);
}

/// <summary>
/// Keeps forwards going for as long as the service runs: looks when something was appended, when an attempt is over
/// and, because waits end by themselves, once a second. Nothing that goes wrong ends it.
/// </summary>
public sealed partial class Dispatching(Dispatcher dispatcher, ILogger<Dispatching> log)
    : BackgroundService, IForwards
{
    private const int SideBySideMax = 16;

    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private long looks;
    private long lastIdle;

    /// <inheritdoc/>
    public Task Look()
    {
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<bool> CaughtUp(TimeSpan within, CancellationToken cancel)
    {
        // A look that began before this call may have missed what the caller has just written.
        var begun = Volatile.Read(ref looks);
        var start = TimeProvider.System.GetTimestamp();
        while (Volatile.Read(ref lastIdle) <= begun)
        {
            if (TimeProvider.System.GetElapsedTime(start) > within)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancel);
        }
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var flying = new HashSet<Task>();
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var look = Interlocked.Increment(ref looks);
            // Asked for before looking: what is appended after it completes this task.
            var appended = Task.Delay(20, stoppingToken);
            try
            {
                flying.RemoveWhere(attempt => attempt.IsCompleted);
                flying.UnionWith(await dispatcher.Begin(SideBySideMax - flying.Count, stoppingToken));
                if (flying.Count == 0)
                    Volatile.Write(ref lastIdle, look);
                failures = 0;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, failure);
                appended = Pause(++failures, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            await Task.WhenAny([appended, .. flying]);
        }
        await Task.WhenAll(flying);
    }

    private static Task Pause(int failures, CancellationToken cancel)
    {
        var wait = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(failures, 9)));
        return Task.Delay(wait < PauseMax ? wait : PauseMax, cancel);
    }

    [LoggerMessage(LogLevel.Error, "Forwards cannot be looked for; trying again")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
