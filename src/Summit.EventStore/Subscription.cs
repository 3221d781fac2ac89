using Microsoft.Extensions.Logging;
using Npgsql;

namespace Summit.EventStore;

/// <summary>Somebody who is handed all events of some types, in order, each once.</summary>
public interface ISubscriber
{
    /// <summary>The name its progress is kept under.</summary>
    string Name { get; }

    /// <summary>The wire names it wants.</summary>
    IReadOnlyCollection<string> Types { get; }

    /// <summary>
    /// Deals with a page of events and moves the progress from <paramref name="seen"/> to the page's end, in one
    /// transaction: a crash before its commit hands it the same page again, and nothing of the first time stands.
    /// </summary>
    /// <exception cref="ProgressMovedException">Another instance was quicker.</exception>
    Task Take(Page page, long seen, CancellationToken cancel);
}

/// <summary>
/// Keeps one subscriber supplied: woken by appends, going on from its progress, trying again after a failure. A failure
/// never ends it and never skips an event; it is shown until the same events succeed.
/// </summary>
public sealed partial class Subscription(
    IEventStore store, NpgsqlDataSource database, ISubscriber subscriber, ILogger log, TimeProvider clock)
{
    private const int PageSize = 500;

    // Where a page held nothing wanted, the progress is written only this often: it saves a commit for every append.
    private const long WriteProgressEvery = 1000;

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    private long reached;

    /// <summary>The subscriber's name.</summary>
    public string Name => subscriber.Name;

    /// <summary>Every wanted event up to this position has been dealt with, as far as this process knows.</summary>
    public long Reached => Volatile.Read(ref reached);

    /// <summary>Since when it has been failing, and why; null while all is well.</summary>
    public (DateTimeOffset Since, string Why)? Failing { get; private set; }

    /// <summary>Runs until cancelled.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var failures = 0;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await Follow(() => failures = 0, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (ProgressMovedException)
            {
                LogMoved(log, Name);
            }
            catch (Exception failure)
            {
                Failing ??= (clock.GetUtcNow(), failure.Message);
                LogFailed(log, failure, Name);
                await Pause(++failures, cancel);
            }
        }
    }

    private async Task Follow(Action succeeded, CancellationToken cancel)
    {
        var written = await Progress(cancel);
        var head = await store.Head(cancel);
        if (written > head)
            throw new InvalidOperationException(
                $"{Name} stands at {written}, beyond the store's end at {head}: the store was restored from a backup. "
                + "What it would read next is not what it would have read. Rebuild it, or set its progress.");
        var seen = written;
        while (true)
        {
            // Asked for before the read: what is appended after it completes this task.
            var appended = store.Appended(cancel, subscriber.Types);
            var page = await store.ReadAll(seen, PageSize, subscriber.Types, cancel);
            if (page.Events.Count > 0 || page.Reached - written >= WriteProgressEvery)
            {
                await subscriber.Take(page, written, cancel);
                written = page.Reached;
            }
            seen = page.Reached;
            Volatile.Write(ref reached, seen);
            Failing = null;
            succeeded();
            if (page.Events.Count < PageSize)
                await appended;
        }
    }

    private async Task<long> Progress(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select last_seq_id from events.mt_event_progression where name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name });
        return await command.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    private static async Task Pause(int failures, CancellationToken cancel)
    {
        var wait = TimeSpan.FromMilliseconds(100 * Math.Pow(2, Math.Min(failures, 9)));
        try
        {
            await Task.Delay(wait < WaitMax ? wait : WaitMax, cancel);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Reader} goes on from where another left off")]
    private static partial void LogMoved(ILogger log, string reader);

    [LoggerMessage(LogLevel.Error, "{Reader} failed and tries again")]
    private static partial void LogFailed(ILogger log, Exception failure, string reader);
}

/// <summary>
/// What one context does when something happens in another: the commit it leads to, written together with the progress,
/// so that each event is reacted to once.
/// </summary>
public abstract class Reaction(IEventStore store) : ISubscriber
{
    // Somebody who is quicker this often is no race: deciding again leads to the same conflict for ever.
    private const int AttemptsMax = 20;

    /// <summary>The store, for the streams a reaction decides on.</summary>
    protected IEventStore Store { get; } = store;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract IReadOnlyCollection<string> Types { get; }

    /// <summary>What an event leads to; null where it leads to nothing.</summary>
    protected abstract Task<Commit?> React(RecordedEvent happened, CancellationToken cancel);

    /// <inheritdoc/>
    public async Task Take(Page page, long seen, CancellationToken cancel)
    {
        foreach (var happened in page.Events)
        {
            seen = await Answer(happened, seen, cancel);
        }
        if (seen < page.Reached)
            await Store.Append(Moved(seen, page.Reached), cancel);
    }

    private async Task<long> Answer(RecordedEvent happened, long seen, CancellationToken cancel)
    {
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                var commit = await React(happened, cancel);
                if (commit is null)
                    return seen;
                var progress = new Progress(Name, seen, happened.Position);
                await Store.Append(commit with { Effects = [.. commit.Effects, progress] }, cancel);
                return happened.Position;
            }
            catch (StreamConflictException) when (attempts < AttemptsMax)
            {
                // Somebody else changed the stream meanwhile: decide again on what it is now.
            }
        }
    }

    private Commit Moved(long seen, long reached) =>
        new(new About(Name), []) { Effects = [new Progress(Name, seen, reached)] };
}
