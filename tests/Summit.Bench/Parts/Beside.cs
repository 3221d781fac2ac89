using System.Diagnostics;
using Npgsql;

namespace Summit.Bench;

/// <summary>
/// Routes of the service, on either engine, beside the same routes written on Wolverine.Http and Marten
/// (tests/Summit.Peer): over HTTP, in one run, on one PostgreSQL, by one load. They take turns, so that whatever else
/// the machine does meets all of them.
/// </summary>
internal static class HttpPeer
{
    private const int Connections = 64;
    private const int Turns = 3;
    private const double QuietShare = 0.1;
    private const int Starts = 5;
    private const string Peer = "Summit.Peer.dll";

    private static readonly TimeSpan QuietWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    // The service first, the peer last.
    private static readonly Program[] Programs =
    [
        new("us", "Summit.dll"), new("us on Marten", "Summit.dll", Engine: "critter-stack"), new("peer", Peer),
    ];

    /// <summary>Measures and prints.</summary>
    /// <param name="connectionString">A superuser's, of a server on this machine.</param>
    /// <param name="each">How long each figure is measured.</param>
    public static async Task Run(string connectionString, TimeSpan each)
    {
        var server = (int)(await Peers.Scalar(connectionString,
            "select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int"))!;
        var databases = new List<string>();
        foreach (var program in Programs)
        {
            var name = $"beside_{databases.Count}";
            await Peers.Scalar(connectionString, $"create database {name}");
            databases.Add(new NpgsqlConnectionStringBuilder(connectionString) { Database = name }.ConnectionString);
        }
        await CreatePeer(databases[^1]);
        await StartAndRest(databases);

        Table.Head($"a second, {Connections} connections",
            [.. Programs.Select(one => one.Name), "us / peer", "  us on a core"]);
        var sides = new List<Side>();
        try
        {
            foreach (var (program, database) in Programs.Zip(databases))
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
            await Compare("create a session", side => Always(side, each, side.Setup.ScheduleSession));
            await Compare(
                "reschedule", async side => await Always(side, each, await side.Setup.Reschedule(Connections)));
            await Compare("draft a recommendation", side => Always(side, each, side.Setup.DraftRecommendation));
            await Compare("accept a forward", side => Forwards(side, each));
            await Compare("GET with ETag", side => Always(side, each, line => line.Get(side.Setup.SessionPath)));
        }

        Task Compare(string name, Func<Side, Task<Act>> begin) => HttpPeer.Compare(name, sides, server, begin);
    }

    private static async Task<Side> Begin(Program program, string database)
    {
        var process = await program.Start(database);
        if (program.Dll == Peer)
            return new Side(process, null, await Setup.OfPeer(process.Address));
        var setup = await Setup.Make(process.Address, ServiceProcess.Key);
        await setup.ConveneWorldAssembly();
        return new Side(process, ServiceProcess.Key, setup);
    }

    private static async Task StartAndRest(List<string> databases)
    {
        var all = Programs.Select(_ => new List<(double Ms, double Mb)>()).ToArray();
        // The first start makes the tables.
        for (var n = 0; n <= Starts; n++)
        {
            for (var side = 0; side < Programs.Length; side++)
            {
                await using var process = await Programs[side].Start(databases[side]);
                if (n > 0)
                    all[side].Add((process.FirstAnswer.TotalMilliseconds, process.ResidentMegabytes()));
            }
        }
        Table.Head("", [.. Programs.Select(one => one.Name), "us / peer"]);
        Row("ms to the first answer", one => one.Ms);
        Row("MB resident at rest", one => one.Mb);

        void Row(string name, Func<(double Ms, double Mb), double> of)
        {
            double[] medians = [.. all.Select(side => Figure.Median(side.Select(of)))];
            Table.Row(name, [.. medians.Select(Table.Number), Table.Ratio(medians[0] / medians[^1])]);
        }
    }

    private static async Task Compare(string name, List<Side> sides, int server, Func<Side, Task<Act>> begin)
    {
        var acts = new List<Act>();
        foreach (var side in sides)
            acts.Add(await begin(side));
        var rates = sides.Select(_ => new List<double>()).ToArray();
        var costs = sides.Select(_ => new List<double>()).ToArray();
        for (var turn = 0; turn < sides.Count * Turns; turn++)
        {
            var side = turn % sides.Count;
            await acts[side].Ready();
            await Quiet();
            var before = Spent();
            var (perSecond, count) = await acts[side].Measure();
            rates[side].Add(perSecond);
            costs[side].Add((Spent() - before) * 1e6 / count);

            double Spent() => Cpu.Spent(sides[side].Process.Id) + Cpu.Spent(server);
        }

        double[] medians = [.. rates.Select(Figure.Median)];
        Table.Row(name,
        [
            .. medians.Select(Table.Number), Table.Ratio(medians[0] / medians[^1]),
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

            double All() => sides.Sum(side => Cpu.Spent(side.Process.Id)) + Cpu.Spent(server);
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

    private static async Task CreatePeer(string database)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, Peer), "create"])
        {
            RedirectStandardOutput = true, Environment = { ["ConnectionStrings__Summit"] = database },
        };
        using var create = Process.Start(start)!;
        var said = await create.StandardOutput.ReadToEndAsync();
        await create.WaitForExitAsync();
        if (create.ExitCode != 0)
            throw new InvalidOperationException(said);
    }

    private sealed record Program(string Name, string Dll, string? Engine = null)
    {
        public Task<ServiceProcess> Start(string database) => ServiceProcess.Start(database,
            Engine is null ? null : new Dictionary<string, string> { ["Summit__Engine"] = Engine }, program: Dll);
    }

    private sealed record Act(Func<Task> Ready, Func<Task<(double PerSecond, long Count)>> Measure);

    private sealed record Side(ServiceProcess Process, string? Key, Setup Setup)
    {
        public Task<Lines> Connect() => Lines.Open(Connections, Process.Address, Key);
    }
}
