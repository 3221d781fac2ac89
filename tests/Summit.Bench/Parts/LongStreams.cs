using System.Diagnostics;

namespace Summit.Bench;

/// <summary>
/// Streams of ten thousand events: what it takes to load one, to decide on one that is remembered, and on one that is
/// not, as after a restart. The difference is what a snapshot could save.
/// </summary>
internal static class LongStreams
{
    private const int Events = 10_000;
    private const int EventsACommit = 500;
    private const int Times = 20;
    private const int Several = 4;

    public static async Task Run(Bench bench)
    {
        var connection = await bench.NewDatabase("long");
        await using var store = await StoreBench.Make(connection);
        var streams = new List<Guid>();
        for (var n = 0; n < Several; n++)
            streams.Add(await Fill(store));
        var first = streams[0];
        Table.Head($"a stream of {Events:N0} events, ms", "median", "the slowest", "us an event");
        await Measure("load from zero", () => store.Load(first));
        await Measure("command, remembered", () => store.Command(first));
        await Measure("command, nothing remembered", () => store.Command(first, remembered: false));
        var (turn, begun) = (0, new List<StoreBench>());
        await Measure("command, the first after a restart", () =>
        {
            begun.Add(new StoreBench(connection));
            return begun[^1].Command(first);
        });
        foreach (var one in begun)
            await one.DisposeAsync();
        await Measure($"command, {Several} such streams in turn", () => store.Command(streams[turn++ % Several]));
    }

    private static async Task<Guid> Fill(StoreBench store)
    {
        var stream = Guid.CreateVersion7();
        var state = Notes.Stream.Initial;
        for (var version = 0; version < Events; version += EventsACommit)
        {
            await store.Append(stream, state, version, EventsACommit);
            state = new Notes(version + EventsACommit, Notes.New().Text);
        }
        return stream;
    }

    private static async Task Measure(string name, Func<Task> act)
    {
        for (var n = 0; n < Several; n++)
            await act();
        var times = new List<double>();
        for (var n = 0; n < Times; n++)
        {
            var start = Stopwatch.GetTimestamp();
            await act();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        var median = Figure.Median(times);
        Table.Row(name, Table.Short(median), Table.Short(times.Max()), Table.Short(1000 * median / Events));
    }
}
