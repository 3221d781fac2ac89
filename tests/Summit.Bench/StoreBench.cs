using System.Text.Json;
using Marten;
using Npgsql;
using Summit.Http;
using Summit.Store;

namespace Summit.Bench;

/// <summary>Something is written down: an event of about the size of a scheduled session.</summary>
internal sealed record Noted(Guid Session, Guid Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Text);

/// <summary>What is written down in one stream.</summary>
internal sealed record Notes(int Count, string Last)
{
    /// <summary>How it is kept.</summary>
    public static Category<Notes, Noted> Stream { get; } =
        new Category<Notes, Noted>("notes", new Notes(0, ""),
                (notes, noted) => new Notes(notes.Count + 1, noted.Text))
            .Event<Noted>("bench.noted");

    /// <summary>An event of about 290 bytes.</summary>
    public static Noted New() => new(Guid.NewGuid(), Guid.NewGuid(), DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch.AddHours(1), new string('x', 80));
}

/// <summary>The store alone, in this process: no HTTP, no rules, one view with a row for every event.</summary>
internal sealed class StoreBench : IAsyncDisposable
{
    private const int EventsAStream = 10;

    // Two of them must fit into the server.
    private const int ConnectionsMax = 64;

    // As the service's commands do.
    private const int AttemptsMax = 3;

    private readonly DocumentStore marten;
    private readonly GroupCommit appender;
    private readonly AggregateCache states;
    private readonly CommandLimiter limiter = new(TimeProvider.System);
    private long conflicts, givenUp;

    /// <summary>A store on a database that has its tables, remembering nothing yet.</summary>
    public StoreBench(string connectionString)
    {
        ConnectionString = ConnectionTuning.Tuned(
            new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = ConnectionsMax }.ConnectionString);
        Database = NpgsqlDataSource.Create(ConnectionString);
        Types = new EventTypes([Notes.Stream], JsonSerializerOptions.Web);
        Wide = View("bench.notes", notes => notes);
        Narrow = View("bench.begun", _ => new { begun = true });
        marten = OpenMarten([], Signal);
        Streams = new EventStreams(new Lazy<IDocumentStore>(marten), Types, Database);
        appender = new GroupCommit(Database, Types, [Wide], TimeProvider.System);
        states = new AggregateCache(Streams, Types);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Database { get; }

    public EventTypes Types { get; }

    public EventStreams Streams { get; }

    public AppendSignal Signal { get; } = new();

    /// <summary>A view with a row for every event: the live one.</summary>
    public SingleStreamProjection<Notes, Noted> Wide { get; }

    /// <summary>A view with a row for every stream, which only a rebuild writes.</summary>
    public SingleStreamProjection<Notes, Noted> Narrow { get; }

    /// <summary>How often somebody else had been quicker, and how often that was the last attempt.</summary>
    public (long All, long GivenUp) Conflicts => (Volatile.Read(ref conflicts), Volatile.Read(ref givenUp));

    /// <summary>Makes the tables in an empty database.</summary>
    public static async Task<StoreBench> Make(string connectionString)
    {
        var made = new StoreBench(connectionString);
        await new Migrator(made.Database, new(() => made.marten)).Run([], CancellationToken.None);
        await using var tables = made.Database.CreateCommand(
            """
            create schema bench;
            create table bench.notes (id uuid, from_position bigint, until_position bigint, row jsonb);
            create unique index on bench.notes (id) where until_position is null;
            create table bench.begun (like bench.notes including all);
            create table bench.started (like bench.notes including all);
            create table bench.read (like bench.notes including all);
            """);
        await tables.ExecuteNonQueryAsync();
        await made.Database.ReloadTypesAsync();
        return made;
    }

    /// <summary>Starts a stream with one event.</summary>
    public Task Append() => Append(Guid.CreateVersion7(), Notes.Stream.Initial, 0, 1);

    /// <summary>Appends some events to a stream in one commit.</summary>
    public Task Append(Guid stream, Notes before, long version, int events) => appender.Append(
        new Commit(new EventMetadata("bench"), [Notes.Stream.Append(stream, version, before,
            [.. Enumerable.Range(0, events).Select(_ => Notes.New())])]),
        CancellationToken.None);

    /// <summary>
    /// Loads a stream, decides, appends and projects, as the service does: on the remembered state brought up to date;
    /// callers of one stream one after another; where somebody was quicker all the same, again, at most three times.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="remembered">Whether states are remembered; if not, the stream is read in full each time.</param>
    public async Task Command(Guid stream, bool remembered = true)
    {
        using var turn = await limiter.EnterCaller("bench", stream, default);
        using var lease = await limiter.EnterStream(stream, default);
        for (var attempts = 0; attempts < AttemptsMax; attempts++)
        {
            var (state, version) = remembered ? await Find(stream) : await Load(stream);
            try
            {
                await Append(stream, state, version, 1);
                return;
            }
            catch (StreamConflictException)
            {
                Interlocked.Increment(ref conflicts);
            }
        }
        Interlocked.Increment(ref givenUp);
    }

    /// <summary>Commands on many small streams: each caller's own, of ten events, as many as it takes.</summary>
    public Func<int, Task> SmallStreams(bool remembered = true)
    {
        var streams = new (Guid Id, int Events)[Callers.Counts.Max()];
        return caller =>
        {
            ref var mine = ref streams[caller];
            mine = mine.Events % EventsAStream == 0 ? (Guid.CreateVersion7(), 1) : (mine.Id, mine.Events + 1);
            return Command(mine.Id, remembered);
        };
    }

    /// <summary>The state as it stands, from what is remembered and what happened since.</summary>
    public async Task<Versioned<Notes>> Find(Guid stream) =>
        await states.Find(Notes.Stream, stream, long.MaxValue, CancellationToken.None)
        ?? new Versioned<Notes>(Notes.Stream.Initial, 0);

    /// <summary>The state from the whole stream.</summary>
    public async Task<Versioned<Notes>> Load(Guid stream)
    {
        var slice = await Streams.Read(stream, long.MaxValue, CancellationToken.None);
        return new Versioned<Notes>(Notes.Stream.Fold(slice), slice.Version);
    }

    /// <summary>Marten on the same database, with those whom its daemon is to hand events.</summary>
    public DocumentStore OpenMarten(IEnumerable<EventSubscription> subscriptions, AppendSignal signal) =>
        new(new StoreOptions().UseEventStore(Database, Types, subscriptions, signal));

    public async ValueTask DisposeAsync()
    {
        marten.Dispose();
        await Database.DisposeAsync();
    }

    private static SingleStreamProjection<Notes, Noted> View(string table, Func<Notes, object?> row) =>
        new(table, Notes.Stream, row, JsonSerializerOptions.Web);
}
