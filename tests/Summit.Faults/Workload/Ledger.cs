using System.Collections.Concurrent;
using System.Globalization;

namespace Summit.Faults;

/// <summary>How a command ended for who sent it.</summary>
internal enum Fate
{
    /// <summary>Nobody ever answered: it may have been done, once.</summary>
    Unknown,

    /// <summary>It was done, once.</summary>
    Acknowledged,

    /// <summary>It was refused: it was not done.</summary>
    Refused,
}

/// <summary>What a client means to do.</summary>
/// <param name="Marker">What its effect is found by in the events.</param>
internal sealed record Intent(string Marker)
{
    /// <summary>How it ended.</summary>
    public Fate Fate { get; set; } = Fate.Unknown;

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; set; }
}

/// <summary>What all clients meant to do, what came of it, and what they saw.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<Intent> intents = new();
    private readonly ConcurrentDictionary<Guid, ConcurrentQueue<Operation>> histories = new();
    private readonly ConcurrentQueue<string> surprises = new();
    private int made;

    public IReadOnlyCollection<Intent> Intents => intents;

    /// <summary>Whether nothing has been done to the service yet: everything is answered then.</summary>
    public bool IsCalm { get; set; } = true;

    /// <summary>How many commands were acknowledged so far.</summary>
    public int Acknowledged => Count(Fate.Acknowledged);

    /// <summary>What was done with each stream that many write on, by its id.</summary>
    public IReadOnlyDictionary<Guid, ConcurrentQueue<Operation>> Histories => histories;

    /// <summary>Answers that no fault explains.</summary>
    public IReadOnlyCollection<string> Surprises => surprises;

    /// <summary>A number that nothing had before.</summary>
    public int Next() => Interlocked.Increment(ref made);

    /// <summary>Notes that something is about to be asked.</summary>
    public Intent Intend(string marker)
    {
        var intent = new Intent(marker);
        intents.Enqueue(intent);
        return intent;
    }

    /// <summary>Notes what was seen of a stream, or done to it.</summary>
    public void Note(Guid stream, Operation operation) => histories.GetOrAdd(stream, _ => new()).Enqueue(operation);

    /// <summary>Notes an answer that should not have been given.</summary>
    public void Wonder(string surprise) => surprises.Enqueue(surprise);

    /// <summary>In a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{intents.Count} commands, {Count(Fate.Acknowledged)} acknowledged ({Late} of them when sent again), ")
        + string.Create(CultureInfo.InvariantCulture,
            $"{Count(Fate.Refused)} refused, {Count(Fate.Unknown)} unknown");

    private int Late => intents.Count(intent => intent is { Fate: Fate.Acknowledged, Attempts: > 1 });

    private int Count(Fate fate) => intents.Count(intent => intent.Fate == fate);
}
