using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Summit.Bench;

/// <summary>
/// Routes of the service beside the same routes written on Wolverine.Http and Marten (tests/Summit.Peer), over HTTP, in
/// one run, on one PostgreSQL, by one load. The two take turns, so that what else the machine does meets both.
/// </summary>
internal static class HttpPeer
{
    private const int Connections = 64;
    private const int Turns = 3;
    private const int Starts = 5;
    private const int ForwardsASecond = 1_500;
    private const string Peer = "Summit.Peer.dll";

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Measures and prints.</summary>
    /// <param name="connectionString">A superuser's, of a server on this machine.</param>
    /// <param name="each">How long each figure is measured.</param>
    public static async Task Run(string connectionString, TimeSpan each)
    {
        var server = (int)(await Peers.Scalar(connectionString,
            "select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int"))!;
        var (own, others) = (await NewDatabase(connectionString, "us"), await NewDatabase(connectionString, "peer"));
        await (await ServiceProcess.Start(own)).DisposeAsync();
        await CreatePeer(others);
        Print("", "us", "peer", "us / peer");
        await StartAndRest(own, others);

        Print($"a second, {Connections} connections", "us", "peer", "us / peer", "CPU us: us", "peer");
        await using var us = await ServiceProcess.Start(own);
        await using var peer = await ServiceProcess.Start(others, program: Peer);
        var ours = new Side(us, ServiceProcess.Key, await Setup.Make(us.Address, ServiceProcess.Key));
        await ours.Setup.ConveneWorldAssembly();
        Side[] sides = [ours, new Side(peer, null, await Setup.OfPeer(peer.Address))];
        await Compare("create a session", sides, server, side => Always(side, each, side.Setup.ScheduleSession));
        await Compare("reschedule", sides, server,
            async side => await Always(side, each, await side.Setup.Reschedule(Connections)));
        await Compare("draft a recommendation", sides, server,
            side => Always(side, each, side.Setup.DraftRecommendation));
        await Compare("accept a forward", sides, server, side => Forwards(side, each));
        await Compare("GET with ETag", sides, server,
            side => Always(side, each, line => line.Get(side.Setup.SessionPath)));
        Print("MB resident after that", Number(us.ResidentMegabytes()), Number(peer.ResidentMegabytes()));
    }

    private static async Task StartAndRest(string own, string others)
    {
        var (us, peer) = (new List<(double Ms, double Mb)>(), new List<(double Ms, double Mb)>());
        for (var n = 0; n < Starts; n++)
        {
            us.Add(await Once(own, "Summit.dll"));
            peer.Add(await Once(others, Peer));
        }
        Both("ms to the first answer", one => one.Ms);
        Both("MB resident at rest", one => one.Mb);

        static async Task<(double Ms, double Mb)> Once(string database, string program)
        {
            await using var process = await ServiceProcess.Start(database, program: program);
            return (process.FirstAnswer.TotalMilliseconds, process.ResidentMegabytes());
        }

        void Both(string name, Func<(double Ms, double Mb), double> of)
        {
            var (one, other) = (Median(us.Select(of)), Median(peer.Select(of)));
            Print(name, Number(one), Number(other), Ratio(one / other));
        }
    }

    private static async Task Compare(string name, Side[] sides, int server, Func<Side, Task<Act>> begin)
    {
        Act[] acts = [await begin(sides[0]), await begin(sides[1])];
        List<double>[] rates = [[], []], costs = [[], []];
        for (var turn = 0; turn < 2 * Turns; turn++)
        {
            var side = turn % 2;
            await acts[side].Ready();
            var before = Spent();
            var (perSecond, count) = await acts[side].Measure();
            rates[side].Add(perSecond);
            costs[side].Add((Spent() - before) * 1e6 / count);

            double Spent() => Cpu.Spent(sides[side].Process.Id) + Cpu.Spent(server);
        }
        var (us, peer) = (Median(rates[0]), Median(rates[1]));
        Print(name, Number(us), Number(peer), Ratio(us / peer), Number(Median(costs[0])), Number(Median(costs[1])));
    }

    private static Task<Act> Always(Side side, TimeSpan each, Func<Line, Task> act) =>
        Always(side, each, (line, _) => act(line));

    private static async Task<Act> Always(Side side, TimeSpan each, Func<Line, int, Task> act)
    {
        var lines = await side.Lines();
        await Callers.Run(Connections, WarmUp, caller => act(lines[caller], caller));
        return new Act(() => Task.CompletedTask, async () =>
        {
            var figure = await Callers.Run(Connections, each, caller => act(lines[caller], caller));
            return (figure.PerSecond, figure.Count);
        });
    }

    // A recommendation is forwarded once: so many are drafted and agreed beforehand, and all of them forwarded.
    private static async Task<Act> Forwards(Side side, TimeSpan each)
    {
        var lines = await side.Lines();
        var agreed = await side.Setup.Agreed(Forwarded(WarmUp));
        await Forward();
        return new Act(async () => agreed = await side.Setup.Agreed(Forwarded(each)), Forward);

        async Task<(double, long)> Forward()
        {
            var (count, start) = (agreed.Count, Stopwatch.GetTimestamp());
            await Task.WhenAll(lines.Select(line => Task.Run(async () =>
            {
                while (agreed.TryDequeue(out var id))
                    await line.Post($"/v1/recommendations/{id}/forward", "{}");
            })));
            return (count / Stopwatch.GetElapsedTime(start).TotalSeconds, count);
        }

        static int Forwarded(TimeSpan during) => (int)(ForwardsASecond * during.TotalSeconds);
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

    private static async Task<string> NewDatabase(string connectionString, string name)
    {
        await Peers.Scalar(connectionString, $"create database beside_{name}");
        return new NpgsqlConnectionStringBuilder(connectionString) { Database = $"beside_{name}" }.ConnectionString;
    }

    private static void Print(string name, params string[] cells) =>
        Console.WriteLine($"{name,-28}{string.Concat(cells.Select(cell => $"{cell,14}"))}");

    private static double Median(IEnumerable<double> values)
    {
        double[] all = [.. values.Order()];
        return all[all.Length / 2];
    }

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private sealed record Act(Func<Task> Ready, Func<Task<(double PerSecond, long Count)>> Measure);

    private sealed record Side(ServiceProcess Process, string? Key, Setup Setup)
    {
        public Task<Line[]> Lines() =>
            Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Line.Open(Process.Address, Key)));
    }
}
