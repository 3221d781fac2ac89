using System.Diagnostics;
using System.Globalization;
using Summit.Postgres;

namespace Summit.Bench;

/// <summary>
/// Measures the service over HTTP, out of process, beside its peers: PostgreSQL itself and a static answer.
/// </summary>
internal sealed class Bench : IAsyncDisposable
{
    private static readonly int[] Clients = [1, 16, 64];

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
                peer.Add((await new Load(still.Address, null).Run(clients, each, load => load.Get("/"))).PerSecond);
            Row($"static, {size:N0} bytes", [.. peer.Select(Number)]);
            await Command(name, load => load.Get(path), peer);
        }
    }

#if CRITTER_STACK
    /// <summary>Marten by itself, on the same PostgreSQL.</summary>
    public Task Marten() => MartenPeer.Run(postgres.ConnectionString, each);

#endif
    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Command(string name, Func<Load, Task> act, List<double> peer)
    {
        var load = new Load(service.Address, ServiceProcess.Key);
        // Warm: code compiled, statements prepared, connections open.
        await load.Run(Clients[^1], TimeSpan.FromSeconds(6), act);
        var figures = new List<Figure>();
        foreach (var clients in Clients)
            figures.Add(await load.Run(clients, each, act));
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
