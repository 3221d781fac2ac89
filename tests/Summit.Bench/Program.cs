using System.Globalization;
using Summit.Bench;

// Ratios are taken within one run: absolute figures belong to the machine and the hour.
var seconds = args is [var told, ..] ? double.Parse(told, CultureInfo.InvariantCulture) : 5;
var only = args is [_, var part] ? part : null;
await using var bench = await Bench.Start(TimeSpan.FromSeconds(seconds));
await bench.Machine();
(string Name, Func<Bench, Task> Run)[] parts =
[
    ("ladder", Ladder.Run), ("slow", SlowDisk.Run), ("hot", HotStreams.Run), ("rate", FixedRate.Run),
    ("reads", Reads.Run), ("start", StartAndRest.Run), ("long", LongStreams.Run), ("replay", Replays.Run),
    ("young", YoungStore.Run),
    ("marten", bench => MartenPeer.Run(bench.ConnectionString, bench.Each)),
    ("peer", bench => HttpPeer.Run(bench.ConnectionString, bench.Each)),
];
foreach (var (_, run) in parts.Where(one => only is null || only == one.Name))
    await run(bench);
// Filling takes minutes: only where it is asked for.
if (only == "scale")
    await Scale.Run(bench);
