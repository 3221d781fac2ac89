namespace Summit.Bench;

/// <summary>
/// A store that grows fast from very little. PostgreSQL plans a statement once a connection, by what it knows of the
/// tables then: what reads a small table as a whole must not go on so when it is large.
/// </summary>
internal static class YoungStore
{
    // Enough for PostgreSQL to look at the tables by itself within a minute.
    private const int Streams = 60;
    private const int Clients = 64;
    private const int Steps = 4;

    public static async Task Run(Bench bench)
    {
        Table.Head($"a second, {Clients} at once, step by step",
            Enumerable.Range(1, Steps).Select(n => $"{n}"));
        foreach (var (name, act) in new (string, Func<StoreBench, Func<int, Task>>)[]
        {
            ("append", its => _ => its.Append()), ("command", its => its.SmallStreams()),
        })
        {
            await Grow(bench, $"young_{name}", $"{name}, tables unknown", "select 1", act);
            await Grow(bench, $"small_{name}", $"{name}, known with {Streams} streams", "analyze", act);
        }
    }

    private static async Task Grow(
        Bench bench, string database, string name, string first, Func<StoreBench, Func<int, Task>> of)
    {
        var connection = await bench.NewDatabase(database);
        await using (var small = await StoreBench.Make(connection))
        {
            for (var n = 0; n < Streams; n++)
                await small.Append();
        }
        await Peers.Scalar(connection, first);
        await using var store = new StoreBench(connection);
        var act = of(store);
        var (figures, costs) = (new List<string>(), new List<string>());
        for (var step = 0; step < Steps; step++)
        {
            var before = bench.SpentByPostgres;
            var figure = await Callers.Run(Clients, bench.Each, act);
            figures.Add(Table.Number(figure.PerSecond));
            costs.Add(Table.Number(1e6 * (bench.SpentByPostgres - before) / figure.Count));
        }
        Table.Row(name, figures);
        Table.Row("  us on a core in PostgreSQL", costs);
    }
}
