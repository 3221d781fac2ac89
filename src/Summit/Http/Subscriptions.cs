using Npgsql;
using Summit.EventStore;

namespace Summit.Http;

/// <summary>
/// Runs the views and reactions of the contexts for as long as the service runs: those that this node holds of all the
/// nodes on the database.
/// </summary>
public sealed partial class Subscriptions : BackgroundService
{
    private readonly IEventStore store;
    private readonly Listener listener;
    private readonly Leases leases;
    private readonly Subscription[] all;
    private readonly ILogger log;

    public Subscriptions(
        IEventStore store,
        NpgsqlDataSource database,
        EventCodec codec,
        IEnumerable<ISubscriber> subscribers,
        Listener listener,
        Replay replay,
        ILoggerFactory loggers,
        TimeProvider clock)
    {
        (this.store, this.listener) = (store, listener);
        var known = subscribers.ToArray();
        log = loggers.CreateLogger<Subscriptions>();
        leases = new Leases(database, known.Select(one => one.Name), log);
        all =
        [
            .. known.Select(one =>
                new Subscription(store, database, codec, one, loggers.CreateLogger<Subscription>(), clock, leases)
                {
                    // What a reaction did for events that are no longer there stands elsewhere: an operator decides.
                    Mend = one is IView ? cancel => replay.Rebuild(one.Name, cancel) : null,
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
        var start = TimeProvider.System.GetTimestamp();
        foreach (var one in all.Where(one => name is null || one.Name == name))
        {
            while (!await one.HasReached(position, cancel))
            {
                if (TimeProvider.System.GetElapsedTime(start) > within)
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
