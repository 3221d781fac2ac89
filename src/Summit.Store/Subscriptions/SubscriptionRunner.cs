using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Summit.Store;

/// <summary>Somebody who is handed all events of some types, in order, each once.</summary>
public interface ISubscription
{
    /// <summary>The name its progress is kept under.</summary>
    string Name { get; }

    /// <summary>The wire names it wants.</summary>
    IReadOnlyCollection<string> Types { get; }

    /// <summary>Whether it is handed the events; if not, only how far they go: it reads them in its own way.</summary>
    bool TakesEvents => true;

    /// <summary>How long it lets events gather once it has dealt with all, where it needs not be quick.</summary>
    TimeSpan Gathers => TimeSpan.Zero;

    /// <summary>
    /// Deals with a page of events and moves the progress from <paramref name="seen"/> to the page's end, in one
    /// transaction: a crash before its commit hands it the same page again, and nothing of the first time stands.
    /// </summary>
    /// <exception cref="ProgressMovedException">Another instance was quicker.</exception>
    Task Take(EventPage page, long seen, CancellationToken cancel);
}

/// <summary>
/// Keeps one subscriber supplied while this node holds it: woken by appends, going on from its progress. An event that
/// fails stops it there: those before it are applied, it is tried again and again, and it is shown to all nodes. Only
/// an operator's recorded act leaves it out.
/// </summary>
public sealed partial class SubscriptionRunner(
    IEventStore store,
    NpgsqlDataSource database,
    EventCodec codec,
    ISubscription subscriber,
    ILogger log,
    TimeProvider clock,
    Leases? leases = null)
{
    private const int PageSize = 500;

    // Where a page held nothing wanted, the progress is written only this often: it saves a commit for every append.
    private const long WriteProgressEvery = 1000;

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    // How often an idle reader looks where the database says it stands: a restore moves it under its feet.
    private static readonly TimeSpan LookWhereItStands = TimeSpan.FromSeconds(1);

    private readonly SubscriptionStore standing = new(database, codec, subscriber);
    private readonly IReadOnlyCollection<string> taken = subscriber.TakesEvents ? subscriber.Types : [];
    private readonly long progressEvery = subscriber.TakesEvents ? WriteProgressEvery : 1;
    private long reached;
    private int singly;
    private Failure? failing;

    /// <summary>The subscriber's name.</summary>
    public string Name => subscriber.Name;

    /// <summary>Every wanted event up to this position has been dealt with, as far as this process knows.</summary>
    public long Reached => Volatile.Read(ref reached);

    /// <summary>Since when it has been failing here, at which event and why; null while all is well.</summary>
    public Failure? Failing => Volatile.Read(ref failing);

    /// <summary>Whether it reads on this node at this moment; another may hold it.</summary>
    public bool IsReading { get; private set; }

    /// <summary>
    /// Puts right a subscriber that stands where the store's history does not lead; null where only an operator can.
    /// </summary>
    public Func<CancellationToken, Task>? Mend { get; init; }

    /// <summary>Whether every wanted event up to a position has been dealt with, by whichever node.</summary>
    public async Task<bool> HasReached(long position, CancellationToken cancel)
    {
        if (Reached >= position)
            return true;
        if (leases is null)
            return false;
        // Progress over what nobody wants is not written at once: what counts is that nothing wanted lies between.
        var (written, _) = await standing.Now(cancel);
        if (written >= position)
            return true;
        var page = await store.ReadAll(written, 1, subscriber.Types, cancel);
        return page.Events.Count > 0 ? page.Events[0].Position > position : page.Reached >= position;
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task Run(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                using var lease = leases is null ? Lease.Alone(Name) : await leases.Hold(Name, cancel);
                await RunWith(lease, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                IsReading = false;
                // Another node's doing is not known here.
                if (leases is not null)
                    (reached, failing, singly) = (0, null, 0);
            }
        }
    }

    private async Task RunWith(Lease lease, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, lease.Ended);
        var failures = 0;
        while (lease.Holds && !cancel.IsCancellationRequested)
        {
            try
            {
                await Follow(lease, () => failures = 0, cancel, either.Token);
            }
            catch (OperationCanceledException) when (either.IsCancellationRequested)
            {
                return;
            }
            catch (ProgressMovedException)
            {
                LogMoved(log, Name);
            }
            catch (Exception failure)
            {
                // One of many is to blame: those before it are not held back.
                var tried = Interlocked.Exchange(ref singly, PageSize);
                if (tried > 0 || failure is StrandedException)
                    await Fail(failure, ++failures, either.Token);
            }
        }
    }

    private async Task Follow(Lease lease, Action succeeded, CancellationToken cancel, CancellationToken idle)
    {
        var (written, failed) = await Stand(cancel);
        var seen = written;
        var looked = Stopwatch.GetTimestamp();
        while (lease.Holds)
        {
            // Asked for before the read: what is appended after it completes this task.
            var appended = store.Appended(idle, subscriber.Types);
            var limit = singly > 0 ? 1 : PageSize;
            var page = await store.ReadAll(seen, limit, taken, cancel);
            IsReading = true;
            // What is written rests on nothing but the progress: where the reader has come to beyond it is only in
            // its memory, and may be of a history that a restore has ended.
            if (page.Events.Count > 0 && seen != written)
                page = await store.ReadAll(written, limit, taken, cancel);
            if (!lease.Holds)
                return;
            if (page.Events.Count > 0 || page.Reached - written >= progressEvery)
            {
                await subscriber.Take(page, written, cancel);
                written = page.Reached;
            }
            if (failed || failing is not null)
                await standing.Recovered(cancel);
            (failed, failing) = (false, null);
            seen = page.Reached;
            Volatile.Write(ref reached, seen);
            succeeded();
            singly = page.IsFull ? Math.Max(0, singly - 1) : 0;
            if (page.IsFull)
                continue;
            await appended;
            if (subscriber.Gathers > TimeSpan.Zero)
                await Task.Delay(subscriber.Gathers, idle);
            if (Stopwatch.GetElapsedTime(looked) > LookWhereItStands)
                return;
        }
    }

    /// <summary>Where it stands, and whether it was failing there.</summary>
    private async Task<(long Position, bool Failed)> Stand(CancellationToken cancel)
    {
        while (await standing.Stranded(cancel) is { } stranded)
        {
            if (Mend is null)
                throw new StrandedException(stranded);
            LogStranded(log, stranded);
            await Mend(cancel);
        }
        return await standing.Now(cancel);
    }

    private async Task Fail(Exception failure, int failures, CancellationToken cancel)
    {
        LogFailed(log, failure, Name);
        var here = failing ?? new Failure(clock.GetUtcNow(), failure.Message, null, null);
        try
        {
            here = await standing.Failed(here with { Why = failure.Message }, cancel);
        }
        catch (Exception unwritten) when (unwritten is NpgsqlException or InvalidOperationException)
        {
            // The database is what fails: it is shown here alone.
        }
        Volatile.Write(ref failing, here);
        await Pause(failures, cancel);
    }

    /// <summary>Waits, the longer the more often it has failed, or until an operator has acted.</summary>
    private async Task Pause(int failures, CancellationToken cancel)
    {
        var over = Backoff.Before(failures, WaitMax, cancel);
        while (await Task.WhenAny(over, Task.Delay(LookWhereItStands, cancel)) != over)
        {
            try
            {
                if (await standing.Now(cancel) is (_, Failed: false))
                    return;
            }
            catch (Exception) when (!cancel.IsCancellationRequested)
            {
                // Asked again in a moment.
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Reader} goes on from where another left off")]
    private static partial void LogMoved(ILogger log, string reader);

    [LoggerMessage(LogLevel.Warning, "{Stranded} It is rebuilt.")]
    private static partial void LogStranded(ILogger log, string stranded);

    [LoggerMessage(LogLevel.Error, "{Reader} failed and tries again")]
    private static partial void LogFailed(ILogger log, Exception failure, string reader);
}

/// <summary>What keeps a reader from going on.</summary>
/// <param name="Since">Since when it has been failing.</param>
/// <param name="Why">The error of the last attempt.</param>
/// <param name="Position">The position of the event that fails; null where it is no event.</param>
/// <param name="Event">Its id.</param>
public sealed record Failure(DateTimeOffset Since, string Why, long? Position, Guid? Event);

/// <summary>A reader stands where the store's history does not lead: the store was restored from a backup.</summary>
public sealed class StrandedException(string how) : Exception(how);
