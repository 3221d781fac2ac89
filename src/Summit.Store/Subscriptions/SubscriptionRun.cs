using JasperFx;
using JasperFx.Events.Daemon;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// A subscription as this node runs it. After a failure the daemon hands it one event at a time, so that the events
/// before the failing one are applied; the failure is shown to all nodes and the event tried again until it succeeds or
/// an operator skips it.
/// </summary>
internal sealed partial class SubscriptionRun(
    EventSubscription subscription,
    NpgsqlDataSource database,
    EventStreams streams,
    SubscriptionAdmin admin,
    ProjectionRebuilder rebuilder,
    ILogger log)
{
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private ISubscriptionAgent? agent;
    private volatile Exception? failure;

    // Handed one event at a time since it failed at this checkpoint; so often in a row, which is noted for all nodes.
    private bool isCareful;
    private long failedAt;
    private int failures;
    private bool isNoted;
    private Task pause = Task.CompletedTask;

    // The rebuild of a view whose checkpoint is not of the store's history.
    private Task? mending;

    /// <summary>The subscription.</summary>
    public EventSubscription Subscription => subscription;

    /// <summary>Its name.</summary>
    public string Name => subscription.Name;

    /// <summary>Whether it runs here.</summary>
    public bool IsRunning => agent?.Status == AgentStatus.Running && failure is null;

    /// <summary>The checkpoint it was started from.</summary>
    public long StartedFrom { get; private set; }

    /// <summary>The daemon has ended it: it has to be started again.</summary>
    public void Ended(Exception why) =>
        failure = IsMoved(why.GetBaseException()) ? new CheckpointMovedException(why) : why;

    /// <summary>Starts the subscription from its checkpoint where it does not run, or records why it fails.</summary>
    /// <returns>Whether the caller should call again without a pause.</returns>
    public async Task<bool> KeepGoing(IProjectionDaemon daemon, CancellationToken cancel)
    {
        if (mending is { IsCompleted: false })
            return false;
        var (checkpoint, skipped, isFailing, stranded) = await admin.Checkpoint(Name, cancel);
        var broken = mending?.Exception;
        mending = null;
        if (broken is not null)
        {
            await Note(broken, checkpoint, cancel);
        }
        else if (stranded is not null)
        {
            await Stop(daemon);
            if (subscription is not IAsyncProjection)
            {
                // What a reaction did for events that are no longer there lies outside: an operator decides.
                await admin.Failed(Name, stranded, cancel);
            }
            else if (pause.IsCompleted)
            {
                LogStranded(log, stranded);
                mending = rebuilder.Rebuild(Name, cancel);
            }
        }
        else if (IsRunning && checkpoint >= subscription.Confirmed)
        {
            var isPast = subscription.Reached > failedAt || subscription.Reached >= daemon.Tracker.HighWaterMark;
            if ((isCareful || isFailing) && isPast)
            {
                await Recover(daemon, cancel);
                // Started with whole pages.
                return true;
            }
        }
        else if (failure is null or CheckpointMovedException)
        {
            // Noted before by another node, or by this one before it was started again.
            if (isFailing && !isCareful)
                (isCareful, failedAt) = (true, checkpoint);
            await Restart(daemon, checkpoint, skipped, cancel);
        }
        else if (!isCareful)
        {
            // One event of many is to blame: those before it are not held back.
            (isCareful, failedAt, failures) = (true, checkpoint, 0);
            await Restart(daemon, checkpoint, skipped, cancel);
        }
        else if (skipped.Length > 0 && await admin.PassSkipped(Name, checkpoint, cancel) is { } passed)
        {
            // Marten has read an event, or failed to, before it is known here that it was left out.
            await Restart(daemon, passed, skipped, cancel);
        }
        else if (!isNoted)
        {
            await Note(failure, checkpoint, cancel);
        }
        else if (pause.IsCompleted || !isFailing)
        {
            await Restart(daemon, checkpoint, skipped, cancel);
        }
        return false;
    }

    private async Task Note(Exception why, long checkpoint, CancellationToken cancel)
    {
        LogFailed(log, why, Name);
        await admin.Failed(Name, why.GetBaseException().Message, cancel);
        (isNoted, failedAt, pause) = (true, checkpoint, Backoff.Before(++failures, PauseMax, cancel));
    }

    // Marten notices another owner by its own progress, where it does.
    private static bool IsMoved(Exception why) => why is CheckpointMovedException
        or ProgressionProgressOutOfOrderException
        or PostgresException { SqlState: StoreSqlStates.CheckpointMoved }
        or PostgresException { ConstraintName: "pk_mt_event_progression" };

    private async Task Restart(
        IProjectionDaemon daemon, long checkpoint, Guid[] skipped, CancellationToken cancel)
    {
        await Stop(daemon);
        // Marten goes on from its own progress, which is only how far it has handed out. At zero it wants to find none.
        await using var command = database.CreateCommand(checkpoint == 0
            ? "delete from events.mt_event_progression where name = $1 and $2 = 0"
            : """
              insert into events.mt_event_progression (name, last_seq_id) values ($1, $2)
              on conflict (name) do update set last_seq_id = excluded.last_seq_id
              """).With(subscription.Shard.Identity, checkpoint);
        await command.ExecuteNonQueryAsync(cancel);
        subscription.GoOnFrom(checkpoint, skipped, streams);
        subscription.Options.BatchSize = isCareful ? 1 : EventSubscription.PageSize;
        (failure, isNoted, StartedFrom) = (null, false, checkpoint);
        agent = await daemon.StartAgentAsync(subscription.Shard, cancel);
    }

    private async Task Recover(IProjectionDaemon daemon, CancellationToken cancel)
    {
        await Stop(daemon);
        await admin.Recovered(Name, cancel);
        (isCareful, failures) = (false, 0);
    }

    /// <summary>Stops the subscription on this node.</summary>
    public async Task Stop(IProjectionDaemon daemon)
    {
        if (agent is not null)
            await daemon.StopAgentAsync(subscription.Shard);
        agent = null;
        subscription.Reset(0);
    }

    [LoggerMessage(LogLevel.Warning, "{Stranded} It is rebuilt.")]
    private static partial void LogStranded(ILogger log, string stranded);

    [LoggerMessage(LogLevel.Error, "{Subscription} failed and tries again")]
    private static partial void LogFailed(ILogger log, Exception failure, string subscription);
}
