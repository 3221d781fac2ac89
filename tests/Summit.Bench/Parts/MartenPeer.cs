using System.Diagnostics;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;

namespace Summit.Bench;

/// <summary>
/// Marten by itself, in this process: what a service would get that is written on it alone. Which of its settings are
/// best depends on machine and load: each that may be is measured, and the best are named.
/// </summary>
internal static class MartenPeer
{
    private const int StreamLength = 10;
    private const int StreamsACommit = 500;
    private const int EventsASecond = 40_000;
    private const int FewConnections = 16;
    private const int Connections = 90;
    private const int Remembered = 100_000;

    private static readonly int[] Counts = [1, 16, 64];
    private static readonly TimeSpan CatchUpMax = TimeSpan.FromMinutes(10);

    private static readonly MartenOpened Opened = new(
        Guid.Parse("0192f0c1-2b3c-7d4e-8f50-617283940a1c"), new DateTimeOffset(2019, 11, 12, 7, 0, 0, TimeSpan.Zero),
        "How cities and regions house everybody: what they have promised, what they have done, and what is left",
        ["right-to-the-city", "housing", "finance"]);

    // Live: folded from the stream each time. Inline: a document written with the events. In all of them events are
    // appended the quick way, statements prepared, connections not reset, and an aggregate is loaded once a session.
    private static readonly (string Name, int Connections, Action<StoreOptions> Set)[] Commands =
    [
        ("live", Connections, _ => { }),
        ("live, few connections", FewConnections, _ => { }),
        ("inline", Connections, Inline),
        ("inline, few connections", FewConnections, Inline),
        ("inline and remembered", FewConnections, options =>
        {
            Inline(options);
            options.Events.CacheAggregatesForWriting<MartenSession>(Remembered);
        }),
    ];

    private static readonly
        (string Name, bool Rebuild, Action<AsyncOptions> Pages, Action<StoreOptions> Set)[] Daemons =
    [
        ("catching up, by 500", false, _ => { }, _ => { }),
        ("catching up, by 2,000", false, By(2_000), _ => { }),
        ("catching up, by 10,000", false, By(10_000), _ => { }),
        ("rebuilding, by 1,000", true, By(1_000), _ => { }),
        ("rebuilding, by 10,000", true, By(10_000), _ => { }),
        ("rebuilding, remembered", true, pages =>
        {
            By(10_000)(pages);
            pages.CacheLimitPerTenant = Remembered;
        }, _ => { }),
        ("rebuilding, by COPY", true, pages =>
        {
            By(10_000)(pages);
            (pages.RebuildFlushThreshold, pages.CacheLimitPerTenant) = (20_000, Remembered);
        }, options => options.Projections.RebuildWithBulkCopy = true),
        ("rebuilding, by stream", true, By(5_000), options => options.Events.UseOptimizedProjectionRebuilds = true),
    ];

    /// <summary>Measures and prints.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="each">How long each figure is measured.</param>
    public static async Task Run(string connectionString, TimeSpan each)
    {
        Table.Head("Marten alone, a second", Counts.Select(callers => $"{callers} callers"));
        var cycles = new List<(string Name, List<double> Figures)>();
        foreach (var (name, connections, set) in Commands)
        {
            using var store = await Open(connectionString, $"marten_{cycles.Count}", connections, set);
            if (cycles.Count == 0)
                await Measure("start a stream, one event", each, _ => Start(store));
            cycles.Add((name, await Measure($"command, {name}", each, caller => Cycle(store, caller))));
        }
        var best = cycles.MaxBy(cycle => cycle.Figures[^1]);
        Table.Row("the best command", [.. best.Figures.Select(Table.Number), best.Name]);
        await Daemon(connectionString, (int)(EventsASecond * each.TotalSeconds));
    }

