using Marten;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>The store on one node of a database, put together as the service does it.</summary>
/// <param name="database">How it reaches the database.</param>
/// <param name="connectionString">How it reaches it to listen.</param>
/// <param name="clock">The time it lives in.</param>
/// <param name="inline">What it writes along.</param>
/// <param name="types">The events it knows; null for those of these tests.</param>
public sealed class StoreFixture(
    NpgsqlDataSource database,
    string connectionString,
    TimeProvider clock,
    IReadOnlyList<IInlineProjection> inline,
    EventTypes? types = null)
{
    private EventStreams? streams;

    public NpgsqlDataSource Database => database;

    public string ConnectionString => connectionString;

    public TimeProvider Clock => clock;

    public IReadOnlyList<IInlineProjection> Inline => inline;

    public EventTypes Types => types ?? StoreTest.Types;

    public IEventAppender Appender { get; } =
        new GroupCommit(database, types ?? StoreTest.Types, inline, clock);

    public EventStreams Streams =>
        streams ??= new EventStreams(new Lazy<IDocumentStore>(() => Marten()), Types, database);

    /// <summary>Marten, handing events to some subscriptions.</summary>
    public DocumentStore Marten(
        IEnumerable<EventSubscription>? subscriptions = null, AppendSignal? signal = null) =>
        new(new StoreOptions().UseEventStore(database, Types, subscriptions ?? [], signal ?? new AppendSignal()));

    public Task<Committed> Append(Commit commit, CancellationToken cancel) => Appender.Append(commit, cancel);

    public Task<StreamSlice> Read(Guid stream, long upTo, CancellationToken cancel) =>
        Streams.Read(stream, upTo, cancel);

    public Task<long> Head(CancellationToken cancel) => Streams.Head(cancel);

    public Task<long> PositionAt(DateTimeOffset moment, CancellationToken cancel) =>
        Streams.PositionAt(moment, cancel);

    /// <summary>The page that a subscription is handed next.</summary>
    public async Task<EventPage> PageFor(
        EventSubscription subscription, long after, CancellationToken cancel, int limit = int.MaxValue)
    {
        var head = await Head(cancel);
        var wanted = subscription.WantsAll ? null : subscription.IncludedEventTypes.Select(Types.WireOf);
        var page = await Streams.ReadAll(after, wanted, cancel).Take(limit).ToListAsync(cancel);
        return new EventPage(page, page.Count < limit ? head : page[^1].Sequence);
    }

    public ProjectionRebuilder Rebuilder(params IAsyncProjection[] views) =>
        new(database, Streams, Types, inline, views);

    public SubscriptionAdmin Admin(params EventSubscription[] subscriptions) =>
        new(database, Types, subscriptions, clock);
}
