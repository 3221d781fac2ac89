using System.ComponentModel.DataAnnotations;
using Summit.Congress;
using Summit.Http;
using Summit.Papers;
using Summit.Programme;
using Summit.Register;

namespace Summit.Deliberation;

/// <summary>
/// A rapporteur puts on paper what an open session is about to recommend, with the papers and proposed texts it rests
/// on (DE1, DE2, DE3).
/// </summary>
/// <param name="Text">The text; its clauses are its paragraphs.</param>
/// <param name="PolicyDomains">The policy domains it belongs to, by code.</param>
/// <param name="Sources">What it rests on.</param>
/// <param name="Authentic">The language that is decided upon; absent for English, or the only one there is.</param>
public sealed record DraftRecommendation(
    [MaxText(Limits.Text, Paragraphs = Limits.Clauses)] LocalisedText Text,
    [MaxLength(Limits.PolicyDomains)] IReadOnlyList<string> PolicyDomains,
    [MaxLength(Limits.Sources)] IReadOnlyList<DraftSource> Sources,
    [Languages] string? Authentic = null)
{
    /// <summary>What a draft is decided on.</summary>
    /// <param name="Session">The session.</param>
    /// <param name="Papers">The papers it names, those that exist.</param>
    /// <param name="PolicyDomains">The policy domains of the Congress.</param>
    /// <param name="Sections">The section of each organisation that has one.</param>
    public sealed record Facts(
        SessionFacts Session,
        IReadOnlyDictionary<Guid, PaperFacts> Papers,
        IReadOnlySet<string> PolicyDomains,
        IReadOnlyDictionary<Guid, string> Sections)
    {
        internal static async Task<Facts> Load(
            SessionFacts session, DraftRecommendation command, Congresses congresses, PublishedPapers papers,
            RegisterQueries register, CancellationToken cancel)
        {
            var edition = congresses.Find(session.Congress, cancel);
            var named = papers.Find(command.Sources.Select(source => source.Paper).Distinct(), cancel);
            await Task.WhenAll(edition, named);
            var found = await named;
            var submitters = await register.Organisations(found.Values.Select(paper => paper.Organisation), cancel);
            return new Facts(session, found, (await edition)?.PolicyDomains.Keys.ToHashSet() ?? [],
                submitters.Values.Where(one => SectionOf(one) is not null)
                    .ToDictionary(one => one.Id, one => SectionOf(one)!));
        }

        private static string? SectionOf(Organisation organisation) =>
            organisation.Kind == OrganisationKind.Section ? organisation.Code : organisation.Section;

        /// <summary>The sections whose organisations submitted these papers.</summary>
        public IReadOnlyList<string> SectionsOf(IEnumerable<RestsOn> papers) =>
            [.. papers.Select(paper => Sections.GetValueOrDefault(paper.Organisation)).OfType<string>().Distinct()];
    }

    public static Decision<RecommendationEvent> Decide(
        Guid id, DraftRecommendation command, Facts facts, DateTimeOffset now)
    {
        var session = facts.Session;
        if (!session.Track.MakesRecommendations)
            return DeliberationRules.NoRecommendationsInTrack.Refuses(
                session.Track, facts: Tracks.Where(track => track.MakesRecommendations));
        if (!session.IsOpen)
            return DeliberationRules.SessionNotOpen.Refuses(session.Track,
                conflicts: [new Conflict(session.Id, "session", session.Title)]);
        var authentic = command.Authentic ?? command.Text.Best([]);
        if (command.Text.In(authentic) is null)
            return DeliberationRules.AuthenticNotInText.Refuses(
                session.Track, "/authentic", facts: RefusalFacts.Admits(command.Text.ByLanguage.Keys));
        for (var n = 0; n < command.PolicyDomains.Count; n++)
        {
            if (!facts.PolicyDomains.Contains(command.PolicyDomains[n]))
                return DeliberationRules.NoSuchPolicyDomain.Refuses(
                    session.Track, $"/policyDomains/{n}", facts: RefusalFacts.Admits(facts.PolicyDomains));
        }
        if (command.Sources.Count == 0)
            return DeliberationRules.SourcesMissing.Refuses(
                session.Track, "/sources", facts: new RefusalFacts(Min: 1));
        for (var n = 0; n < command.Sources.Count; n++)
        {
            if (Broken(command.Sources[n], facts, $"/sources/{n}") is { } broken)
                return broken;
        }
        var papers = command.Sources.Distinct()
            .Select(source => new RestsOn(
                source.Paper, source.Revision, facts.Papers[source.Paper].Organisation, source.Proposed))
            .ToArray();
        return
        [
            new RecommendationDrafted(id, session.Congress, session.Track, session.Id, command.Text, authentic,
                [.. command.PolicyDomains.Distinct()], papers, facts.SectionsOf(papers), now),
        ];
    }

    private static Refusal? Broken(DraftSource source, Facts facts, string at)
    {
        var (track, agenda) = (facts.Session.Track, facts.Session.Agenda.Select(item => item.Paper).ToArray());
        if (!agenda.Contains(source.Paper) || !facts.Papers.TryGetValue(source.Paper, out var paper))
            return DeliberationRules.NotOnAgenda.Refuses(track, at, facts: RefusalFacts.Admits(agenda));
        if (source.Revision < 1 || source.Revision > paper.Revision)
            return NoSuchProposal(paper.Revision);
        var proposals = paper.Proposals[source.Revision - 1].Count;
        return source.Proposed is { } number && (number < 1 || number > proposals) ? NoSuchProposal(proposals) : null;

        Refusal NoSuchProposal(int last) =>
            DeliberationRules.NoSuchProposal.Refuses(track, at, facts: new RefusalFacts(Min: 1, Max: last));
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{session:guid}/recommendations", (
            Guid session, CommandRequest<DraftRecommendation> request, CommandExecutor executor,
            PublishedSessions sessions, Congresses congresses, PublishedPapers papers, RegisterQueries register) =>
        {
            var id = Guid.CreateVersion7();
            return executor.Start(request, Recommendation.Category, id,
                load: async cancel => (await sessions.Find([session], cancel)).GetValueOrDefault(session) is { } sitting
                    ? await Facts.Load(sitting, request.Command, congresses, papers, register, cancel)
                    : null,
                authorize: facts => facts is null ? Permission.NotFound
                    : Permission.If(request.By.Scope.Covers(facts.Session)),
                decide: facts => Decide(id, request.Command, facts!, request.Now),
                respond: it => new Created<RecommendationDetails>(
                    RecommendationDetails.Of(it), $"/v1/recommendations/{it.Id}"),
                congress: facts => facts!.Session.Congress);
        })
        .WithOperation(nameof(DraftRecommendation), "Draft a recommendation in an open session")
        .RequireRoles(Role.Rapporteur, Role.Organiser)
        .RequireIdempotencyKey();
}

/// <summary>A paper's revision that a draft rests on, and which of its proposals, where it is one of them.</summary>
public sealed record DraftSource(Guid Paper, [Range(1, int.MaxValue)] int Revision, int? Proposed = null);
