using System.CommandLine;
using Summit.Bench;

// Ratios are taken within one run: absolute figures belong to the machine and the hour.
var seconds = new Argument<double>("seconds") { Description = "For how long.", DefaultValueFactory = _ => 5 };
var part = new Argument<string?>("part") { Description = "Which.", DefaultValueFactory = _ => null };
var before = new Option<DirectoryInfo?>("--before") { Description = "Where Summit.dll of another build lies." };
(string Name, bool IsAlways, Func<Bench, DirectoryInfo?, Task> Run)[] parts =
[
    ("ladder", true, (bench, _) => Ladder.Run(bench)),
    ("slow", true, (bench, _) => SlowDisk.Run(bench)),
    ("hot", true, (bench, _) => HotStreams.Run(bench)),
    ("line", true, (bench, _) => CrowdedLine.Run(bench)),
    ("rate", true, (bench, _) => FixedRate.Run(bench)),
    ("reads", true, (bench, _) => Reads.Run(bench)),
    ("start", true, (bench, _) => StartAndRest.Run(bench)),
    ("long", true, (bench, _) => LongStreams.Run(bench)),
    ("replay", true, (bench, _) => Replays.Run(bench)),
    ("young", true, (bench, _) => YoungStore.Run(bench)),
    ("marten", true, (bench, _) => MartenPeer.Run(bench.ConnectionString, bench.Each)),
    ("peer", true, Beside.Peer),
    // Only where they are asked for: one needs another build, the other minutes to fill.
    ("before", false, Beside.AnotherBuild),
    ("scale", false, (bench, _) => Scale.Run(bench)),
];
part.AcceptOnlyFromAmong([.. parts.Select(one => one.Name)]);
var command = new RootCommand("Measures the store and the service.") { seconds, part, before };
command.SetAction(async (parsed, _) =>
{
    await using var bench = await Bench.Start(TimeSpan.FromSeconds(parsed.GetValue(seconds)));
    await bench.Machine();
    var only = parsed.GetValue(part);
    foreach (var one in parts.Where(one => only is null ? one.IsAlways : only == one.Name))
        await one.Run(bench, parsed.GetValue(before));
});
return await command.Parse(args).InvokeAsync();