    private static async Task<DocumentStore> Open(
        string connectionString, string schema, int connections, Action<StoreOptions> set)
    {
        var store = DocumentStore.For(options =>
        {
            options.Connection(new NpgsqlConnectionStringBuilder(connectionString)
            {
                MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, NoResetOnClose = true, MaxPoolSize = connections,
            }.ConnectionString);
            options.DatabaseSchemaName = schema;
            options.DisableNpgsqlLogging = true;
            options.Projections.AsyncMode = DaemonMode.Solo;
            options.Events.AppendMode = EventAppendMode.Quick;
            options.Events.UseIdentityMapForAggregates = true;
            options.Events.AddEventType<MartenOpened>();
            options.Events.AddEventType<MartenReported>();
            set(options);
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.All);
        return store;
    }

    private static void Inline(StoreOptions options) =>
        options.Projections.Snapshot<MartenSession>(SnapshotLifecycle.Inline);

    private static Action<AsyncOptions> By(int events) =>
        pages => (pages.BatchSize, pages.MaximumHopperSize) = (events, 10 * events);

    private static async Task Start(DocumentStore store)
    {
        await using var session = store.LightweightSession();
        session.Events.StartStream<MartenSession>(Guid.CreateVersion7(), Opened);
        await session.SaveChangesAsync();
    }

    private static async Task Cycle(DocumentStore store, Caller caller)
    {
        if (caller.Done++ % StreamLength == 0)
            caller.Stream = Guid.CreateVersion7();
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<MartenSession>(caller.Stream);
        stream.AppendOne(stream.Aggregate is { } sitting ? new MartenReported(sitting.Reports + 1) : Opened);
        await session.SaveChangesAsync();
    }

    private static async Task<List<double>> Measure(string name, TimeSpan each, Func<Caller, Task> act)
    {
        await PerSecond(Counts[^1], Callers.WarmUp, act);
        var figures = new List<double>();
        foreach (var callers in Counts)
            figures.Add(await PerSecond(callers, each, act));
        Table.Row(name, figures.Select(Table.Number));
        return figures;
    }

    private static async Task<double> PerSecond(int callers, TimeSpan each, Func<Caller, Task> act)
    {
        Caller[] all = [.. Enumerable.Range(0, callers).Select(_ => new Caller())];
        return (await Callers.Run(callers, each, caller => act(all[caller]))).PerSecond;
    }

    // Streams of ten events, and a read model of a row for each.
    private static async Task Daemon(string connectionString, int events)
    {
        const string schema = "marten_daemon";
        using (var store = await Open(connectionString, schema, Connections, _ => { }))
            await Fill(store, events);
        Table.Head("its daemon, events a second", $"of {events:N0}");
        var figures = new List<(string Name, double PerSecond)>();
        foreach (var (name, rebuild, pages, set) in Daemons.Prepend(Daemons[0]))
        {
            using var store = await Open(connectionString, schema, Connections, options =>
            {
                options.Projections.Snapshot<MartenSession>(SnapshotLifecycle.Async, pages);
                set(options);
            });
            await store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(MartenSession));
            await Peers.Scalar(connectionString,
                $"delete from {schema}.mt_event_progression where name <> 'HighWaterMark'");
            figures.Add((name, events / (await CatchUp(store, rebuild)).TotalSeconds));
            await using var session = store.QuerySession();
            if (await session.Query<MartenSession>().CountAsync() != events / StreamLength)
                throw new InvalidOperationException($"{name}: it is not through.");
        }
        // The first has warmed up.
        figures.RemoveAt(0);
        foreach (var (name, perSecond) in figures)
            Table.Row(name, Table.Number(perSecond));
        var best = figures.MaxBy(one => one.PerSecond);
        Table.Row("the best daemon", Table.Number(best.PerSecond), best.Name);
    }

    private static async Task Fill(DocumentStore store, int events)
    {
        object[] stream = [Opened, .. Enumerable.Range(1, StreamLength - 1).Select(n => new MartenReported(n))];
        for (var written = 0; written < events; written += StreamsACommit * StreamLength)
        {
            await using var session = store.LightweightSession();
            for (var n = 0; n < StreamsACommit; n++)
                session.Events.StartStream<MartenSession>(Guid.CreateVersion7(), stream);
            await session.SaveChangesAsync();
        }
    }

    private static async Task<TimeSpan> CatchUp(DocumentStore store, bool rebuild)
    {
        using var daemon = await store.BuildProjectionDaemonAsync();
        var start = Stopwatch.GetTimestamp();
        if (rebuild)
            await daemon.RebuildProjectionAsync<MartenSession>(CatchUpMax, CancellationToken.None);
        else
        {
            await daemon.StartAllAsync();
            await daemon.WaitForNonStaleData(CatchUpMax);
        }
        var took = Stopwatch.GetElapsedTime(start);
        await daemon.StopAllAsync();
        return took;
    }

    private sealed class Caller
    {
        public int Done { get; set; }

        public Guid Stream { get; set; }
    }
}

/// <summary>A session as Marten's users write it.</summary>
public sealed partial class MartenSession
{
    public Guid Id { get; set; }

    public string Title { get; set; } = "";

    public int Reports { get; set; }

    public static MartenSession Create(MartenOpened opened) => new() { Title = opened.Title };

    public void Apply(MartenReported reported) => Reports = reported.Number;
}

/// <summary>An event of the usual size.</summary>
public sealed record MartenOpened(
    Guid Room, DateTimeOffset StartsAt, string Title, IReadOnlyList<string> PolicyDomains);

/// <summary>A small one.</summary>
public sealed record MartenReported(int Number);
