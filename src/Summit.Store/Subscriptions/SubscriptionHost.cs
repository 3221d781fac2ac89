using System.Diagnostics;
using JasperFx;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Daemon;
using Marten.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Runs Marten's daemon for those subscriptions that this node holds a lease on, and sees to it that each goes on from
/// its checkpoint. A subscription that fails is tried event by event, so that those before the one to blame are
/// applied; it is shown to all nodes and tried again until it succeeds or an operator leaves the event out.
/// </summary>
public sealed partial class SubscriptionHost : BackgroundService, IObserver<ShardState>
{
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly IDocumentStore marten;
    private readonly NpgsqlDataSource database;
    private readonly EventStreams streams;
    private readonly AppendSignal signal;
    private readonly AppendListener listener;
    private readonly SubscriptionAdmin admin;
    private readonly ProjectionRebuilder rebuilder;
    private readonly ILogger log;
    private readonly Leases leases;
    private readonly Running[] all;
    private readonly SemaphoreSlim hurry = new(0);

    public SubscriptionHost(
        IDocumentStore marten,
        NpgsqlDataSource database,
        EventStreams streams,
        IEnumerable<EventSubscription> subscriptions,
        AppendSignal signal,
        AppendListener listener,
        SubscriptionAdmin admin,
        ProjectionRebuilder rebuilder,
        ILogger<SubscriptionHost> log)
    {
        (this.marten, this.database, this.streams, this.signal) = (marten, database, streams, signal);
        (this.listener, this.admin, this.rebuilder, this.log) = (listener, admin, rebuilder, log);
        all = [.. subscriptions.Select(one => new Running(one))];
        leases = new Leases(database, all.Select(one => one.Subscription.Name));
    }

    /// <summary>What this node is called where it holds something.</summary>
    public string Node => leases.Node;

    /// <summary>Whether a subscription runs on this node at this moment; another may hold it.</summary>
    public bool IsRunning(string subscription) =>
        all.Any(one => one.Name == subscription && one.IsRunning);

