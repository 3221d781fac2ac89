using Npgsql;
using Summit.EventStore;

namespace Summit.Http;

/// <summary>Runs every view and reaction of the contexts for as long as the service runs.</summary>
public sealed class Subscriptions(
    IEventStore store,
    NpgsqlDataSource database,
    IEnumerable<ISubscriber> subscribers,
    Listener listener,
    ILoggerFactory log,
    TimeProvider clock) : BackgroundService
{
    private readonly Subscription[] all =
    [
        .. subscribers.Select(subscriber =>
            new Subscription(store, database, subscriber, log.CreateLogger<Subscription>(), clock)),
    ];

    /// <summary>What is failing, since when and why.</summary>
    public IReadOnlyList<string> Ails() =>
        [.. all.Where(one => one.Failing is not null)
            .Select(one => $"{one.Name} fails since {one.Failing!.Value.Since:O}")];

    /// <summary>
    /// Waits until every view and reaction has dealt with all events up to a position, or the time is over.
    /// </summary>
    /// <param name="position">The position.</param>
    /// <param name="within">The time.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="name">Only this view or reaction; null for all.</param>
    /// <returns>Whether they have.</returns>
    public async Task<bool> CaughtUp(
        long position, TimeSpan within, CancellationToken cancel, string? name = null)
    {
        var start = clock.GetTimestamp();
        while (all.Any(one => (name is null || one.Name == name) && one.Reached < position))
        {
            if (clock.GetElapsedTime(start) > within)
                return false;
            // Nothing they want may have been appended since: they know only when they look.
            store.Wake();
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancel);
        }
        return true;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([listener.Run(stoppingToken), .. all.Select(one => one.Run(stoppingToken))]);
}
