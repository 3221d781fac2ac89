using System.Diagnostics;
using System.Text.Json;
using JasperFx.Events;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Summit.Store;

namespace Summit.Bench;

/// <summary>
/// How fast events are read again: rebuilds and comparisons of views, readers that catch up, verifying.
/// </summary>
internal static class Replays
{
    private const long Events = 500_000;

    private static readonly TimeSpan CatchUpMax = TimeSpan.FromMinutes(10);

    public static async Task Run(Bench bench)
    {
        await using var store = await StoreBench.Make(await bench.NewDatabase("replay"));
        await store.Fill(Events);
        var replay = Rebuilder(store);
        Table.Head($"events a second, of {Events:N0}", "");
        await Measure("rebuild, a row for every stream", () => replay.Rebuild(store.Narrow.Name, default));
        await Measure("rebuild, a row for every event", () => replay.Rebuild(store.Wide.Name, default));
        await Measure("compare, a row for every stream",
            async () => Well(await replay.Compare(store.Narrow.Name, default)));
        await Measure("compare, a row for every event",
            async () => Well(await replay.Compare(store.Wide.Name, default)));
        await Measure("a view catching up, row for stream", () => CatchUp(store, new Started(store.Database)));
        await Measure("a view catching up, row for event", () => CatchUp(store, new Read(store.Database)));
        await Measure("the hash chain catching up",
            () => CatchUp(store, new HashChain(store.Database)));
        await Measure("verify, with the hash chain",
            async () => Well((await new StoreVerifier(store.Database, store.Types, new HashChain(store.Database))
                .Run(default)).FirstOrDefault()));
    }

    private static async Task Measure(string name, Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        Table.Row(name, Table.Number(Events / Stopwatch.GetElapsedTime(start).TotalSeconds));
    }

    private static void Well(string? finding)
    {
        if (finding is { } found)
            throw new InvalidOperationException(found);
    }

    private static ProjectionRebuilder Rebuilder(StoreBench store) =>
        new(store.Database, store.Streams, store.Types, [store.Wide, store.Narrow], []);

    // As in the service: by Marten's daemon, under a lease.
    private static async Task CatchUp(StoreBench store, EventSubscription subscription)
    {
        using var marten = store.OpenMarten([subscription], store.Signal);
        var admin = new SubscriptionAdmin(store.Database, store.Types, [subscription], TimeProvider.System);
        using var host = new SubscriptionHost(marten, store.Database, store.Streams, [subscription], store.Signal,
            new AppendListener(store.ConnectionString, store.Signal, NullLogger<AppendListener>.Instance),
            admin, Rebuilder(store), NullLogger<SubscriptionHost>.Instance);
        await host.StartAsync(default);
        if (!await host.CaughtUp(Events, CatchUpMax, default))
        {
            var state = (await admin.All(default)).Single();
            throw new InvalidOperationException($"{state.Name} is at {state.Position}: {state.Failing?.Why}");
        }
        await host.StopAsync(default);
    }

    /// <summary>A view that is written after the events, with a row for every stream.</summary>
    private sealed class Started(NpgsqlDataSource database)
        : MultiStreamProjection<Notes>("bench.started", [typeof(Noted)], database, JsonSerializerOptions.Web)
    {
        public override IEnumerable<Guid> Keys(IEvent happened) => [happened.StreamId];

        public override Notes? Apply(Guid key, Notes? row, IEvent happened) => row ?? Notes.Stream.Initial;
    }

    /// <summary>A view that is written after the events, with a row for every one.</summary>
    private sealed class Read(NpgsqlDataSource database)
        : MultiStreamProjection<Notes>("bench.read", [typeof(Noted)], database, JsonSerializerOptions.Web)
    {
        public override IEnumerable<Guid> Keys(IEvent happened) => [happened.StreamId];

        public override Notes? Apply(Guid key, Notes? row, IEvent happened) =>
            Notes.Stream.Evolve(row ?? Notes.Stream.Initial, (Noted)happened.Data);
    }
}
