using Summit.Bench;

// Ratios are taken within one run: absolute figures belong to the machine and the hour.
var seconds = args is [var told, ..] ? double.Parse(told, System.Globalization.CultureInfo.InvariantCulture) : 5;
await using var bench = await Bench.Start(TimeSpan.FromSeconds(seconds));
await bench.Machine();
await bench.StartAndRest();
await bench.Commands();
await bench.Reads();
#if CRITTER_STACK
await bench.Marten();
#endif
