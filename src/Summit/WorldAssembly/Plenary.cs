using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Summit.Store;

namespace Summit.WorldAssembly;

/// <summary>The World Assembly of a Congress was convened, for a session of its programme.</summary>
public sealed record WorldAssemblyConvened(
    Guid Congress, IReadOnlyList<Guid> Conveners, Guid Session, DateTimeOffset At) : WorldAssemblyEvent;

/// <summary>
/// A forwarded recommendation lies before the World Assembly, or does so again after it was referred back.
/// </summary>
/// <param name="Round">From 1; the recommendation's own count of how often it was forwarded.</param>
public sealed record ItemTabled(
    Guid Congress,
    Guid Recommendation,
    int Round,
    LocalisedText Text,
    string Authentic,
    Track Track,
    Guid Session,
    IReadOnlyList<string> PolicyDomains,
    DateTimeOffset At) : WorldAssemblyEvent;

/// <summary>The items are taken in this order: all that lay before the World Assembly at the time.</summary>
public sealed record AgendaOrdered(IReadOnlyList<Guid> Items, DateTimeOffset At) : WorldAssemblyEvent;

/// <summary>The floor was opened on an item.</summary>
public sealed record DebateOpened(Guid Recommendation, int Round, DateTimeOffset At) : WorldAssemblyEvent;

/// <summary>The state of an item.</summary>
/// <param name="Tabled">How it came to lie there, in its latest round.</param>
/// <param name="State">How far it has come in this round.</param>
/// <param name="Earlier">What was decided of it in earlier rounds.</param>
public sealed record Item(ItemTabled Tabled, ItemState State, ImmutableList<ItemDecided> Earlier)
{
    /// <summary>The recommendation it is.</summary>
    public Guid Recommendation => Tabled.Recommendation;

    /// <summary>Which round it is in.</summary>
    public int Round => Tabled.Round;

    /// <summary>What was decided in this round; null before.</summary>
    public ItemDecided? Decision => (State as ItemState.Settled)?.Decision;

    /// <summary>The text that was adopted; null where none was.</summary>
    public LocalisedText? Adopted => Decision switch
    {
        { Decision: ItemDecision.Adopted } => Tabled.Text,
        { Decision: ItemDecision.AdoptedAsAmended, Text: { } amended } => amended,
        _ => null,
    };
}

/// <summary>The state of a Congress's World Assembly.</summary>
public sealed record Plenary : IScoped
{
    public Guid Congress { get; init; }

    /// <summary>How it was convened; null before: items that arrive earlier wait for it.</summary>
    public WorldAssemblyConvened? Convened { get; init; }

    /// <summary>The items in the order in which they are taken.</summary>
    public ImmutableList<Item> Agenda { get; init; } = [];

    /// <summary>The latest sealed outcome; null before the first.</summary>
    public OutcomeSealed? Outcome { get; init; }

    Scope IScoped.Scope => new(Congress);

    /// <summary>The category of its streams: event names and evolve.</summary>
    public static Category<Plenary, WorldAssemblyEvent> Category { get; } =
        new Category<Plenary, WorldAssemblyEvent>("world-assembly", new Plenary(), Evolve)
            .Event<WorldAssemblyConvened>("world-assembly.convened")
            .Event<ItemTabled>("world-assembly.item-tabled")
            .Event<AgendaOrdered>("world-assembly.agenda-ordered")
            .Event<ItemPresented>(WorldAssemblyWire.Presented)
            .Event<DebateOpened>("world-assembly.debate-opened")
            .Event<ItemDecided>(WorldAssemblyWire.Decided)
            .Event<OutcomeSealed>(WorldAssemblyWire.Sealed);

    /// <summary>
    /// The stream of a Congress's World Assembly. It follows from the Congress alone (a name-based UUID, version 8 over
    /// SHA-256, as in RFC 9562 B.2): two concurrent convenings expect version 0 of one stream, and one of them fails.
    /// </summary>
    public static Guid IdOf(Guid congress)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. congress.ToByteArray(bigEndian: true), .. Encoding.ASCII.GetBytes(Category.Name)], hash);
        hash[6] = (byte)(hash[6] & 0x0F | 0x80);
        hash[8] = (byte)(hash[8] & 0x3F | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>The item of a recommendation; null where it does not lie before the World Assembly.</summary>
    public Item? Find(Guid recommendation) => Agenda.Find(item => item.Recommendation == recommendation);

    private static Plenary Evolve(Plenary plenary, WorldAssemblyEvent happened) => happened switch
    {
        WorldAssemblyConvened e => plenary with { Congress = e.Congress, Convened = e },
        ItemTabled e => plenary with { Congress = e.Congress, Agenda = plenary.WithTabled(e) },
        AgendaOrdered e => plenary with { Agenda = [.. e.Items.Select(id => plenary.Find(id)!)] },
        ItemPresented e => plenary.At(e.Recommendation, _ => new ItemState.Presented(e.At)),
        DebateOpened e => plenary.At(e.Recommendation, before => new ItemState.InDebate(before, e.At)),
        ItemDecided e => plenary.At(e.Recommendation, before => new ItemState.Settled(before, e)),
        OutcomeSealed e => plenary with { Outcome = e },
        _ => throw new InvalidOperationException($"{happened.GetType()} is no event of a World Assembly."),
    };

    // Tabled again, it goes to the end: what comes back waits its turn like what comes late.
    private ImmutableList<Item> WithTabled(ItemTabled tabled)
    {
        var before = Find(tabled.Recommendation);
        return Agenda.RemoveAll(item => item == before).Add(new Item(tabled, new ItemState.OnTheTable(),
            [.. before?.Earlier ?? [], .. before?.Decision is { } decided ? new[] { decided } : []]));
    }

    private Plenary At(Guid recommendation, Func<ItemState, ItemState> next) => this with
    {
        Agenda = Agenda.ConvertAll(item =>
            item.Recommendation == recommendation ? item with { State = next(item.State) } : item),
    };
}
