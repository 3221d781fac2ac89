using System.Diagnostics;

namespace Summit.Bench;

/// <summary>
/// Routes of the service beside the same routes of another build of it, and of a peer written on Wolverine.Http and
/// Marten (tests/Summit.Peer): over HTTP, in one run, on one PostgreSQL, by one load. They take many short turns, each
/// in the opposite order of the last, so that whatever else the machine does meets all of them; a ratio is the median
/// of those of each turn.
/// </summary>
internal static class Beside
{
    private const int Connections = 64;
    private const int Turns = 16;
    private const double Figures = 3;
    private const double QuietShare = 0.1;
    private const int Starts = 5;

    private static readonly TimeSpan QuietWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    private static readonly Program Us = new("us", "Summit.dll");

    /// <summary>Measures the service beside the peer, and beside another build of it where one is named.</summary>
    public static async Task Peer(Bench bench, DirectoryInfo? before) =>
        await Run(bench, [Us, .. Before(before), new Program("peer", await PeerBuild.Make(), IsPeer: true)]);

    /// <summary>Measures the service beside another build of it.</summary>
    public static Task AnotherBuild(Bench bench, DirectoryInfo? before) => before is null
        ? throw new ArgumentException("Say where the other build is: --before <folder with Summit.dll>.")
        : Run(bench, [Us, .. Before(before)]);

    private static Program[] Before(DirectoryInfo? folder) =>
        folder is null ? [] : [new Program("before", Path.Combine(folder.FullName, "Summit.dll"))];

    private static async Task Run(Bench bench, Program[] programs)
    {
        var databases = new List<string>();
        foreach (var program in programs)
            databases.Add(await bench.NewDatabase($"beside_{program.Name}"));
        if (programs[^1].IsPeer)
            await PeerBuild.CreateTables(programs[^1].Dll, databases[^1]);
        await StartAndRest(programs, databases);

        Table.Head($"a second, {Connections} connections",
            [.. programs.Select(one => one.Name), .. Others(programs), "  us on a core"]);
        var sides = new List<Side>();
        try
        {
            foreach (var (program, database) in programs.Zip(databases))
                sides.Add(await Begin(program, database));
            await Routes();
            Table.Row("MB resident after that",
                [.. sides.Select(side => Table.Number(side.Process.ResidentMegabytes()))]);
        }
        finally
        {
            foreach (var side in sides)
                await side.Process.DisposeAsync();
        }

        async Task Routes()
        {
            var each = bench.Each * Figures / Turns;
            await Compare("create a session", side => Always(side, each, side.Setup.ScheduleSession));
            await Compare(
                "reschedule", async side => await Always(side, each, await side.Setup.Reschedule(Connections)));
            await Compare("draft a recommendation", side => Always(side, each, side.Setup.DraftRecommendation));
            await Compare("accept a forward", side => Forwards(side, each));
            await Compare("GET with ETag", side => Always(side, each, line => line.Get(side.Setup.SessionPath)));
        }

        Task Compare(string name, Func<Side, Task<Act>> begin) => Beside.Compare(bench, name, sides, begin);
    }

    private static async Task<Side> Begin(Program program, string database)
    {
        var process = await program.Start(database);
        if (program.IsPeer)
            return new Side(process, null, await Setup.OfPeer(process.Address));
        var setup = await Setup.Make(process.Address, ServiceProcess.Key);
        await setup.ConveneWorldAssembly();
        return new Side(process, ServiceProcess.Key, setup);
    }

    private static async Task StartAndRest(Program[] programs, List<string> databases)
    {
        var all = programs.Select(_ => new List<(double Ms, double Mb)>()).ToArray();
        // The first start makes the tables.
        for (var n = 0; n <= Starts; n++)
        {
            for (var side = 0; side < programs.Length; side++)
            {
                await using var process = await programs[side].Start(databases[side]);
                if (n > 0)
                    all[side].Add((process.FirstAnswer.TotalMilliseconds, process.ResidentMegabytes()));
            }
        }
        Table.Head("", [.. programs.Select(one => one.Name), .. Others(programs)]);
        Row("ms to the first answer", one => one.Ms);
        Row("MB resident at rest", one => one.Mb);

        void Row(string name, Func<(double Ms, double Mb), double> of)
        {
            double[][] figures = [.. all.Select(side => side.Select(of).ToArray())];
            Table.Row(name, [.. figures.Select(side => Table.Number(Figure.Median(side))), .. Ratios(figures)]);
        }
    }

