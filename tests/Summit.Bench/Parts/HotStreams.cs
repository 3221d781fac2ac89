namespace Summit.Bench;

/// <summary>
/// Commands on a number of streams, all as often, and by Zipf's law: a few of them much more often than the others, so
/// that callers meet: they take turns, as in the service, where conflicts are tried three times in all.
/// </summary>
internal static class HotStreams
{
    private const int Streams = 2_000;
    private const double Exponent = 1;

    public static async Task Run(Bench bench)
    {
        Table.Head($"a second, on {Streams:N0} streams", Callers.Columns);
        await using (var store = await StoreBench.Make(await bench.NewDatabase("hot")))
        {
            var streams = Enumerable.Range(0, Streams).Select(_ => Guid.CreateVersion7()).ToArray();
            await Compare(bench, "store command", (_, stream) => store.Command(streams[stream]),
                () => store.Conflicts.All, () => store.Conflicts.GivenUp);
        }
        using var conflicts = new Conflicts();
        await using var service =
            await ServiceProcess.Start(await bench.NewDatabase("hot_http"), conflicts.Environment);
        var act = await (await Setup.Make(service.Address, ServiceProcess.Key)).GiveRoles(Streams);
        await using var lines = await Lines.Open(Callers.Counts.Max(), service.Address, ServiceProcess.Key);
        var refused = 0L;
        await Compare(bench, "HTTP: give a role", async (caller, stream) =>
        {
            if (!await act(lines[caller], stream))
                Interlocked.Increment(ref refused);
        }, () => conflicts.Count, () => Volatile.Read(ref refused));
    }

    private static async Task Compare(
        Bench bench, string name, Func<int, int, Task> act, Func<long> conflicts, Func<long> refused)
    {
        var evenly = new List<double>();
        foreach (var (how, which) in new[] { ("evenly", new Zipf(Streams, 0)), ("Zipf", new Zipf(Streams, Exponent)) })
        {
            await Callers.Warm(caller => act(caller, which.Next()));
            var figures = new List<Figure>();
            var met = new List<string>();
            foreach (var callers in Callers.Counts)
            {
                var (before, refusedBefore) = (conflicts(), refused());
                var figure = await Callers.Run(callers, bench.Each, caller => act(caller, which.Next()));
                figures.Add(figure);
                met.Add($"{Share(conflicts() - before, figure)} / {Share(refused() - refusedBefore, figure)}");
            }
            if (evenly.Count == 0)
                evenly.AddRange(figures.Select(figure => figure.PerSecond));
            Table.Figures($"{name}, {how}", figures, evenly, "evenly");
            Table.Row("  % conflicts / refused in the end", met);
        }
    }

    private static string Share(long count, Figure of) => Table.Short(100.0 * count / of.Count);
}
