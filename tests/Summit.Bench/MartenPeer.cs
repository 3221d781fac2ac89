using System.Diagnostics;
using System.Globalization;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;

namespace Summit.Bench;

/// <summary>
/// Marten by itself at its best settings, in a schema of its own: what a service would get that is written on it alone.
/// </summary>
internal static class MartenPeer
{
    private const string Schema = "marten_peer";
    private const int StreamLength = 10;

    private static readonly int[] Callers = [1, 16, 64];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CatchUpMax = TimeSpan.FromMinutes(10);

    private static readonly MartenOpened Opened = new(
        Guid.Parse("0192f0c1-2b3c-7d4e-8f50-617283940a1c"), new DateTimeOffset(2019, 11, 12, 7, 0, 0, TimeSpan.Zero),
        "How cities and regions house everybody: what they have promised, what they have done, and what is left",
        ["right-to-the-city", "housing", "finance"]);

    /// <summary>Measures and prints.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="each">How long each figure is measured.</param>
    public static async Task Run(string connectionString, TimeSpan each)
    {
        using var store = DocumentStore.For(options => Configure(options, connectionString));
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.All);
        Print("Marten alone, a second", [.. Callers.Select(callers => $"{callers} callers")]);
        await Measure("start a stream, one event", each, _ => Start(store));
        await Measure("fetch, append, save", each, caller => Cycle(store, caller));
        await CatchUp(connectionString, store);
    }

    private static void Configure(StoreOptions options, string connectionString)
    {
        options.Connection(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, NoResetOnClose = true, MaxPoolSize = 100,
        }.ConnectionString);
        options.DatabaseSchemaName = Schema;
        options.Events.AppendMode = EventAppendMode.Quick;
        options.Events.AddEventType<MartenOpened>();
        options.Events.AddEventType<MartenReported>();
    }

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

    private static async Task Measure(string name, TimeSpan each, Func<Caller, Task> act)
    {
        await PerSecond(Callers[^1], WarmUp, act);
        var cells = new List<string>();
        foreach (var callers in Callers)
            cells.Add(Number(await PerSecond(callers, each, act)));
        Print(name, cells);
    }

    private static async Task<double> PerSecond(int callers, TimeSpan each, Func<Caller, Task> act)
    {
        long done = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var caller = new Caller();
            for (; Stopwatch.GetElapsedTime(start) < each; Interlocked.Increment(ref done))
                await act(caller);
        })));
        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // A second store on the same events, with a read model that has seen none of them.
    private static async Task CatchUp(string connectionString, DocumentStore store)
    {
        var events = (await store.Advanced.FetchEventStoreStatistics()).EventCount;
        using var reading = DocumentStore.For(options =>
        {
            Configure(options, connectionString);
            options.Projections.Snapshot<MartenSession>(SnapshotLifecycle.Async);
        });
        await reading.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.All);
        using var daemon = await reading.BuildProjectionDaemonAsync();
        var start = Stopwatch.GetTimestamp();
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(CatchUpMax);
        var took = Stopwatch.GetElapsedTime(start);
        await daemon.StopAllAsync();
        Print("daemon catching up", [Number(events / took.TotalSeconds), $"of {events:N0} events"]);
    }

    private static void Print(string name, IReadOnlyList<string> cells) =>
        Console.WriteLine($"{name,-28}{string.Concat(cells.Select(cell => $"{cell,18}"))}");

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);

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
