namespace Summit.Bench;

/// <summary>Readings beside a static answer of the same size, served by the same server.</summary>
internal static class Reads
{
    public static async Task Run(Bench bench)
    {
        await using var service = await ServiceProcess.Start(await bench.NewDatabase("reads"));
        var congress = await Setup.Make(service.Address, ServiceProcess.Key);
        Table.Head("reads a second", Callers.Columns);
        foreach (var (name, path) in await congress.Readings())
        {
            var size = (await congress.Load.Get(path)).Length;
            await using var still = await StaticServer.Start(size);
            var peer = new List<double>();
            foreach (var callers in Callers.Counts)
            {
                await using var lines = await Lines.Open(callers, still.Address, null);
                peer.Add((await Callers.Run(callers, bench.Each, caller => lines[caller].Get("/"))).PerSecond);
            }
            Table.Row($"static, {size:N0} bytes", peer.Select(Table.Number));
            var (figures, costs) = await bench.Measure(service, line => line.Get(path));
            Table.Figures(name, figures, peer, "static");
            Table.Row("  us on a core, with PostgreSQL", costs);
        }
    }
}
