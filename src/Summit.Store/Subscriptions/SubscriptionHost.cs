using System.Diagnostics;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Daemon;
using Marten.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Runs Marten's daemon for the subscriptions that this node holds a lease on, and starts each from its checkpoint.
/// </summary>
public sealed partial class SubscriptionHost(
    IDocumentStore marten,
    NpgsqlDataSource database,
    EventStreams streams,
    IEnumerable<EventSubscription> subscriptions,
    AppendSignal signal,
    AppendListener listener,
    SubscriptionAdmin admin,
    ProjectionRebuilder rebuilder,
    ILogger<SubscriptionHost> log) : BackgroundService, IObserver<ShardState>
{
    private readonly SubscriptionRun[] all =
        [.. subscriptions.Select(one => new SubscriptionRun(one, database, streams, admin, rebuilder, log))];
    private readonly Leases leases = new(database, subscriptions.Select(one => one.Name));
    private readonly SemaphoreSlim hurry = new(0);

    /// <summary>The name of this node in the leases it holds.</summary>
    public string Node => leases.Node;

    /// <summary>Whether a subscription runs on this node at this moment; another may hold it.</summary>
    public bool IsRunning(string subscription) =>
        all.Any(one => one.Name == subscription && one.IsRunning);

    /// <summary>Waits until the subscriptions have dealt with all events up to a position, or time is over.</summary>
    /// <param name="position">The position.</param>
    /// <param name="within">The time.</param>
    /// <param name="name">Only this subscription; null for all.</param>
    /// <returns>Whether they have.</returns>
    public async Task<bool> CaughtUp(
        long position, TimeSpan within, CancellationToken cancel, string? name = null)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var one in all.Where(one => name is null || one.Name == name))
        {
            while (!await HasReached(one, position, cancel))
            {
                if (Stopwatch.GetElapsedTime(start) > within)
                    return false;
                signal.Set();
                // Of another node only the database knows.
                await Task.Delay(TimeSpan.FromMilliseconds(one.IsRunning ? 5 : 50), cancel);
            }
        }
        return true;
    }

    // A checkpoint is not written for each page that holds nothing wanted: on another node it suffices that no wanted
    // event lies between.
    private async Task<bool> HasReached(SubscriptionRun one, long position, CancellationToken cancel)
    {
        if (one.IsRunning)
            return one.Subscription.Reached >= position;
        var state = (await admin.All(cancel)).Single(state => state.Name == one.Name);
        return !state.IsStranded && (state.Position >= position || state.Next is not { } next || next > position);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IProjectionDaemon daemon = null!;
        var detector = new HighWaterDetector(
            streams, all.Select(one => one.Subscription), () => daemon.CurrentAgents());
        // With a detector of our own, hence not the daemon that Marten would host. It logs every page, and as an error
        // each load that a stop cancels: what fails is logged here.
        using var running = daemon = new ProjectionDaemon((DocumentStore)marten,
            (MartenDatabase)marten.Storage.Database, NullLogger.Instance, detector);
        using var paused = daemon.Tracker.Subscribe(this);
        var listening = listener.Run(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Others hold them by now.
                if (leases.AreOver)
                    await StopAll(daemon);
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
                await Backoff.Before(1, leases.Lasts / 3, stoppingToken);
            }
        }
        await StopAll(daemon);
        await Leave();
        await listening;
    }

    private async Task Look(IProjectionDaemon daemon, CancellationToken cancel)
    {
        var mine = await leases.Renew(cancel);
        foreach (var one in all.Where(one => !mine.Contains(one.Name)))
            await one.Stop(daemon);
        // Before the end: that moves on.
        var handedOut = all.Select(one => one.Subscription.Reached).Append(daemon.Tracker.HighWaterMark).Max();
        if (handedOut > await streams.Head(cancel))
        {
            // The store was restored under the daemon, whose high-water mark rises only.
            await StopAll(daemon);
            await daemon.RestartHighWaterAgentAsync(cancel);
        }
        foreach (var one in all.Where(one => mine.Contains(one.Name)))
        {
            try
            {
                if (await one.KeepGoing(daemon, cancel))
                    hurry.Release();
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                // The others go on.
                LogLookFailed(log, failure);
            }
        }
    }

    private async Task StopAll(IProjectionDaemon daemon)
    {
        foreach (var one in all)
            await one.Stop(daemon);
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
        if (all.FirstOrDefault(one => one.Subscription.Shard.Identity == value.ShardName) is not { } one)
            return;
        switch (value)
        {
            // From Marten's progress, which another owner may just have moved.
            case { Action: ShardAction.Started } when value.Sequence != one.StartedFrom:
                one.Ended(new CheckpointMovedException());
                break;
            case { Action: ShardAction.Paused or ShardAction.Stopped, Exception: { } failure }:
                one.Ended(failure);
                break;
            default:
                return;
        }
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

    [LoggerMessage(LogLevel.Warning, "The leases of this node are not given back: others wait until they end")]
    private static partial void LogNotGivenBack(ILogger log, Exception failure);
}
