using System.Collections.Concurrent;
using System.Globalization;

namespace Summit.Faults;

/// <summary>The outcome of a command for its client.</summary>
internal enum Fate
{
    /// <summary>No response: it may have been done once.</summary>
    Unknown,

    /// <summary>It was done, once.</summary>
    Acknowledged,

    /// <summary>It was refused: it was not done.</summary>
    Refused,
}

/// <summary>A command that a client means to do.</summary>
/// <param name="Marker">The marker of its effect in the events.</param>
internal sealed record Intent(string Marker)
{
    /// <summary>Its outcome.</summary>
    public Fate Fate { get; set; } = Fate.Unknown;

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; set; }
}

/// <summary>The history of all clients: what they meant to do, the outcomes, and what they read.</summary>
internal sealed class ClientHistory
{
    private readonly ConcurrentQueue<Intent> intents = new();
    private readonly ConcurrentDictionary<Guid, ConcurrentQueue<Operation>> histories = new();
    private readonly ConcurrentQueue<string> surprises = new();
    private int made;

    public IReadOnlyCollection<Intent> Intents => intents;

    /// <summary>Whether no fault was injected yet: no server error is allowed then.</summary>
    public bool IsCalm { get; set; } = true;

    /// <summary>How many commands were acknowledged so far.</summary>
    public int Acknowledged => Count(Fate.Acknowledged);

    /// <summary>The operations on each shared stream, by its id.</summary>
    public IReadOnlyDictionary<Guid, ConcurrentQueue<Operation>> Histories => histories;

    /// <summary>Responses that no fault explains.</summary>
    public IReadOnlyCollection<string> Surprises => surprises;

    /// <summary>A number that was not used before.</summary>
    public int Next() => Interlocked.Increment(ref made);

    /// <summary>Records a command before it is sent.</summary>
    public Intent Intend(string marker)
    {
        var intent = new Intent(marker);
        intents.Enqueue(intent);
        return intent;
    }

    /// <summary>Records an operation on a stream.</summary>
    public void Note(Guid stream, Operation operation) => histories.GetOrAdd(stream, _ => new()).Enqueue(operation);

    /// <summary>Records a response that should not happen.</summary>
    public void Wonder(string surprise) => surprises.Enqueue(surprise);

    /// <summary>A summary in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{intents.Count} commands, {Count(Fate.Acknowledged)} acknowledged ({Late} of them when sent again), ")
        + string.Create(CultureInfo.InvariantCulture,
            $"{Count(Fate.Refused)} refused, {Count(Fate.Unknown)} unknown");

    private int Late => intents.Count(intent => intent is { Fate: Fate.Acknowledged, Attempts: > 1 });

    private int Count(Fate fate) => intents.Count(intent => intent.Fate == fate);
}
