using Marten;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>The store of one node, composed as in the service.</summary>
/// <param name="database">Its connections.</param>
/// <param name="connectionString">The connection string of its listener.</param>
/// <param name="clock">Its clock.</param>
/// <param name="inline">Its inline projections.</param>
/// <param name="types">Its event types; null for those of these tests.</param>
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

    /// <summary>A Marten store that runs these subscriptions.</summary>
    public DocumentStore Marten(
        IEnumerable<EventSubscription>? subscriptions = null, AppendSignal? signal = null) =>
        new(new StoreOptions().UseEventStore(database, Types, subscriptions ?? [], signal ?? new AppendSignal()));

    public Task<Committed> Append(Commit commit, CancellationToken cancel) => Appender.Append(commit, cancel);

    public Task<StreamSlice> Read(Guid stream, long upTo, CancellationToken cancel) =>
        Streams.Read(stream, upTo, cancel);

    public Task<long> Head(CancellationToken cancel) => Streams.Head(cancel);

    public Task<long> PositionAt(DateTimeOffset moment, CancellationToken cancel) =>
        Streams.PositionAt(moment, cancel);

    /// <summary>The next page for a subscription.</summary>
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
