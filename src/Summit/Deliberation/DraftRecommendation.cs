using System.ComponentModel.DataAnnotations;
using Summit.Http;
using Summit.Kernel;
using Summit.Papers;
using Summit.Programme;

namespace Summit.Deliberation;

/// <summary>
/// A rapporteur puts on paper what an open session is about to recommend, with the papers and proposed texts it rests
/// on (D1, D2, D3).
/// </summary>
/// <param name="Text">The text; its clauses are its paragraphs.</param>
/// <param name="PolicyDomains">The policy domains it belongs to, by code.</param>
/// <param name="Sources">What it rests on.</param>
/// <param name="Authentic">The language that is decided upon; absent for English, or the only one there is.</param>
public sealed record DraftRecommendation(
    [MaxText(MaxTextAttribute.Text)] LocalisedText Text,
    IReadOnlyList<string> PolicyDomains,
    IReadOnlyList<DraftSource> Sources,
    [Languages] string? Authentic = null)
{
    public static Decision<RecommendationEvent> Decide(
        Guid id, DraftRecommendation ask, DraftingFacts facts, DateTimeOffset now)
    {
        var session = facts.Session;
        if (session.Track is not (Track.Assembly or Track.TownHall))
            return DeliberationRules.NoRecommendationsInTrack.Refuses(session.Track);
        if (!session.IsOpen)
            return DeliberationRules.SessionNotOpen.Refuses(session.Track,
                conflicts: [new Conflict(session.Id, "session", session.Title)]);
        var authentic = ask.Authentic ?? ask.Text.Best([]);
        if (ask.Text.In(authentic) is null)
            return DeliberationRules.AuthenticNotInText.Refuses(session.Track, "/authentic");
        for (var n = 0; n < ask.PolicyDomains.Count; n++)
        {
            if (!facts.PolicyDomains.Contains(ask.PolicyDomains[n]))
                return DeliberationRules.NoSuchPolicyDomain.Refuses(session.Track, $"/policyDomains/{n}");
        }
        if (ask.Sources.Count == 0)
            return DeliberationRules.SourcesMissing.Refuses(session.Track, "/sources");
        for (var n = 0; n < ask.Sources.Count; n++)
        {
            if (Broken(ask.Sources[n], facts) is { } rule)
                return rule.Refuses(session.Track, $"/sources/{n}");
        }
        var papers = ask.Sources.Distinct()
            .Select(source => new RestsOn(
                source.Paper, source.Revision, facts.Papers[source.Paper].Organisation, source.Proposed))
            .ToArray();
        return
        [
            new RecommendationDrafted(id, session.Congress, session.Track, session.Id, ask.Text, authentic,
                [.. ask.PolicyDomains.Distinct()], papers, facts.SectionsOf(papers), now),
        ];
    }

    private static Rule? Broken(DraftSource source, DraftingFacts facts)
    {
        if (!facts.Session.Agenda.Any(item => item.Paper == source.Paper)
            || !facts.Papers.TryGetValue(source.Paper, out var paper))
            return DeliberationRules.NotOnAgenda;
        if (source.Revision < 1 || source.Revision > paper.Revision)
            return DeliberationRules.NoSuchProposal;
        return source.Proposed is { } number && (number < 1 || number > paper.Proposals[source.Revision - 1].Count)
            ? DeliberationRules.NoSuchProposal
            : null;
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{session:guid}/recommendations", async (
            Guid session, CommandRequest<DraftRecommendation> command, Elsewhere elsewhere, CancellationToken cancel) =>
        {
            if (await elsewhere.Session(session, cancel) is not { } sitting)
                return command.NotFound().Problem!;
            var id = Guid.CreateVersion7();
            return await command.Start(Recommendation.Category, id, sitting.Congress, sitting.Track,
                async _ => Decide(
                    id, command.Body, await elsewhere.ForDrafting(sitting, command.Body, cancel), command.Now),
                it => $"/v1/recommendations/{it.Id}", RecommendationDetails.Of);
        })
        .WithOperation(nameof(DraftRecommendation), "Deliberation", "Draft a recommendation in an open session")
        .RequireRoles(Role.Rapporteur, Role.Organiser)
        .RequireIdempotencyKey()
        .Answers<RecommendationDetails>(StatusCodes.Status201Created);
}

/// <summary>A paper's revision that a draft rests on, and which of its proposals, where it is one of them.</summary>
public sealed record DraftSource(Guid Paper, [Range(1, int.MaxValue)] int Revision, int? Proposed = null);

/// <summary>What a draft is decided on.</summary>
/// <param name="Session">The session.</param>
/// <param name="Papers">The papers it names, those that exist.</param>
/// <param name="PolicyDomains">The policy domains of the Congress.</param>
/// <param name="Sections">The section of each organisation that has one.</param>
public sealed record DraftingFacts(
    SessionFacts Session,
    IReadOnlyDictionary<Guid, PaperFacts> Papers,
    IReadOnlySet<string> PolicyDomains,
    IReadOnlyDictionary<Guid, string> Sections)
{
    /// <summary>The sections whose organisations submitted these papers.</summary>
    public IReadOnlyList<string> SectionsOf(IEnumerable<RestsOn> papers) =>
        [.. papers.Select(paper => Sections.GetValueOrDefault(paper.Organisation)).OfType<string>().Distinct()];
}
