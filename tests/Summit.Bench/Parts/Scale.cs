using System.Diagnostics;
using Npgsql;

namespace Summit.Bench;

/// <summary>Whether an append costs the same in a small store and in one of ten million events.</summary>
internal static class Scale
{
    private const int Clients = 64;
    private const int AnyStreams = 50_000;

    private static readonly long[] Sizes = [10_000, 100_000, 1_000_000, 10_000_000];

    public static async Task Run(Bench bench)
    {
        var rows = new List<(string Name, List<Figure> Figures)>();
        var (scans, sizes) = (new List<string>(), new List<string>());
        foreach (var events in Sizes)
        {
            var name = $"scale_{events}";
            await using (var store = await StoreBench.Make(await bench.NewDatabase(name)))
            {
                await Fill(store, events);
                var before = await Scans(store);
                var n = 0;
                foreach (var (what, callers, act) in await Acts(store, events))
                {
                    await Callers.Run(callers, bench.Each, act);
                    if (rows.Count == n)
                        rows.Add((what, []));
                    rows[n++].Figures.Add(await Callers.Run(callers, bench.Each, act));
                }
                scans.Add(Table.Number(await Scans(store) - before));
                sizes.Add($"{Table.Number(await Megabytes(store))} MB");
            }
            await bench.Drop(name);
        }
        Table.Head("a second, events in the store before", Sizes.Select(size => Table.Number(size)));
        foreach (var (name, figures) in rows)
        {
            Table.Figures(name, figures, [.. figures.Select(_ => figures[0].PerSecond)], "the smallest");
        }
        Table.Row("sequential scans during it", scans);
        Table.Row("size", sizes);
    }

    private static async Task<(string, int, Func<int, Task>)[]> Acts(StoreBench store, long events)
    {
        var any = await store.AnyStreams(events, AnyStreams);
        return
        [
            .. from callers in new[] { 1, Clients }
               from act in new (string Name, Func<int, Task> Act)[]
               {
                   ("append", _ => store.Append()),
                   ("command, small streams", store.SmallStreams()),
                   ("command, anywhere", _ => store.Command(any[Random.Shared.Next(any.Length)])),
               }
               select ($"{act.Name}, {callers} at once", callers, act.Act),
        ];
    }

    private static async Task Fill(StoreBench store, long events)
    {
        var start = Stopwatch.GetTimestamp();
        await store.Fill(events);
        Console.WriteLine(
            $"{events,12:N0} events filled in, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
    }

    private static Task<long> Scans(StoreBench store) => Number(store,
        """
        select sum(seq_scan)::bigint from pg_stat_user_tables
         where relname in ('mt_events', 'mt_streams', 'notes')
        """);

    private static Task<long> Megabytes(StoreBench store) =>
        Number(store, "select pg_database_size(current_database()) / 1048576");

    private static async Task<long> Number(StoreBench store, string sql)
    {
        await using NpgsqlCommand command = store.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
