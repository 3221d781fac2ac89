using JasperFx.Events;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using NpgsqlTypes;

namespace Summit.Store.Tests;

/// <summary>The base of the store's tests: a database for each test, motions to append, and a time limit.</summary>
public abstract class StoreTest(PostgresServer server) : IAsyncLifetime
{
    // Far longer than any test takes.
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private CancellationTokenSource deadline = null!;
    private StoreFixture? store;

    protected PostgresServer Server => server;

    /// <summary>The connection string of the database.</summary>
    protected string ConnectionString { get; private set; } = "";

    protected NpgsqlDataSource Database { get; private set; } = null!;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2019, 3, 1, 9, 0, 0, TimeSpan.Zero));

    /// <summary>The events of these tests.</summary>
    public static EventTypes Types { get; } = new([Motion.Stream, Docket.Stream], MotionJson.Options);

    /// <summary>A node as the service runs it.</summary>
    protected StoreFixture Store => store ??= With(Motion.Page, new Titles());

    /// <summary>Cancelled when a test hangs.</summary>
    protected CancellationToken Cancel => deadline.Token;

    public virtual async ValueTask InitializeAsync()
    {
        deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        ConnectionString = await server.NewDatabase();
        Database = NpgsqlDataSource.Create(ConnectionString);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await server.Drop(ConnectionString);
        deadline.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another node on the same database.</summary>
    protected StoreFixture With(params IInlineProjection[] inline) => Open(Database, inline);

    /// <summary>A node with its own connections.</summary>
    protected StoreFixture Open(NpgsqlDataSource? database = null, params IInlineProjection[] inline) =>
        new(database ?? Database, ConnectionString, Clock, inline);

    protected Task<Committed> Append(params StreamAppend[] appends) => Store.Append(One(appends), Cancel);

    protected static EventMetadata Me { get; } = new("tester", "a-request");

    /// <summary>A new motion with its first event; under a title of its own where none is given.</summary>
    protected static StreamAppend Table(string? title = null, Guid? body = null, Guid? motion = null) =>
        Motion.Stream.Append(motion ?? Guid.CreateVersion7(), 0, Motion.Stream.Initial,
            [new MotionTabled(body ?? Guid.Empty, title ?? Guid.NewGuid().ToString())]);

    /// <summary>Events for a motion, decided on a version. Its state is not known here, nor needed.</summary>
    protected static StreamAppend Amend(Guid motion, long expected, params string[] texts) =>
        Motion.Stream.Append(
            motion, expected, Motion.Stream.Initial, [.. texts.Select(text => new MotionAmended(text))]);

    protected static Commit One(params StreamAppend[] appends) => new(Me, appends);

    /// <summary>Reads a stream, decides and appends, like a command without retries.</summary>
    protected async Task<Committed> Decide(StoreFixture store, Guid motion, params MotionEvent[] happened)
    {
        var slice = await store.Read(motion, long.MaxValue, Cancel);
        return await store.Append(
            One(Motion.Stream.Append(motion, slice.Version, Motion.Stream.Fold(slice), happened)), Cancel);
    }

    /// <summary>The single value of a query.</summary>
    protected async Task<T> Ask<T>(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (T)(await command.ExecuteScalarAsync(Cancel))!;
    }

    protected async Task Execute(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>A motion with so many events, the first of them its title.</summary>
    protected async Task<Guid> MotionOf(int events)
    {
        var tabled = Table();
        await Append(tabled);
        if (events > 1)
            await Append(Amend(tabled.Stream, 1, [.. Enumerable.Range(2, events - 1).Select(n => $"text {n}")]));
        return tabled.Stream;
    }

    /// <summary>All events, in order.</summary>
    protected async Task<IReadOnlyList<IEvent>> All() =>
        await Store.Streams.ReadAll(0, null, Cancel).ToListAsync(Cancel);

    /// <summary>Fails unless the verifier finds nothing.</summary>
    protected async Task AssertStoreIsValid() => Assert.Null(await Verify());

    /// <summary>The verifier's first finding, or null.</summary>
    protected async Task<string?> Verify() => (await Findings()).FirstOrDefault();

    protected Task<IReadOnlyList<string>> Findings() =>
        new StoreVerifier(Database, Types, new HashChain(Database)).Run(Cancel);

    /// <summary>Fails unless the checkpoint was moved by another owner.</summary>
    protected static async Task AssertMoved(Func<Task> take) =>
        Assert.Equal("SM001", (await Assert.ThrowsAsync<PostgresException>(take)).SqlState);

    /// <summary>Runs subscriptions on a node of their own.</summary>
    protected RunningSubscription Run(params EventSubscription[] subscriptions) => new(Open(), subscriptions);

    /// <summary>Waits until the first subscription of a node has reached a position.</summary>
    protected Task CaughtUp(RunningSubscription running, long position) =>
        Eventually(() => running.Subscription.Reached >= position,
            $"{running.Subscription.Name} has come to {position}");

    /// <summary>Waits until a subscription is reported as failing, at a position if one is given.</summary>
    protected Task Fails(RunningSubscription running, long? position = null) => Eventually(
        async () => await running.Failing(Cancel) is { } failing && (position is null || failing.Position == position),
        $"{running.Subscription.Name} fails");

    /// <summary>
    /// Resets the events to a position, like a backup that is older than the checkpoints.
    /// </summary>
    protected Task Restore(long to) => Execute(
        $"""
        delete from events.mt_events where seq_id > {to};
        update events.mt_streams s set version = e.version
          from (select stream_id, max(version) as version from events.mt_events group by 1) e where e.stream_id = s.id;
        delete from events.mt_streams where id not in (select stream_id from events.mt_events);
        """);

    /// <summary>All rows of the tables as text, to compare before and after.</summary>
    protected Task<string> DumpTables() => Ask<string>(EveryRow);

    /// <summary>The query of the dump.</summary>
    protected const string EveryRow =
        """
        select jsonb_build_array(
            (select jsonb_agg(e order by e.seq_id) from events.mt_events e),
            (select jsonb_agg(s order by s.id) from events.mt_streams s),
            (select jsonb_agg(o order by o.id) from events.outbox o),
            (select jsonb_agg(a order by a.key) from events.answers a),
            (select jsonb_agg(c order by c.name) from events.checkpoints c),
            (select jsonb_agg(t order by t.title) from tests.titles t),
            (select jsonb_agg(m order by m.id, m.from_position) from tests.motion_page m),
            (select jsonb_agg(b order by b.id, b.from_position) from tests.body_page b),
            (select jsonb_agg(n order by n.note) from tests.notes n))::text
        """;

    /// <summary>Polls a condition until it is true; fails when the test's time is over.</summary>
    protected Task Eventually(Func<Task<bool>> condition, string what) =>
        Summit.Eventually.IsTrue(condition, what, Cancel);

    protected Task Eventually(Func<bool> condition, string what) =>
        Eventually(() => Task.FromResult(condition()), what);

    /// <summary>Waits until so many sessions of this database wait for a lock.</summary>
    protected Task UntilWaiting(int sessions) =>
        Eventually(async () => await Waiting() >= sessions, $"{sessions} sessions wait for a lock");

    /// <summary>How many sessions of this database wait for a lock.</summary>
    protected Task<long> Waiting() => Ask<long>(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
}

/// <summary>Executes a statement in the transaction of a commit.</summary>
public sealed record RawSqlOperation(string Sql, params object?[] Values) : IStorageOperation
{
    public void Write(SqlBatch sql, PositionedCommit placed) => sql.Add(Sql, Values);
}

/// <summary>Writes an outbox row at the position of an event, in bulk with those of other commits.</summary>
public sealed record MessageOperation(Guid Event, Guid Stream) : IStorageOperation
{
    private static readonly BulkTable Table = new("events.outbox",
        "id, position, stream_id, destination, next_attempt_at, created", "*, 'somewhere', now(), now()",
        ("id", NpgsqlDbType.Uuid), ("position", NpgsqlDbType.Bigint), ("stream_id", NpgsqlDbType.Uuid));

    public void Write(SqlBatch sql, PositionedCommit placed) =>
        sql.AddRow(Table, Event, placed.PositionOf(Event), Stream);
}

/// <summary>An inline projection whose code is a delegate.</summary>
public sealed class DelegateProjection(Action<StreamChange, SqlBatch> project) : IInlineProjection
{
    public string Name => "tests.projects";

    public IReadOnlyCollection<Category> Categories { get; } = [Motion.Stream];

    public void Project(StreamChange change, SqlBatch sql) => project(change, sql);
}

/// <summary>A row kept once under a key of its caller.</summary>
public sealed record KeyedOperation(string Caller, string Key) : IIdempotentOperation
{
    private static readonly BulkTable Table = new("events.answers",
        "caller, key, fingerprint, status, headers, body", @"*, '\x01', 201, '{}', '\x'",
        ("caller", NpgsqlDbType.Text), ("key", NpgsqlDbType.Text));

    public void Write(SqlBatch sql, PositionedCommit placed) => sql.AddRow(Table, Caller, Key);
}
