namespace Summit.Bench;

/// <summary>
/// Whether one caller can make all others wait: an organiser's writes, one at a time, alone and beside many connections
/// of another key. Some only read: what they cost the organiser is the processor's, not the line's.
/// </summary>
internal static class CrowdedLine
{
    private const int Crowd = 64;
    private const int Rounds = 3;

    public static async Task Run(Bench bench)
    {
        await using var service = await ServiceProcess.Start(await bench.NewDatabase("line"));
        var congress = await Setup.Make(service.Address, ServiceProcess.Key);
        await using var organiser = await Line.Open(service.Address, await congress.Organiser());
        await using var crowd = await Lines.Open(Crowd, service.Address, await congress.Organiser());
        await Callers.Run(Crowd, Callers.WarmUp, caller => congress.ScheduleSession(crowd[caller]));
        (string Name, Func<Line, Task>? Act)[] crowds =
        [
            ("alone", null),
            ($"beside {Crowd} that read", line => line.Get(congress.SessionPath)),
            ($"beside {Crowd} that write", congress.ScheduleSession),
            ($"beside {Crowd} that repeat a command", congress.Repeated()),
            ($"beside {Crowd} that want a taken room", congress.TakenRoom),
        ];
        var rounds = crowds.Select(_ => new List<(Figure Mine, Figure? Theirs, string Cost)>()).ToArray();
        for (var round = 0; round <= Rounds; round++)
        {
            for (var n = 0; n < crowds.Length; n++)
            {
                var one = await Measure(crowds[n].Act);
                // The first has warmed up.
                if (round > 0)
                    rounds[n].Add(one);
            }
        }
        Table.Head("an organiser's write", "p50 ms", "x alone", "p95 ms", "x alone", "their answers/s", "us on a core");
        foreach (var ((name, _), all) in crowds.Zip(rounds))
        {
            Table.Row(name, Table.Short(Median(all, one => one.P50)), Ratio(all, one => one.P50),
                Table.Short(Median(all, one => one.P95)), Ratio(all, one => one.P95),
                all[0].Theirs is null ? "" : Table.Number(Figure.Median(all.Select(one => one.Theirs!.PerSecond))),
                all[^1].Cost);
        }

        async Task<(Figure, Figure?, string)> Measure(Func<Line, Task>? act)
        {
            var theirs = act is null ? null : Callers.Run(Crowd, bench.Each, caller => act(crowd[caller]));
            var mine = Callers.Run(1, bench.Each, _ => congress.ScheduleSession(organiser));
            var (_, cost) = await bench.Measure(service, () => theirs ?? mine);
            return (await mine, theirs is null ? null : await theirs, cost);
        }

        string Ratio(List<(Figure Mine, Figure?, string)> all, Func<Figure, double> of) => Table.Ratio(
            Figure.Median(all.Zip(rounds[0], (one, alone) => of(one.Mine) / of(alone.Mine))));
    }

    private static double Median(List<(Figure Mine, Figure?, string)> all, Func<Figure, double> of) =>
        Figure.Median(all.Select(one => of(one.Mine)));
}
