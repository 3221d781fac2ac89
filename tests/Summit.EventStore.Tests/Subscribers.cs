using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Summit.EventStore.Tests;

/// <summary>A subscription at work until the test is over with it.</summary>
public sealed class Running : IAsyncDisposable
{
    private readonly CancellationTokenSource end;
    private readonly Task run;

    public Running(
        IEventStore store,
        NpgsqlDataSource database,
        ISubscriber subscriber,
        TimeProvider clock,
        CancellationToken cancel)
    {
        Subscription = new Subscription(store, database, subscriber, NullLogger.Instance, clock);
        end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        run = Subscription.Run(end.Token);
    }

    public Subscription Subscription { get; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await run;
        end.Dispose();
    }
}

/// <summary>Dies at some pages: before it has dealt with them, or once that is committed and before it knows.</summary>
public sealed class Crashing(ISubscriber inner, bool committed, IReadOnlyCollection<int> at) : ISubscriber
{
    private int taken;

    public string Name => inner.Name;

    public IReadOnlyCollection<string> Types => inner.Types;

    public int Crashes { get; private set; }

    public async Task Take(Page page, long seen, CancellationToken cancel)
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

/// <summary>Takes titles in memory, except the one it refuses.</summary>
public sealed class Picky : ISubscriber
{
    private volatile string? refuses;
    private volatile int refusals;

    public string Name => "tests.picky";

    public IReadOnlyCollection<string> Types => ["tests.motion-tabled"];

    public List<string> Taken { get; } = [];

    public string? Refuses
    {
        get => refuses;
        set => refuses = value;
    }

    public int Refusals => refusals;

    public Task Take(Page page, long seen, CancellationToken cancel)
    {
        var titles = page.Events.Select(e => ((MotionTabled)e.Data).Title).ToArray();
        if (Refuses is { } one && titles.Contains(one))
        {
            refusals++;
            throw new InvalidOperationException($"I refuse {one}.");
        }
        Taken.AddRange(titles);
        return Task.CompletedTask;
    }
}

/// <summary>Wants to start the same docket for every motion: from the second on it is always too late.</summary>
public sealed class AlwaysTooLate(IEventStore store) : Reaction(store)
{
    public override string Name => "tests.always_too_late";

    public override IReadOnlyCollection<string> Types => ["tests.motion-tabled"];

    protected override Task<Commit?> React(RecordedEvent happened, CancellationToken cancel) =>
        Task.FromResult<Commit?>(new Commit(new About(Name),
        [
            Docket.Stream.Append(((MotionTabled)happened.Data).Body, 0, Docket.Stream.Initial,
                [new DocketEntered(happened.Stream)]),
        ]));
}
