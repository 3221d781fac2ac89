namespace Summit.Bench;

/// <summary>
/// A store that grows fast from very little. PostgreSQL plans a statement once a connection, by what it knows of the
/// tables then: what reads a small table as a whole must not go on so when it is large.
/// </summary>
internal static class YoungStore
{
    private const int Streams = 100;
    private const int Clients = 64;
    private const int Steps = 4;

    public static async Task Run(Bench bench)
    {
        Table.Head($"appends a second, {Clients} at once, step by step",
            Enumerable.Range(1, Steps).Select(n => $"{n}"));
        await Grow(bench, "young_unknown", "nothing known of the tables", "select 1");
        await Grow(bench, "young_known", $"known with {Streams} streams", "analyze");
    }

    private static async Task Grow(Bench bench, string database, string name, string first)
    {
        var connection = await bench.NewDatabase(database);
        await using (var small = await StoreBench.Make(connection))
        {
            for (var n = 0; n < Streams; n++)
                await small.Append();
        }
        await Peers.Scalar(connection, first);
        await using var store = new StoreBench(connection);
        var (figures, costs) = (new List<string>(), new List<string>());
        for (var step = 0; step < Steps; step++)
        {
            var before = bench.SpentByPostgres;
            var figure = await Callers.Run(Clients, bench.Each, _ => store.Append());
            figures.Add(Table.Number(figure.PerSecond));
            costs.Add(Table.Number(1e6 * (bench.SpentByPostgres - before) / figure.Count));
        }
        Table.Row(name, figures);
        Table.Row("  us on a core in PostgreSQL", costs);
    }
}
