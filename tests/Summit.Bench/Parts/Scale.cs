using System.Diagnostics;

namespace Summit.Bench;

/// <summary>
/// Whether an append costs the same in a small store and in one of ten million events. The stores are measured in turn,
/// several times, so that whatever else the machine does falls upon all of them; each figure is the median.
/// </summary>
internal static class Scale
{
    private const int Clients = 64;
    private const int AnyStreams = 50_000;
    private const int Rounds = 3;

    private static readonly long[] Sizes = [10_000, 100_000, 1_000_000, 10_000_000];

    public static async Task Run(Bench bench)
    {
        var stores = new List<Sized>();
        foreach (var events in Sizes)
            stores.Add(await Fill(bench, events));
        Table.Head("a second, events in the store before", Sizes.Select(size => Table.Number(size)));
        foreach (var callers in new[] { 1, Clients })
        {
            foreach (var (name, act) in new (string, Func<Sized, Func<int, Task>>)[]
            {
                ("append", one => _ => one.Store.Append()),
                ("command, small streams", one => one.Store.SmallStreams()),
                ("command, any stream", one => _ => one.Store.Command(one.Any())),
            })
            {
                await Compare(bench, $"{name}, {callers} at once", stores, callers, act);
            }
        }
        var (scans, sizes) = (new List<string>(), new List<string>());
        foreach (var one in stores)
        {
            scans.Add(Table.Number(await Scans(one.Store) - one.ScansBefore));
            sizes.Add($"{Table.Number(await Number(one.Store, Megabytes))} MB");
            await one.Store.DisposeAsync();
        }
        Table.Row("sequential scans meanwhile", scans);
        Table.Row("size", sizes);
    }

    private static async Task Compare(
        Bench bench, string name, List<Sized> stores, int callers, Func<Sized, Func<int, Task>> act)
    {
        var acts = stores.Select(act).ToArray();
        foreach (var one in acts)
            await Callers.Run(callers, bench.Each, one);
        var rounds = acts.Select(_ => new List<Figure>()).ToArray();
        var spent = new double[acts.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var n = 0; n < acts.Length; n++)
            {
                var before = bench.SpentByPostgres;
                rounds[n].Add(await Callers.Run(callers, bench.Each, acts[n]));
                spent[n] += bench.SpentByPostgres - before;
            }
        }
        var figures = rounds.Select(all => all.OrderBy(figure => figure.PerSecond).ElementAt(Rounds / 2)).ToArray();
        Table.Figures(name, figures, [.. figures.Select(_ => figures[0].PerSecond)], "the smallest");
        Table.Row("  us on a core in PostgreSQL",
            spent.Zip(rounds, (seconds, all) => Table.Number(1e6 * seconds / all.Sum(figure => figure.Count))));
    }

    private static async Task<Sized> Fill(Bench bench, long events)
    {
        var store = await StoreBench.Make(await bench.NewDatabase($"scale_{events}"));
        var start = Stopwatch.GetTimestamp();
        await store.Fill(events);
        var took = Stopwatch.GetElapsedTime(start);
        Console.WriteLine($"{events,12:N0} events filled in, {took.TotalSeconds:0} s");
        return new Sized(store, await store.AnyStreams(events, AnyStreams), await Scans(store));
    }

    private const string Megabytes = "select pg_database_size(current_database()) / 1048576";

    private static Task<long> Scans(StoreBench store) => Number(store,
        """
        select sum(seq_scan)::bigint from pg_stat_user_tables where relname in ('mt_events', 'mt_streams', 'notes')
        """);

    private static async Task<long> Number(StoreBench store, string sql)
    {
        await using var command = store.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A store, streams from anywhere in it, and how often a table of it had been read as a whole.</summary>
    private sealed record Sized(StoreBench Store, Guid[] Streams, long ScansBefore)
    {
        public Guid Any() => Streams[Random.Shared.Next(Streams.Length)];
    }
}
