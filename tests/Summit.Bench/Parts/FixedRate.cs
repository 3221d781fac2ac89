using System.Diagnostics;
using System.Threading.Channels;

namespace Summit.Bench;

/// <summary>
/// Commands that come at a fixed rate, whether those before them are answered or not, and how far the read models are
/// behind meanwhile. A command's time counts from when it was due: one that has to wait for others has waited.
/// </summary>
internal static class FixedRate
{
    private const int PerSecond = 1_000;

    // Percentiles need more than a closed loop's rate does.
    private const int Longer = 4;

    public static async Task Run(Bench bench)
    {
        var connection = await bench.NewDatabase("rate");
        await using var service = await ServiceProcess.Start(connection);
        var congress = await Setup.Make(service.Address, ServiceProcess.Key);
        await using var lines = await Lines.Open(Callers.Counts.Max(), service.Address, ServiceProcess.Key);
        await Callers.Warm(caller => Act(congress, lines[caller], caller));
        await Paced(bench.Each, lines, congress, []);
        await using var lag = await Lag.Watch(connection);
        var late = new List<double>();
        var (figure, cost) =
            await bench.Measure(service, () => Paced(Longer * bench.Each, lines, congress, late));
        Table.Head($"ms, at {PerSecond:N0} commands a second", "p50", "p99", "max", "of");
        Print("HTTP command, from when it was due", figure);
        Print("  of which sent late", Figure.Of(late, Longer * bench.Each));
        Table.Row("  us on a core, with PostgreSQL", cost);
        foreach (var (reader, behind) in await lag.Behind())
            Print($"behind: {reader}", behind);
    }

    private static Task Act(Setup congress, Line line, int n) =>
        n % 2 == 0 ? congress.ScheduleSession(line) : congress.DraftRecommendation(line);

    private static async Task<Figure> Paced(TimeSpan duration, Lines lines, Setup congress, List<double> late)
    {
        var due = Channel.CreateUnbounded<(int N, long At)>();
        var start = Stopwatch.GetTimestamp();
        var pacing = Task.Run(() => Pace(due.Writer, start, duration));
        var all = await Task.WhenAll(Enumerable.Range(0, Callers.Counts.Max()).Select(caller => Task.Run(async () =>
        {
            var times = new List<(double Late, double Whole)>();
            await foreach (var (n, at) in due.Reader.ReadAllAsync())
            {
                var sent = Stopwatch.GetElapsedTime(at).TotalMilliseconds;
                await Act(congress, lines[caller], n);
                times.Add((sent, Stopwatch.GetElapsedTime(at).TotalMilliseconds));
            }
            return times;
        })));
        await pacing;
        late.AddRange(all.SelectMany(times => times.Select(time => time.Late)));
        return Figure.Of(all.SelectMany(times => times.Select(time => time.Whole)), Stopwatch.GetElapsedTime(start));
    }

    // What is due is sent tick by tick: to spin would take a core from what is measured.
    private static async Task Pace(ChannelWriter<(int N, long At)> due, long start, TimeSpan duration)
    {
        var count = (int)(PerSecond * duration.TotalSeconds);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var n = 0; n < count; await tick.WaitForNextTickAsync())
        {
            for (; n < count && At(n) <= Stopwatch.GetTimestamp(); n++)
                due.TryWrite((n, At(n)));
        }
        due.Complete();

        long At(int n) => start + n * Stopwatch.Frequency / PerSecond;
    }

    private static void Print(string name, Figure figure) => Table.Row(name, Table.Short(figure.P50),
        Table.Short(figure.P99), Table.Short(figure.Max), Table.Number(figure.Count));
}
