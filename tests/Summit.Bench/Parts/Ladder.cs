namespace Summit.Bench;

/// <summary>
/// What a durable row costs, rung by rung: PostgreSQL by itself, the store's append, its command (load, decide, append,
/// project), the command over HTTP. Each as a ratio of the first with as many callers.
/// </summary>
internal static class Ladder
{
    private static readonly TimeSpan Counting = TimeSpan.FromSeconds(1);

    public static async Task Run(Bench bench)
    {
        var connection = await bench.NewDatabase("ladder");
        Table.Head("a second, durably", Callers.Columns);
        var pgbench = new List<double>();
        foreach (var callers in Callers.Counts)
            pgbench.Add(await Peers.Pgbench(connection, callers, bench.Each));
        Table.Row("pgbench: one row, one transaction", pgbench.Select(Table.Number));
        await Store(bench, connection, pgbench);
        await Http(bench, await bench.NewDatabase("ladder_http"), pgbench);
    }

    private static async Task Store(Bench bench, string connection, List<double> pgbench)
    {
        await using var store = await StoreBench.Make(connection);
        await using var line = new RoundTrips(connection);
        await using var counted = new StoreBench(line.ConnectionString);
        foreach (var (name, act) in new (string, Func<StoreBench, Func<int, Task>>)[]
        {
            ("store append", its => _ => its.Append()),
            ("store command", its => its.SmallStreams()),
            ("store command, nothing remembered", its => its.SmallStreams(remembered: false)),
        })
        {
            Table.Figures(name, await Callers.Measure(bench.Each, act(store)), pgbench, "pgbench");
            var trips = new List<string>();
            foreach (var callers in Callers.Counts)
            {
                await Callers.Run(callers, Counting, act(counted));
                var before = line.Count;
                var figure = await Callers.Run(callers, Counting, act(counted));
                trips.Add(Table.Ratio((double)(line.Count - before) / figure.Count));
            }
            Table.Row("  round trips each", trips);
        }
    }

    private static async Task Http(Bench bench, string connection, List<double> pgbench)
    {
        await using var service = await ServiceProcess.Start(connection);
        var congress = await Setup.Make(service.Address, ServiceProcess.Key);
        foreach (var (name, act) in new (string, Func<Line, Task>)[]
        {
            ("HTTP: schedule a session", congress.ScheduleSession),
            ("HTTP: draft a recommendation", congress.DraftRecommendation),
        })
        {
            var (figures, costs) = await bench.Measure(service, act);
            Table.Figures(name, figures, pgbench, "pgbench");
            Table.Row("  us on a core, with PostgreSQL", costs);
        }
        Table.Row("memory after that", $"{Table.Number(service.ResidentMegabytes())} MB resident");
    }
}
