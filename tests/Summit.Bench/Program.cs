using Summit.Bench;

// Ratios are taken within one run: absolute figures belong to the machine and the hour.
var seconds = args is [var told, ..] ? double.Parse(told, System.Globalization.CultureInfo.InvariantCulture) : 5;
await using var bench = await Bench.Start(TimeSpan.FromSeconds(seconds));
await bench.Machine();
var only = args is [_, var part] ? part : null;
if (only is null or "store")
    await bench.Store();
if (only is null or "start")
    await bench.StartAndRest();
if (only is null or "commands")
    await bench.Commands();
if (only is null or "reads")
    await bench.Reads();
#if CRITTER_STACK
if (only is null or "marten")
    await bench.Marten();
if (only is null or "peer")
    await bench.Peer();
#endif
