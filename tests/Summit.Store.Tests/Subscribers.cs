using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>A subscription at work until the test is over with it.</summary>
public sealed class Running : IAsyncDisposable
{
    private readonly CancellationTokenSource end;
    private readonly Task run;

    public Running(
        IEventStore store,
        NpgsqlDataSource database,
        ISubscription subscriber,
        TimeProvider clock,
        CancellationToken cancel,
        Leases? leases = null,
        Func<CancellationToken, Task>? mend = null)
    {
        Subscription = new SubscriptionRunner(
            store, database, StoreTest.Codec, subscriber, NullLogger.Instance, clock, leases)
        {
            Mend = mend,
        };
        end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        run = Subscription.Run(end.Token);
    }

    public SubscriptionRunner Subscription { get; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await run;
        end.Dispose();
    }
}

/// <summary>Dies at some pages: before it has dealt with them, or once that is committed and before it knows.</summary>
public sealed class Crashing(ISubscription inner, bool committed, IReadOnlyCollection<int> at) : ISubscription
{
    private int taken;

    public string Name => inner.Name;

    public IReadOnlyCollection<string> Types => inner.Types;

    public int Crashes { get; private set; }

    public async Task Take(EventPage page, long seen, CancellationToken cancel)
    {
        var crashes = at.Contains(++taken);
        if (committed || !crashes)
            await inner.Take(page, seen, cancel);
        if (!crashes)
            return;
        Crashes++;
        throw new IOException("The line went dead.");
    }
}

/// <summary>Takes titles in memory, except the one it refuses; its progress is kept as everybody's.</summary>
public sealed class Picky(NpgsqlDataSource database, string name = "tests.picky") : ISubscription
{
    private volatile string? refuses;
    private volatile int refusals;

    public string Name => name;

    public IReadOnlyCollection<string> Types => ["tests.motion-tabled"];

    public ConcurrentQueue<string> Taken { get; } = [];

    public string? Refuses
    {
        get => refuses;
        set => refuses = value;
    }

    public int Refusals => refusals;

    public async Task Take(EventPage page, long seen, CancellationToken cancel)
    {
        var titles = page.Events.Select(e => ((MotionTabled)e.Data).Title).ToArray();
        if (Refuses is { } one && titles.Contains(one))
        {
            refusals++;
            throw new InvalidOperationException($"I refuse {one}.");
        }
        await using var command = database.CreateCommand("select events.move_progress($1, $2, $3)");
        foreach (var value in (object[])[name, seen, page.Reached])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        try
        {
            await command.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException moved) when (moved.SqlState == "SM001")
        {
            throw new ProgressMovedException(moved);
        }
        foreach (var title in titles)
            Taken.Enqueue(title);
    }
}

/// <summary>Wants to start the same docket for every motion: from the second on it is always too late.</summary>
public sealed class AlwaysTooLate(IEventStore store) : Reaction(store)
{
    public override string Name => "tests.always_too_late";

    public override IReadOnlyCollection<string> Types => ["tests.motion-tabled"];

    protected override Task<Commit?> React(RecordedEvent happened, CancellationToken cancel) =>
        Task.FromResult<Commit?>(new Commit(new EventMetadata(Name),
        [
            Docket.Stream.Append(((MotionTabled)happened.Data).Body, 0, Docket.Stream.Initial,
                [new DocketEntered(happened.Stream)]),
        ]));
}
