using System.Collections.Immutable;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Summit.Congress;
using Summit.Deliberation;
using Summit.Forwarding;
using Summit.Kernel;
using Summit.Store;
using Summit.WorldAssembly;

namespace Summit.Http.Tests;

/// <summary>
/// The store without the HTTP service, on a database of its own, with recommendations that can only be forwarded and
/// received: for handovers between contexts.
/// </summary>
public sealed class StoreFixture : IAsyncDisposable
{
    public const string Slug = "durban-2019";

    private readonly NpgsqlDataSource database;
    private readonly DocumentStore marten;

    private StoreFixture(string connectionString)
    {
        ConnectionString = connectionString;
        database = NpgsqlDataSource.Create(connectionString);
        Types = new EventTypes([Edition.Category, Recommendation, Plenary.Category], Json.Options);
        marten = new DocumentStore(new StoreOptions().UseEventStore(database, Types, [], new AppendSignal()));
        Streams = new EventStreams(new Lazy<IDocumentStore>(marten), Types, database);
        Appender = new GroupCommit(database, Types, [new Items(), OutcomeDetails.View], Clock);
        Outbox = new Outbox(database);
        States = new AggregateCache(Streams, Types);
        Congresses = new Congresses(States, Streams, database);
    }

    public static Category<ImmutableHashSet<int>, RecommendationEvent> Recommendation { get; } =
        new Category<ImmutableHashSet<int>, RecommendationEvent>("recommendation", [], (received, happened) =>
                happened is RecommendationReceived e ? received.Add(e.Round) : received)
            .Event<RecommendationForwarded>(DeliberationWire.Forwarded)
            .Event<RecommendationReceived>(DeliberationWire.Received);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2019, 11, 14, 9, 0, 0, TimeSpan.Zero));

    public EventTypes Types { get; }

    public EventStreams Streams { get; }

    public IEventAppender Appender { get; }

    public AggregateCache States { get; }

    public Outbox Outbox { get; }

    public Congresses Congresses { get; }

    public string ConnectionString { get; }

    public NpgsqlDataSource Database => database;

    public Guid Congress { get; } = Guid.CreateVersion7();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Creates a store with one Congress.</summary>
    public static async Task<StoreFixture> New(PostgresServer postgres)
    {
        var store = new StoreFixture(await postgres.NewDatabase());
        await store.Write(Edition.Category, store.Congress, [], new CongressConvened(
            store.Congress, Slug, LocalisedText.Of(("en", "Durban")), new Host("Durban", "ZA"), "Africa/Johannesburg",
            new DateOnly(2019, 11, 11), new DateOnly(2019, 11, 15), ["en"]));
        return store;
    }

    /// <summary>Appends to a stream at its current version.</summary>
    /// <returns>The ids of the events.</returns>
    public async Task<IReadOnlyList<Guid>> Write<TState, TEvent>(
        Category<TState, TEvent> kind,
        Guid stream,
        Func<StreamAppend, IStorageOperation>[] effects,
        params TEvent[] happened)
        where TState : class
        where TEvent : class
    {
        var slice = await Streams.Read(stream, long.MaxValue, Cancel);
        var append = kind.Append(stream, slice.Version, kind.Fold(slice), happened);
        await Appender.Append(new Commit(new EventMetadata("test"), [append])
        {
            Operations = [.. effects.Select(effect => effect(append))],
        }, Cancel);
        return append.Ids;
    }

    /// <summary>Runs a subscription until it has caught up.</summary>
    public async Task Run(EventSubscription subscription)
    {
        var signal = new AppendSignal();
        using var daemons = new DocumentStore(
            new StoreOptions().UseEventStore(database, Types, [subscription], signal));
        using var host = new SubscriptionHost(daemons, database, Streams, [subscription], signal,
            new AppendListener(ConnectionString, signal, NullLogger<AppendListener>.Instance),
            new SubscriptionAdmin(database, Types, [subscription], Clock),
            new ProjectionRebuilder(database, Streams, Types, [], []), NullLogger<SubscriptionHost>.Instance);
        await host.StartAsync(Cancel);
        Assert.True(await host.CaughtUp(await Streams.Head(Cancel), TimeSpan.FromSeconds(20), Cancel));
        await host.StopAsync(Cancel);
    }

    /// <summary>Forwards a recommendation, with its message in the outbox.</summary>
    /// <returns>The event's id.</returns>
    public async Task<Guid> Forward(
        Guid recommendation, int round = 1, string destination = "world-assembly") => (await Write(
        Recommendation, recommendation,
        [
            append => new OutboxMessage(
                append.Ids[0], DeliberationWire.Forwarded, recommendation, Congress, destination),
        ],
        new RecommendationForwarded(recommendation, Congress, Track.TownHall, Guid.CreateVersion7(), round,
            LocalisedText.Of(("en", $"Text of round {round}."), ("fr", "Un texte « accentué ».")), "en",
            ["right-to-the-city"], Clock.GetUtcNow())))[0];

    /// <summary>What the World Assembly acknowledged of a recommendation.</summary>
    public async Task<List<RecommendationReceived>> Received(Guid recommendation) =>
    [
        .. (await Streams.Read(recommendation, long.MaxValue, Cancel)).Events
            .Select(e => e.Data).OfType<RecommendationReceived>(),
    ];

    /// <summary>Has a message sent again from now on.</summary>
    public Task Replay(Guid id) => Appender.Append(new Commit(new EventMetadata("test"), [])
    {
        Operations = [new Replayed(id, Clock.GetUtcNow())],
    }, Cancel);

    /// <summary>The message of a forward.</summary>
    public async Task<OutboxRow> Message(Guid id)
    {
        await using var command = database.CreateCommand(
            "select status, attempts, last_error, next_attempt_at, delivered_at from events.outbox where id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        Assert.True(await reader.ReadAsync(Cancel));
        return new OutboxRow(
            reader.GetString(0), reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetString(2),
            reader.GetFieldValue<DateTimeOffset>(3),
            reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4));
    }

    /// <summary>The status of the message of a forward, its number of attempts and its last error.</summary>
    public async Task<(string Status, int Attempts, string? Error)> StatusOf(Guid id) =>
        (await Message(id)) switch { var message => (message.Status, message.Attempts, message.LastError) };

    /// <summary>The append that records the acknowledgement of a round; null if it is recorded.</summary>
    public async Task<StreamAppend?> Receive(
        Guid recommendation, int round, string acknowledgement, DateTimeOffset at, CancellationToken cancel)
    {
        var slice = await Streams.Read(recommendation, long.MaxValue, cancel);
        var received = Recommendation.Fold(slice);
        return received.Contains(round)
            ? null
            : Recommendation.Append(recommendation, slice.Version, received,
                [new RecommendationReceived(recommendation, Congress, round, acknowledgement, at)]);
    }

    public async ValueTask DisposeAsync()
    {
        marten.Dispose();
        await database.DisposeAsync();
    }
}

/// <summary>The row of a message in the outbox.</summary>
public sealed record OutboxRow(
    string Status, int Attempts, string? LastError, DateTimeOffset NextAttemptAt, DateTimeOffset? DeliveredAt);
