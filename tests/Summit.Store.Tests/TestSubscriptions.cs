using System.Collections.Concurrent;
using JasperFx.Events;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Subscriptions that run on a node until disposed.</summary>
public sealed class RunningSubscription : IAsyncDisposable
{
    private readonly Task starting;

    public RunningSubscription(StoreFixture node, params EventSubscription[] subscriptions)
    {
        Subscription = subscriptions[0];
        Signal = new AppendSignal();
        Admin = node.Admin(subscriptions);
        var listener = new AppendListener(node.ConnectionString, Signal, NullLogger<AppendListener>.Instance);
        Host = new SubscriptionHost(node.Marten(subscriptions, Signal), node.Database, node.Streams, subscriptions,
            Signal, listener, Admin, node.Rebuilder([.. subscriptions.OfType<IAsyncProjection>()]),
            NullLogger<SubscriptionHost>.Instance);
        starting = Host.StartAsync(CancellationToken.None);
    }

    /// <summary>The first subscription, usually the only one.</summary>
    public EventSubscription Subscription { get; }

    public SubscriptionHost Host { get; }

    public AppendSignal Signal { get; }

    public SubscriptionAdmin Admin { get; }

    /// <summary>The stored failure of a subscription, or null; of the first unless another is named.</summary>
    public async Task<Failure?> Failing(CancellationToken cancel, string? name = null) =>
        (await Admin.All(cancel)).Single(state => state.Name == (name ?? Subscription.Name)).Failing;

    public async ValueTask DisposeAsync()
    {
        await starting;
        await Host.StopAsync(CancellationToken.None);
        Host.Dispose();
    }
}

/// <summary>Crashes at some pages: before they are applied, or after the commit.</summary>
public sealed class CrashingSubscription(EventSubscription inner, bool committed, IReadOnlyCollection<int> at)
    : EventSubscription(inner.Name, inner.IncludedEventTypes)
{
    private int taken;

    public override bool WantsAll => inner.WantsAll;

    public int Crashes { get; private set; }

    public override async Task Take(EventPage page, long seen, CancellationToken cancel)
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

/// <summary>
/// Collects events in memory and fails at one title; its checkpoint is stored like that of each subscription.
/// </summary>
/// <param name="database">The database of its checkpoint.</param>
/// <param name="name">Its name.</param>
/// <param name="types">The types it wants; null for tabled motions.</param>
public sealed class RejectingSubscription(
    NpgsqlDataSource database, string name = "tests.rejecting", IEnumerable<Type>? types = null)
    : EventSubscription(name, types ?? [typeof(MotionTabled)])
{
    private volatile string? rejects;
    private volatile int rejections;

    public ConcurrentQueue<IEvent> Events { get; } = [];

    /// <summary>The titles of the applied events.</summary>
    public IReadOnlyList<string> Taken => [.. Events.Select(Title).OfType<string>()];

    public string? Rejects
    {
        get => rejects;
        set => rejects = value;
    }

    public int Rejections => rejections;

    /// <summary>Awaited before each page, even if the page is cancelled meanwhile.</summary>
    public Task Frozen { get; set; } = Task.CompletedTask;

    public override async Task Take(EventPage page, long seen, CancellationToken cancel)
    {
        if (Rejects is { } one && page.Events.Any(e => Title(e) == one))
        {
            rejections++;
            throw new InvalidOperationException($"I reject {one}.");
        }
        if (!Frozen.IsCompleted)
        {
            await Frozen;
            cancel = CancellationToken.None;
        }
        await using var command = database.CreateCommand("call events.move_checkpoint($1, $2, $3)");
        foreach (var value in (object[])[Name, seen, page.Reached])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
        foreach (var happened in page.Events)
            Events.Enqueue(happened);
    }

    private static string? Title(IEvent happened) => (happened.Data as MotionTabled)?.Title;
}

/// <summary>Starts the same docket for each motion: from the second on its append conflicts.</summary>
public sealed class AlwaysTooLate(StoreFixture store)
    : Reaction("tests.always_too_late", [typeof(MotionTabled)], store.Appender)
{
    protected override Task<Commit?> React(IEvent happened, CancellationToken cancel) =>
        Task.FromResult<Commit?>(new Commit(new EventMetadata(Name),
        [
            Docket.Stream.Append(((MotionTabled)happened.Data).Body, 0, Docket.Stream.Initial,
                [new DocketEntered(happened.StreamId)]),
        ]));
}