    private static IEnumerable<string> Others(Program[] programs) =>
        programs.Skip(1).Select(other => $"us / {other.Name}");

    // Each other's ratio in each turn, and of these the one in the middle.
    private static IEnumerable<string> Ratios(double[][] figures) => figures.Skip(1).Select(other =>
        Table.Ratio(Figure.Median(figures[0].Zip(other, (own, its) => own / its))));

    private static async Task Compare(Bench bench, string name, List<Side> sides, Func<Side, Task<Act>> begin)
    {
        var acts = new List<Act>();
        foreach (var side in sides)
            acts.Add(await begin(side));
        var rates = sides.Select(_ => new List<double>()).ToArray();
        var costs = sides.Select(_ => new List<double>()).ToArray();
        for (var turn = 0; turn < sides.Count * Turns; turn++)
        {
            var place = turn % sides.Count;
            var side = turn / sides.Count % 2 == 0 ? place : sides.Count - 1 - place;
            await acts[side].Ready();
            await Quiet();
            var before = Spent();
            var (perSecond, count) = await acts[side].Measure();
            rates[side].Add(perSecond);
            costs[side].Add((Spent() - before) * 1e6 / count);

            double Spent() => Cpu.Spent(sides[side].Process.Id) + bench.SpentByPostgres;
        }

        Table.Row(name,
        [
            .. rates.Select(side => Table.Number(Figure.Median(side))),
            .. Ratios([.. rates.Select(side => side.ToArray())]),
            "  " + string.Join(" / ", costs.Select(side => Table.Number(Figure.Median(side)))),
        ]);

        // Nobody pays for what another has left to do: views to bring up to date, messages to deliver.
        async Task Quiet()
        {
            using var moments = new PeriodicTimer(Moment);
            var (start, before) = (Stopwatch.GetTimestamp(), double.NegativeInfinity);
            while (Stopwatch.GetElapsedTime(start) < QuietWithin && All() - before > Moment.TotalSeconds * QuietShare)
            {
                before = All();
                await moments.WaitForNextTickAsync();
            }

            double All() => sides.Sum(side => Cpu.Spent(side.Process.Id)) + bench.SpentByPostgres;
        }
    }

    private static Task<Act> Always(Side side, TimeSpan each, Func<Line, Task> act) =>
        Always(side, each, (line, _) => act(line));

    private static async Task<Act> Always(Side side, TimeSpan each, Func<Line, int, Task> act)
    {
        var lines = await side.Connect();
        await Callers.Run(Connections, Callers.WarmUp, caller => act(lines[caller], caller));
        return new Act(() => Task.CompletedTask, async () =>
        {
            var figure = await Callers.Run(Connections, each, caller => act(lines[caller], caller));
            return (figure.PerSecond, figure.Count);
        });
    }

    // A recommendation is forwarded once: some are drafted and agreed beforehand, and all of them forwarded.
    private static async Task<Act> Forwards(Side side, TimeSpan each)
    {
        var lines = await side.Connect();
        var agreed = await side.Setup.Agreed(Callers.WarmUp);
        await Forward();
        return new Act(async () => agreed = await side.Setup.Agreed(2 * each), Forward);

        async Task<(double, long)> Forward()
        {
            var (count, start) = (agreed.Count, Stopwatch.GetTimestamp());
            await Task.WhenAll(Enumerable.Range(0, Connections).Select(caller => Task.Run(async () =>
            {
                while (agreed.TryDequeue(out var id))
                    await lines[caller].Post($"/v1/recommendations/{id}/forward", "{}");
            })));
            return (count / Stopwatch.GetElapsedTime(start).TotalSeconds, count);
        }
    }

    private sealed record Program(string Name, string Dll, bool IsPeer = false)
    {
        public Task<ServiceProcess> Start(string database) => ServiceProcess.Start(database, program: Dll);
    }

    private sealed record Act(Func<Task> Ready, Func<Task<(double PerSecond, long Count)>> Measure);

    private sealed record Side(ServiceProcess Process, string? Key, Setup Setup)
    {
        public Task<Lines> Connect() => Lines.Open(Connections, Process.Address, Key);
    }
}
