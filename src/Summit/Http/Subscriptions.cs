using Npgsql;
using Summit.Store;

namespace Summit.Http;

/// <summary>
/// Runs the views and reactions of the contexts for as long as the service runs: those that this node holds of all the
/// nodes on the database.
/// </summary>
public sealed partial class Subscriptions : BackgroundService
{
    private readonly IEventStore store;
    private readonly AppendListener listener;
    private readonly Leases leases;
    private readonly SubscriptionRunner[] all;
    private readonly ILogger log;
    private readonly TimeProvider clock;

    public Subscriptions(
        IEventStore store,
        NpgsqlDataSource database,
        EventCodec codec,
        IEnumerable<ISubscription> subscribers,
        AppendListener listener,
        ProjectionRebuilder replay,
        ILoggerFactory loggers,
        TimeProvider clock)
    {
        (this.store, this.listener, this.clock) = (store, listener, clock);
        var known = subscribers.ToArray();
        log = loggers.CreateLogger<Subscriptions>();
        leases = new Leases(database, known.Select(one => one.Name), log);
        all =
        [
            .. known.Select(one =>
                new SubscriptionRunner(store, database, codec, one, loggers.CreateLogger<SubscriptionRunner>(), clock, leases)
                {
                    // What a reaction did for events that are no longer there stands elsewhere: an operator decides.
                    Mend = one is IAsyncProjection ? cancel => replay.Rebuild(one.Name, cancel) : null,
                }),
        ];
    }

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
        foreach (var one in all.Where(one => name is null || one.Name == name))
        {
            while (!await one.HasReached(position, cancel))
            {
                if (clock.GetElapsedTime(start) > within)
                    return false;
                // Nothing they want may have been appended since: they know only when they look.
                store.Wake();
                await Task.Delay(TimeSpan.FromMilliseconds(5), cancel);
            }
        }
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(
        [
            listener.Run(stoppingToken), leases.Run(stoppingToken), .. all.Select(one => one.Run(stoppingToken)),
        ]);
        try
        {
            await leases.Leave(CancellationToken.None);
        }
        catch (NpgsqlException failure)
        {
            LogNotGivenBack(log, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The readers of this node are not given back: others wait until its leases end")]
    private static partial void LogNotGivenBack(ILogger log, Exception failure);
}
