using System.Collections.Concurrent;
using Wolverine.Runtime;
using Wolverine.Transports.Local;

namespace Summit.Forwarding;

/// <summary>
/// The safety net under the messages: queries the outbox every 5 s for due deliveries that have no message, such as
/// those of an older version, or of a sender that died within its lease.
/// </summary>
public sealed partial class OutboxSweep(
    Outbox outbox, Dispatcher dispatcher, ForwardingOptions options, IWolverineRuntime wolverine,
    ILogger<OutboxSweep> log, TimeProvider clock) : BackgroundService
{
    private const int LinesMax = 1000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // A message that was published and not yet handled is not published again: a slow receiver would let them pile up.
    private readonly ConcurrentDictionary<OutboxLine, bool> asked = new();

    /// <summary>Publishes a message for each line that is due now.</summary>
    public async Task Look(CancellationToken cancel)
    {
        // The queue is empty: a message that was published and not handled was lost.
        if (((LocalQueue)wolverine.Endpoints.EndpointByName(ForwardingModule.Queue)!).MessageCount == 0)
            asked.Clear();
        var bus = new MessageBus(wolverine);
        foreach (var line in await outbox.Due(options.Destination, clock.GetUtcNow(), LinesMax, cancel))
            if (asked.TryAdd(line, true))
                await bus.PublishAsync(new ForwardDue(line.Destination, line.Stream));
    }

    /// <summary>Notes that a message for a line is being handled.</summary>
    public void Begin(OutboxLine line) => asked.TryRemove(line, out _);

    /// <summary>
    /// Waits until nothing is due or on its way, or the time is over. What waits for its next attempt is not due.
    /// </summary>
    /// <returns>Whether that is so.</returns>
    public async Task<bool> CaughtUp(TimeSpan within, CancellationToken cancel)
    {
        var start = TimeProvider.System.GetTimestamp();
        await Look(cancel);
        while (!await IsIdle(cancel))
        {
            if (TimeProvider.System.GetElapsedTime(start) > within)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancel);
        }
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, failure);
            }
            catch (Exception)
            {
                return;
            }
            await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Before and after: an attempt that ends in between may make the next of its line due.
    private async Task<bool> IsIdle(CancellationToken cancel) =>
        dispatcher.Idle && (await outbox.Due(options.Destination, clock.GetUtcNow(), 1, cancel)).Count == 0
        && dispatcher.Idle;

    [LoggerMessage(LogLevel.Error, "Forwards cannot be looked for; trying again")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
