using System.Globalization;

namespace Summit.Faults;

/// <summary>A kind of fault.</summary>
internal enum Fault
{
    KillNode,
    KillDatabase,
    KillAllNodes,
    KillEverything,
    FreezeNode,
    FreezeNodeOverDatabaseRestart,
    TerminateBackends,
    CutLine,
    LoseAnswers,
    SlowLine,
    SilentLine,
    HalfOpenLine,
    FillDisk,

    /// <summary>Always on the last node, because a node with such a clock is slow.</summary>
    JumpClock,
}

/// <summary>One step of a run.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Node">The index of the node, if the fault concerns one.</param>
/// <param name="Lasts">How long the fault lasts.</param>
/// <param name="Then">The pause after it.</param>
internal sealed record Step(Fault Fault, int Node, TimeSpan Lasts, TimeSpan Then)
{
    /// <summary>Whether processes are killed.</summary>
    public bool IsKill => Fault is Fault.KillNode or Fault.KillDatabase or Fault.KillAllNodes or Fault.KillEverything
        or Fault.FreezeNodeOverDatabaseRestart;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Fault} {(char)('a' + Node)} for {Lasts.TotalSeconds:0.0} s, then {Then.TotalSeconds:0.0} s");
}

/// <summary>
/// The faults of a run and their order: a pure function of the seed. Each step waits for the recovery from the one
/// before, so that a run on a slow machine has the same steps.
/// </summary>
internal static class Schedule
{
    private static readonly TimeSpan ToRecover = TimeSpan.FromSeconds(3);

    // A message is taken by another dispatcher when its lease is over: 45 s and the receiver's time.
    private static readonly TimeSpan LongerThanLeases = TimeSpan.FromSeconds(50);

    private static readonly TimeSpan EnoughForLongFreezes = TimeSpan.FromMinutes(5);

    // A node whose clock can jump takes three times as long to start.
    private static readonly TimeSpan EnoughForClocks = TimeSpan.FromMinutes(10);

    private static readonly Fault[] Kills =
    [
        Fault.KillNode, Fault.KillDatabase, Fault.KillNode, Fault.KillDatabase, Fault.KillNode,
        Fault.FreezeNodeOverDatabaseRestart, Fault.KillAllNodes, Fault.KillEverything,
    ];

    private static readonly Fault[] Others =
    [
        Fault.LoseAnswers, Fault.FreezeNode, Fault.TerminateBackends, Fault.CutLine, Fault.HalfOpenLine,
        Fault.FillDisk, Fault.JumpClock, Fault.SilentLine, Fault.SlowLine,
    ];

    /// <summary>The steps of a run.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="lasts">Their total duration, about.</param>
    /// <param name="kills">How many of them kill processes.</param>
    /// <param name="nodes">How many nodes there are.</param>
    public static IReadOnlyList<Step> Of(int seed, TimeSpan lasts, int kills, int nodes)
    {
        var random = new Random(seed);
        var steps = Enumerable.Range(0, kills).Select(n => Draw(Kills[n % Kills.Length])).ToList();
        if (lasts >= EnoughForLongFreezes)
        {
            steps.Add(Draw(Fault.FreezeNode) with { Lasts = LongerThanLeases });
            steps.Add(Draw(Fault.FreezeNode) with { Lasts = LongerThanLeases });
        }
        var others = Others.Where(fault => fault != Fault.JumpClock || lasts >= EnoughForClocks).ToArray();
        random.Shuffle(others);
        for (var n = 0; Draw(others[n % others.Length]) is var step && Took([.. steps, step]) <= lasts; n++)
            steps.Add(step);
        var shuffled = steps.ToArray();
        random.Shuffle(shuffled);
        return shuffled;

        Step Draw(Fault fault)
        {
            var node = fault == Fault.JumpClock ? nodes - 1 : random.Next(nodes);
            return new Step(fault, node, Between(0.3, AtMost(fault)), Between(0.5, 2));
        }

        TimeSpan Between(double least, double most) =>
            TimeSpan.FromSeconds(least + random.NextDouble() * (most - least));
    }

    /// <summary>The maximum duration of a fault in seconds.</summary>
    private static double AtMost(Fault fault) => fault switch
    {
        Fault.KillNode or Fault.KillAllNodes or Fault.KillDatabase or Fault.KillEverything => 1.5,
        Fault.LoseAnswers or Fault.CutLine or Fault.TerminateBackends => 2,
        _ => 5,
    };

    private static TimeSpan Took(IEnumerable<Step> steps) => steps.Aggregate(TimeSpan.Zero,
        (took, step) => took + step.Lasts + step.Then + (step.IsKill ? ToRecover : TimeSpan.Zero));
}
