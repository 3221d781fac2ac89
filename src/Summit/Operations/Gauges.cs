using System.Diagnostics.Metrics;
using Summit.Forwarding;
using Summit.Store;

namespace Summit.Operations;

/// <summary>
/// Measures every 5 s, for a collector, how far readers are behind and how long the oldest forward has waited. The
/// figures come from the database: every node reports the same.
/// </summary>
public sealed partial class Gauges : BackgroundService
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Summit.Operations";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly SubscriptionAdmin subscriptions;
    private readonly Outbox outbox;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private volatile Figures latest = new([], [], 0, 0);

    public Gauges(
        SubscriptionAdmin subscriptions, Outbox outbox, TimeProvider clock, IMeterFactory meters, ILogger<Gauges> log)
    {
        (this.subscriptions, this.outbox, this.clock, this.log) = (subscriptions, outbox, clock, log);
        var meter = meters.Create(Name);
        meter.CreateObservableGauge("summit.reader.behind", () => latest.Behind, "{event}",
            "Events that a reader wants and has not dealt with");
        meter.CreateObservableGauge("summit.reader.lag", () => latest.Lag, "s",
            "Age of the oldest event that a reader wants and has not dealt with");
        meter.CreateObservableGauge("summit.outbox.oldest.age", () => latest.OldestForward, "s",
            "Age of the oldest message that has not been delivered");
        meter.CreateObservableGauge("summit.outbox.dead", () => latest.GivenUp, "{message}",
            "Messages given up, until they are sent again");
    }

    /// <summary>Measures now.</summary>
    public async Task Look(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (behind, lag) = (new List<Measurement<long>>(), new List<Measurement<double>>());
        foreach (var reader in await subscriptions.All(cancel))
        {
            var name = new KeyValuePair<string, object?>("summit.reader", reader.Name);
            behind.Add(new(reader.Next is null ? 0 : await subscriptions.Behind(reader.Name, cancel), name));
            lag.Add(new(reader.NextRecordedAt is { } since ? Math.Max(0, (now - since).TotalSeconds) : 0, name));
        }
        var (oldest, dead) = await outbox.Undelivered(cancel);
        latest = new Figures(behind, lag, oldest is { } at ? Math.Max(0, (now - at).TotalSeconds) : 0, dead);
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
                // Health says so; figures go on when the database does.
                LogFailed(log, failure);
            }
            catch (Exception)
            {
                return;
            }
            await Task.Delay(LookEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The figures for the collector cannot be looked up")]
    private static partial void LogFailed(ILogger log, Exception failure);

    private sealed record Figures(
        IReadOnlyList<Measurement<long>> Behind, IReadOnlyList<Measurement<double>> Lag, double OldestForward,
        long GivenUp);
}