    /// <summary>Waits until every subscription has dealt with all events up to a position, or the time is over.</summary>
    /// <param name="position">The position.</param>
    /// <param name="within">The time.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <param name="name">Only this subscription; null for all.</param>
    /// <returns>Whether they have.</returns>
    public async Task<bool> CaughtUp(
        long position, TimeSpan within, CancellationToken cancel, string? name = null)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var one in all.Where(one => name is null || one.Subscription.Name == name))
        {
            while (!await HasReached(one, position, cancel))
            {
                if (Stopwatch.GetElapsedTime(start) > within)
                    return false;
                signal.Set();
                await Task.Delay(TimeSpan.FromMilliseconds(5), cancel);
            }
        }
        return true;
    }

    // A checkpoint is not written for each page that holds nothing wanted: on another node it suffices that no wanted
    // event lies between.
    private async Task<bool> HasReached(Running one, long position, CancellationToken cancel)
    {
        if (one.IsRunning)
            return one.Subscription.Reached >= position;
        var state = (await admin.All(cancel)).Single(state => state.Name == one.Subscription.Name);
        return !state.IsStranded && (state.Position >= position || state.Next is not { } next || next > position);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // With a detector of our own, which is why the daemon is not the one that Marten would host.
        using IProjectionDaemon daemon = new ProjectionDaemon(
            (DocumentStore)marten, (MartenDatabase)marten.Storage.Database, log, new HighWaterDetector(database));
        using var paused = daemon.Tracker.Subscribe(this);
        var listening = listener.Run(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Look(daemon, stoppingToken);
                await hurry.WaitAsync(leases.Lasts / 3, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                LogLookFailed(log, failure);
                if (leases.AreOver)
                    await StopAll(daemon);
                await Backoff.Before(1, leases.Lasts / 3, stoppingToken);
            }
        }
        await StopAll(daemon);
        await Leave();
        await listening;
    }

    private async Task Look(IProjectionDaemon daemon, CancellationToken cancel)
    {
        var (mine, share) = await leases.Renew(cancel);
        foreach (var one in all.Where(one => !mine.Contains(one.Name)))
            await Stop(daemon, one);
        foreach (var one in all.Where(one => mine.Skip(share).Contains(one.Name)))
        {
            await Stop(daemon, one);
            await leases.GiveBack(one.Name, cancel);
        }
        var head = await streams.Head(cancel);
        if (daemon.Tracker.HighWaterMark > head || all.Any(one => one.Subscription.Reached > head))
        {
            // The store was restored under the daemon, whose high-water mark rises only.
            await StopAll(daemon);
            await daemon.RestartHighWaterAgentAsync(cancel);
        }
        foreach (var one in all.Where(one => mine.Take(share).Contains(one.Name)))
            await KeepGoing(daemon, one, cancel);
    }

    private async Task KeepGoing(IProjectionDaemon daemon, Running one, CancellationToken cancel)
    {
        if (one.Mending is { IsCompleted: false })
            return;
        var (checkpoint, isFailing, stranded) = await admin.Checkpoint(one.Name, cancel);
        if (one.Mending is { } mended)
        {
            one.Mending = null;
            await mended;
        }
        if (stranded is not null)
        {
            await Stop(daemon, one);
            if (one.Subscription is IAsyncProjection)
            {
                LogStranded(log, stranded);
                one.Mending = rebuilder.Rebuild(one.Name, cancel);
            }
            else
            {
                // What a reaction did for events that are no longer there lies outside: an operator decides.
                await admin.Failed(one.Name, stranded, cancel);
            }
        }
        else if (one.IsRunning && checkpoint >= one.Subscription.Written)
        {
            if (one.IsCareful && one.Subscription.Reached > one.FailedAt)
                await Recover(daemon, one, cancel);
        }
        else if (one.Failure is not { } failure || failure is CheckpointMovedException)
        {
            await Restart(daemon, one, checkpoint, cancel);
        }
        else if (!one.IsCareful)
        {
            // One event of many is to blame: those before it are not held back.
            (one.IsCareful, one.FailedAt, one.Failures) = (true, checkpoint, 0);
            await Restart(daemon, one, checkpoint, cancel);
        }
        else if (!one.IsNoted)
        {
            LogFailed(log, failure, one.Name);
            await admin.Failed(one.Name, failure.GetBaseException().Message, cancel);
            (one.IsNoted, one.FailedAt, one.Pause) = (true, checkpoint, Backoff.Before(++one.Failures, PauseMax, cancel));
        }
        else if (one.Pause.IsCompleted || !isFailing)
        {
            await Restart(daemon, one, checkpoint, cancel);
        }
    }

    private async Task Restart(IProjectionDaemon daemon, Running one, long checkpoint, CancellationToken cancel)
    {
        await Stop(daemon, one);
        // Marten goes on from its own progress: that is only how far it has handed out.
        await using var command = database.CreateCommand(
            """
            insert into events.mt_event_progression (name, last_seq_id) values ($1, $2)
            on conflict (name) do update set last_seq_id = excluded.last_seq_id
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = one.Subscription.Shard.Identity });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = checkpoint });
        await command.ExecuteNonQueryAsync(cancel);
        one.Subscription.GoOnFrom(checkpoint);
        one.Subscription.Options.BatchSize = one.IsCareful ? 1 : EventSubscription.PageSize;
        (one.Failure, one.IsNoted) = (null, false);
        one.Agent = await daemon.StartAgentAsync(one.Subscription.Shard, cancel);
    }

    private async Task Recover(IProjectionDaemon daemon, Running one, CancellationToken cancel)
    {
        await Stop(daemon, one);
        await admin.Recovered(one.Name, cancel);
        (one.IsCareful, one.Failures) = (false, 0);
        // Started with whole pages at once.
        hurry.Release();
    }

    private async Task StopAll(IProjectionDaemon daemon)
    {
        foreach (var one in all)
            await Stop(daemon, one);
    }

    private static async Task Stop(IProjectionDaemon daemon, Running one)
    {
        if (one.Agent is not null)
            await daemon.StopAgentAsync(one.Subscription.Shard);
        one.Agent = null;
        one.Subscription.GoOnFrom(0);
    }

    private async Task Leave()
    {
        try
        {
            await leases.Leave(CancellationToken.None);
        }
        catch (NpgsqlException failure)
        {
            LogNotGivenBack(log, failure);
        }
    }

    void IObserver<ShardState>.OnNext(ShardState value)
    {
        if (value.Action is not (ShardAction.Paused or ShardAction.Stopped) || value.Exception is not { } failure
            || all.FirstOrDefault(one => one.Subscription.Shard.Identity == value.ShardName) is not { } one)
        {
            return;
        }
        one.Failure = failure;
        hurry.Release();
    }

    void IObserver<ShardState>.OnCompleted()
    {
    }

    void IObserver<ShardState>.OnError(Exception error)
    {
    }

    [LoggerMessage(LogLevel.Warning, "Subscriptions cannot be looked after; trying again")]
    private static partial void LogLookFailed(ILogger log, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Stranded} It is rebuilt.")]
    private static partial void LogStranded(ILogger log, string stranded);

    [LoggerMessage(LogLevel.Error, "{Subscription} failed and tries again")]
    private static partial void LogFailed(ILogger log, Exception failure, string subscription);

    [LoggerMessage(LogLevel.Warning, "The leases of this node are not given back: others wait until they end")]
    private static partial void LogNotGivenBack(ILogger log, Exception failure);

    /// <summary>A subscription as this node runs it.</summary>
    private sealed class Running(EventSubscription subscription)
    {
        public EventSubscription Subscription => subscription;

        public string Name => subscription.Name;

        /// <summary>What runs it; null where it is not to run here.</summary>
        public ISubscriptionAgent? Agent { get; set; }

        /// <summary>Whether it runs here.</summary>
        public bool IsRunning => Agent?.Status == AgentStatus.Running && Failure is null;

        /// <summary>What ended its last run.</summary>
        public Exception? Failure { get; set; }

        /// <summary>Whether it is handed one event at a time, to find the one that fails.</summary>
        public bool IsCareful { get; set; }

        /// <summary>The checkpoint at which it failed.</summary>
        public long FailedAt { get; set; }

        /// <summary>How often it has failed in a row, event by event.</summary>
        public int Failures { get; set; }

        /// <summary>Whether that is noted for all nodes.</summary>
        public bool IsNoted { get; set; }

        /// <summary>Until when it is not tried again.</summary>
        public Task Pause { get; set; } = Task.CompletedTask;

        /// <summary>The rebuild of a view whose checkpoint is not of the store's history.</summary>
        public Task? Mending { get; set; }
    }
}
