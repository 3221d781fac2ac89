using System.Diagnostics;
using JasperFx.Events.Daemon;
using JasperFx.Events.Daemon.HighWater;

namespace Summit.Store;

/// <summary>
/// Tells Marten's daemon how far it may hand out events: to the end of the store, because the database refuses an event
/// before one that is there. Marten's own detector goes by the sequence, which knows no rollback: it would pass over
/// events that are written again after a refused batch.
/// </summary>
/// <param name="streams">Where the store ends.</param>
/// <param name="subscriptions">Who is handed events.</param>
/// <param name="agents">Those that the daemon runs.</param>
public sealed class HighWaterDetector(
    EventStreams streams, IEnumerable<EventSubscription> subscriptions, Func<IEnumerable<ISubscriptionAgent>> agents)
    : IHighWaterDetector
{
    private readonly Dictionary<string, (EventSubscription Subscription, HashSet<string> Unwanted)> all =
        subscriptions.ToDictionary(one => one.Shard.Identity, one => (one, one.Unwanted(streams.Types).ToHashSet()));

    private long mark;
    private long seen;
    private long risen;

    /// <summary>
    /// A page without a wanted event costs as many round trips as another. So the mark rises for all subscriptions only
    /// this often, and earlier only for those that want one of the appended events.
    /// </summary>
    public TimeSpan RisesApart { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public Uri DatabaseUri { get; } = new("postgresql://summit");

    /// <inheritdoc/>
    public async Task<HighWaterStatistics> Detect(CancellationToken token)
    {
        var (head, appended) = await streams.Appended(seen, token);
        var isDue = risen == 0 || Stopwatch.GetElapsedTime(risen) >= RisesApart;
        if (isDue || head < mark || appended is null)
        {
            foreach (var (subscription, _) in all.Values)
                subscription.HandedTo(head);
            (mark, risen) = (head, Stopwatch.GetTimestamp());
        }
        else if (head > seen)
        {
            HandOut(head, appended);
        }
        seen = head;
        return new HighWaterStatistics
        {
            CurrentMark = mark, LastMark = mark, SafeStartMark = mark, HighestSequence = mark,
            Timestamp = DateTimeOffset.UtcNow,
        };
    }

    /// <inheritdoc/>
    public Task<HighWaterStatistics> DetectInSafeZone(CancellationToken token) => Detect(token);

    private void HandOut(long head, string[] appended)
    {
        var running = agents().ToDictionary(agent => agent.Name.Identity);
        foreach (var (shard, (subscription, unwanted)) in all.Where(one => !one.Value.Subscription.WantsAll))
        {
            if (!appended.All(unwanted.Contains))
            {
                subscription.HandedTo(head);
                running.GetValueOrDefault(shard)?.MarkHighWater(head);
            }
            else
            {
                subscription.PassTo(head);
            }
        }
    }
}
