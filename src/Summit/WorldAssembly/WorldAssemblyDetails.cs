using Summit.Congress;
using Summit.Http;

namespace Summit.WorldAssembly;

/// <summary>The World Assembly as readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Congress">Its Congress.</param>
/// <param name="Conveners">The organisations that convened it.</param>
/// <param name="Session">The session in which it meets.</param>
/// <param name="ConvenedAt">When it was convened.</param>
/// <param name="Agenda">The recommendations in the order in which they are taken.</param>
/// <param name="Items">The items, in the same order.</param>
/// <param name="Outcome">The latest sealed outcome; absent before the first.</param>
public sealed record WorldAssemblyDetails(
    Guid Id,
    Guid Congress,
    IReadOnlyList<Guid> Conveners,
    Guid Session,
    DateTimeOffset ConvenedAt,
    IReadOnlyList<Guid> Agenda,
    IReadOnlyList<ItemDetails> Items,
    OutcomeMark? Outcome = null)
{
    /// <summary>The details of one that is convened.</summary>
    public static WorldAssemblyDetails Of(Plenary plenary) => new(
        Plenary.IdOf(plenary.Congress), plenary.Congress, plenary.Convened!.Conveners, plenary.Convened.Session,
        plenary.Convened.At, [.. plenary.Agenda.Select(item => item.Recommendation)],
        [.. plenary.Agenda.Select((item, n) => ItemDetails.Of(item, n + 1))],
        plenary.Outcome is { } outcome ? new OutcomeMark(outcome.Version, outcome.Hash, outcome.At) : null);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/congresses/{slug}/world-assembly", (
                ReadRequest request, CongressRoute congress, QueryExecutor queries) =>
                queries.Find(request, Plenary.Category, Plenary.IdOf(congress.Id),
                    plenary => plenary.Convened is null ? null : Of(plenary)))
            .WithOperation("GetWorldAssembly", "The World Assembly: its agenda, items and decisions")
            .RequireAnyRole();

        routes.MapGet("/v1/world-assembly/items/{recommendation:guid}", (
                ReadRequest request, ItemRoute item, QueryExecutor queries) =>
                queries.Find(request, Plenary.Category, item.Assembly,
                    plenary => ItemDetails.Of(plenary, item.Recommendation)))
            .WithOperation("GetWorldAssemblyItem",
                "An item: how far it has come, and what was decided")
            .RequireAnyRole();
    }
}

/// <summary>Which outcome is sealed.</summary>
public sealed record OutcomeMark(int Version, string Hash, DateTimeOffset SealedAt);

/// <summary>An item as readers see it.</summary>
/// <param name="Recommendation">The recommendation it is.</param>
/// <param name="Place">Its place on the agenda, from 1.</param>
/// <param name="Round">How often it was forwarded.</param>
/// <param name="Status">How far it has come in this round.</param>
/// <param name="Text">The text as it was forwarded.</param>
/// <param name="Authentic">The language that counts.</param>
/// <param name="Track">The track it comes from.</param>
/// <param name="Session">The session that agreed it.</param>
/// <param name="PolicyDomains">Its policy domains.</param>
/// <param name="TabledAt">Since when it has lain before the World Assembly, in this round.</param>
/// <param name="PresentedAt">When it was presented.</param>
/// <param name="DebatedAt">When the floor was opened on it.</param>
/// <param name="Decision">What was decided of it in this round.</param>
/// <param name="EarlierDecisions">What was decided of it in earlier rounds.</param>
public sealed record ItemDetails(
    Guid Recommendation,
    int Place,
    int Round,
    ItemStatus Status,
    LocalisedText Text,
    string Authentic,
    Track Track,
    Guid Session,
    IReadOnlyList<string> PolicyDomains,
    DateTimeOffset TabledAt,
    DateTimeOffset? PresentedAt,
    DateTimeOffset? DebatedAt,
    DecisionDetails? Decision,
    IReadOnlyList<DecisionDetails> EarlierDecisions)
{
    /// <summary>The details of an item; null where it does not lie before the World Assembly.</summary>
    public static ItemDetails? Of(Plenary plenary, Guid recommendation)
    {
        var place = plenary.Agenda.FindIndex(item => item.Recommendation == recommendation);
        return place < 0 ? null : Of(plenary.Agenda[place], place + 1);
    }

    /// <summary>The details of an item at a place.</summary>
    public static ItemDetails Of(Item item, int place)
    {
        var settled = item.State as ItemState.Settled;
        var debate = (settled?.Before ?? item.State) as ItemState.InDebate;
        var presented = (debate?.Before ?? item.State) as ItemState.Presented;
        return new ItemDetails(item.Recommendation, place, item.Round, item.State.Status, item.Tabled.Text,
            item.Tabled.Authentic, item.Tabled.Track, item.Tabled.Session, item.Tabled.PolicyDomains, item.Tabled.At,
            presented?.At, debate?.Since, settled is null ? null : DecisionDetails.Of(settled.Decision),
            [.. item.Earlier.Select(DecisionDetails.Of)]);
    }
}

/// <summary>A decision as readers see it.</summary>
public sealed record DecisionDetails(
    int Round,
    ItemDecision Decision,
    DecidedBy By,
    DateTimeOffset At,
    Tally? Tally,
    LocalisedText? Text,
    IReadOnlyList<Objection> Objections)
{
    /// <summary>The details of a decision.</summary>
    public static DecisionDetails Of(ItemDecided decided) =>
        new(decided.Round, decided.Decision, decided.By, decided.At,
        decided.Tally, decided.Text, decided.Objections ?? []);
}
