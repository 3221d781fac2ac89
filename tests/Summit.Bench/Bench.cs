using System.Diagnostics;
using System.Globalization;
using Summit.Postgres;
using static Summit.Bench.Callers;

namespace Summit.Bench;

/// <summary>
/// Measures the service over HTTP, out of process, beside its peers: PostgreSQL itself and a static answer.
/// </summary>
internal sealed class Bench : IAsyncDisposable
{
    private static readonly int[] Clients = [1, 16, 64];
    private static readonly int[] CallerCounts = [1, 16, 64, 256];

    private readonly PrivatePostgres postgres;
    private readonly string folder;
    private readonly TimeSpan each;
    private ServiceProcess service;

    private Bench(PrivatePostgres postgres, string folder, TimeSpan each, ServiceProcess service) =>
        (this.postgres, this.folder, this.each, this.service) = (postgres, folder, each, service);

    /// <summary>A durable PostgreSQL of its own, and the service on it.</summary>
    public static async Task<Bench> Start(TimeSpan each)
    {
        var folder = Directory.CreateTempSubdirectory("summit-bench-").FullName;
        var postgres = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions { DataDirectory = Path.Combine(folder, "postgres") }, Console.WriteLine);
        return new Bench(postgres, folder, each, await ServiceProcess.Start(postgres.ConnectionString));
    }

    /// <summary>What the figures stand on.</summary>
    public async Task Machine()
    {
        Console.WriteLine($"""

            {Environment.ProcessorCount} cores, for load, service and PostgreSQL; {each.TotalSeconds:0.#} s a figure
            fsync of one 8 kB page: {Fsync.Median(folder):0} us (median of 200)
            {await Peers.PostgresVersion(postgres.ConnectionString)}

            """);
    }

    /// <summary>
    /// From the start of the process to its first answer, on a database that exists; memory with nothing to do.
    /// </summary>
    public async Task StartAndRest()
    {
        var starts = new List<double>();
        for (var n = 0; n < 5; n++)
        {
            await service.DisposeAsync();
            service = await ServiceProcess.Start(postgres.ConnectionString);
            starts.Add(service.FirstAnswer.TotalMilliseconds);
        }
        var rest = service.ResidentMegabytes();
        Console.WriteLine($"start on an existing database {Median(starts),8:0} ms to the first answer (median of 5)");
        Console.WriteLine($"memory at rest                {rest,8:0} MB resident");
        Console.WriteLine();
    }

    /// <summary>The store alone against pgbench inserting one equal row a transaction.</summary>
    public async Task Store()
    {
        var own = new Npgsql.NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = "store" };
        await Peers.Scalar(postgres.ConnectionString, "create database store");
        await using var store = new StoreBench(own.ConnectionString);
        await store.Prepare();
        Row("the store alone, a second", [.. CallerCounts.Select(n => $"{n} callers")]);
        var peer = new List<double>();
        foreach (var callers in CallerCounts)
            peer.Add(await Peers.Pgbench(own.ConnectionString, callers, each));
        Row("pgbench, one row", [.. peer.Select(Number)]);
        await Measure("start a stream", store.Append, peer);
        await Measure("load, decide, append", store.Command(), peer);
    }

    private async Task Measure(string name, Func<int, Task> act, List<double> peer)
    {
        await Run(64, TimeSpan.FromSeconds(4), act);
        var figures = new List<Figure>();
        foreach (var callers in CallerCounts)
            figures.Add(await Run(callers, each, act));
        Print(name, figures, peer);
    }

    /// <summary>Commands a second against pgbench inserting one equal row a transaction.</summary>
    public async Task Commands()
    {
        var congress = await Setup.Make(service.Address, ServiceProcess.Key);
        Row("commands a second", [.. Clients.Select(n => $"{n} clients")]);
        var peer = new List<double>();
        foreach (var clients in Clients)
            peer.Add(await Peers.Pgbench(postgres.ConnectionString, clients, each));
        Row("pgbench, one row", [.. peer.Select(Number)]);
        await Command("schedule a session", congress.ScheduleSession, peer);
        await Command("draft a recommendation", congress.DraftRecommendation, peer);
        Console.WriteLine($"memory after that             {service.ResidentMegabytes(),8:0} MB resident");
        Console.WriteLine();
    }

    /// <summary>Reads a second against a static answer of the same size, served by the same server.</summary>
    public async Task Reads()
    {
        var congress = await Setup.Make(service.Address, ServiceProcess.Key);
        Row("reads a second", [.. Clients.Select(n => $"{n} clients")]);
        foreach (var (name, path) in await congress.Readings())
        {
            var size = (await congress.Load.Get(path)).Length;
            await using var still = await StaticServer.Start(size);
            var peer = new List<double>();
            foreach (var clients in Clients)
                peer.Add((await Run(clients, each, still.Address, null, line => line.Get("/"))).PerSecond);
            Row($"static, {size:N0} bytes", [.. peer.Select(Number)]);
            await Command(name, line => line.Get(path), peer);
        }
    }

#if CRITTER_STACK
    /// <summary>Marten by itself, on the same PostgreSQL.</summary>
    public Task Marten() => MartenPeer.Run(postgres.ConnectionString, each);

    /// <summary>The same routes on Wolverine and Marten, over HTTP.</summary>
    public Task Peer() => HttpPeer.Run(postgres.ConnectionString, each);

#endif
    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Command(string name, Func<Line, Task> act, List<double> peer)
    {
        // Warm: code compiled, statements prepared, connections open.
        await Run(Clients[^1], TimeSpan.FromSeconds(6), service.Address, ServiceProcess.Key, act);
        var figures = new List<Figure>();
        var costs = new List<string>();
        foreach (var clients in Clients)
        {
            var (own, server) = Spent();
            var figure = await Run(clients, each, service.Address, ServiceProcess.Key, act);
            figures.Add(figure);
            var (ownNow, serverNow) = Spent();
            costs.Add(Invariant(
                $"{(ownNow - own) * 1e6 / figure.Count:0} + {(serverNow - server) * 1e6 / figure.Count:0}"));
        }
        Row("  us on a core, with PostgreSQL", [.. costs]);
        Print(name, figures, peer);
    }

    private (double Service, double Postgres) Spent() =>
        (Cpu.Spent(service.Id), Cpu.Spent(postgres.ServerProcessId ?? 0));

    private static void Print(string name, List<Figure> figures, List<double> peer)
    {
        Row(name, [.. figures.Select(figure => Number(figure.PerSecond))]);
        Row("  ratio", [.. figures.Zip(peer, (figure, other) => Invariant($"{figure.PerSecond / other:0.000}"))]);
        Row("  p50 / p99 ms", [.. figures.Select(f => Invariant($"{f.P50:0.0} / {f.P99:0.0}"))]);
    }

    private static void Row(string name, string[] cells) =>
        Console.WriteLine($"{name,-28}{string.Concat(cells.Select(cell => $"{cell,18}"))}");

    private static string Number(double value) => Invariant($"{value:0}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

/// <summary>What the disk asks for a durable write.</summary>
internal static class Fsync
{
    /// <summary>The median time of writing a page and forcing it to disk, in microseconds.</summary>
    public static double Median(string folder)
    {
        var path = Path.Combine(folder, "fsync");
        var times = new List<double>();
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1))
        {
            var page = new byte[8192];
            for (var n = 0; n < 200; n++)
            {
                var start = Stopwatch.GetTimestamp();
                file.Position = 0;
                file.Write(page);
                file.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }
        File.Delete(path);
        return times.Order().ElementAt(100);
    }
}
