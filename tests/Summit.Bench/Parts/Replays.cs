using System.Diagnostics;
using System.Text.Json;
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

    public static async Task Run(Bench bench)
    {
        await using var store = await StoreBench.Make(await bench.NewDatabase("replay"));
        await store.Fill(Events);
        var replay = new ProjectionRebuilder(store.Database, store.Codec, [store.Wide, store.Narrow], []);
        Table.Head($"events a second, of {Events:N0}", "");
        await Measure("rebuild, a row for every stream", () => replay.Rebuild(store.Narrow.Name, default));
        await Measure("rebuild, a row for every event", () => replay.Rebuild(store.Wide.Name, default));
        await Measure("compare, a row for every stream", () => Well(replay.Compare(store.Narrow.Name, default)));
        await Measure("compare, a row for every event", () => Well(replay.Compare(store.Wide.Name, default)));
        await Measure("a view catching up, row for event", () => CatchUp(store, new Read(store.Database)));
        await Measure("the hash chain catching up",
            () => CatchUp(store, new HashChain(store.Database, store.Codec)));
        await Measure("verify, with the hash chain",
            () => Well(new StoreVerifier(store.Database, store.Codec).Run(default)));
    }

    private static async Task Measure(string name, Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        Table.Row(name, Table.Number(Events / Stopwatch.GetElapsedTime(start).TotalSeconds));
    }

    private static async Task Well(Task<string?> finding)
    {
        if (await finding is { } found)
            throw new InvalidOperationException(found);
    }

    private static async Task CatchUp(StoreBench store, ISubscription subscriber)
    {
        using var end = new CancellationTokenSource();
        var subscription = new SubscriptionRunner(store.Store, store.Database, store.Codec, subscriber,
            NullLogger.Instance, TimeProvider.System);
        var running = subscription.Run(end.Token);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (subscription.Reached < Events && await look.WaitForNextTickAsync())
        {
            if (subscription.Failing is { } failing)
                throw new InvalidOperationException(failing.Why);
        }
        await end.CancelAsync();
        await running;
    }

    /// <summary>A view that is written after the events, with a row for every one.</summary>
    private sealed class Read(NpgsqlDataSource database)
        : MultiStreamProjection<Notes>("bench.read", database, JsonSerializerOptions.Web)
    {
        public override IReadOnlyCollection<string> Types { get; } = [.. Notes.Stream.Events.Select(one => one.Wire)];

        public override IEnumerable<Guid> Keys(RecordedEvent happened) => [happened.Stream];

        public override Notes? Apply(Guid key, Notes? row, RecordedEvent happened) =>
            Notes.Stream.Evolve(row ?? Notes.Stream.Initial, (Noted)happened.Data);
    }
}
