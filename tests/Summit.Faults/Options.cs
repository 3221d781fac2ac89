using System.CommandLine;

namespace Summit.Faults;

/// <summary>The options of a run.</summary>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Lasts">How long faults are injected, about.</param>
/// <param name="Kills">How many of them kill processes.</param>
/// <param name="Without">The safeguard that is switched off; null for none.</param>
internal sealed record Options(int Seed, TimeSpan Lasts, int Kills, Safeguard? Without)
{
    private static readonly TimeSpan EnoughForLeases = TimeSpan.FromMinutes(5);

    /// <summary>Whether the run is long enough to wait for leases to end.</summary>
    public bool IsPatient => Lasts >= EnoughForLeases;

    /// <summary>A random seed.</summary>
    public static int AnySeed() => Random.Shared.Next(1, 1_000_000);

    /// <summary>The command line of a run by hand.</summary>
    public static RootCommand Command(Func<Options, Task<int>> run)
    {
        var seed = new Option<int>("--seed")
        {
            Description = "Repeats the run of this seed.", DefaultValueFactory = _ => AnySeed(),
        };
        var minutes = new Option<double>("--minutes")
        {
            Description = "For how long things go wrong.", DefaultValueFactory = _ => 1,
        };
        var kills = new Option<int?>("--kills") { Description = "How many kills; four a minute unless said." };
        var without = new Option<string?>("--without")
        {
            Description = "Switches a safeguard off, in the tested database: the run must turn red, but for haste.",
        };
        without.AcceptOnlyFromAmong("lock", "version", "checkpoint", "idempotency-row", "haste");
        var command = new RootCommand("Drives the service while processes, lines, disk and clocks fail.")
        {
            seed, minutes, kills, without,
        };
        command.SetAction(async (parsed, _) => await run(new Options(
            parsed.GetValue(seed), TimeSpan.FromMinutes(parsed.GetValue(minutes)),
            parsed.GetValue(kills) ?? (int)Math.Ceiling(4 * parsed.GetValue(minutes)),
            parsed.GetValue(without) switch
            {
                "lock" => Safeguard.Lock,
                "version" => Safeguard.Version,
                "checkpoint" => Safeguard.Checkpoint,
                "idempotency-row" => Safeguard.IdempotencyRow,
                "haste" => Safeguard.Haste,
                _ => null,
            })));
        return command;
    }
}
