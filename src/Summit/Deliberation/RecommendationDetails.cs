using Summit.Congress;
using Summit.Http;
using Summit.Papers;
using Summit.Store;

namespace Summit.Deliberation;

/// <summary>A recommendation as readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Congress">Its Congress.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Text">Its whole text: the opening and the clauses, parted by blank lines.</param>
/// <param name="Authentic">The language that is decided upon.</param>
/// <param name="Tracks">Its track; several where it was consolidated from several.</param>
/// <param name="Sessions">Its session; several where it was consolidated from several.</param>
/// <param name="PolicyDomains">Its policy domains, by code.</param>
/// <param name="Sections">The sections of the organisations whose papers it rests on, by code.</param>
/// <param name="Papers">What it rests on, as far as the reader may know it.</param>
/// <param name="Amendments">What was proposed, in order.</param>
/// <param name="Reservations">What was reserved when it was last agreed.</param>
/// <param name="Rounds">Its journeys to the World Assembly.</param>
/// <param name="BegunAt">When it was drafted or consolidated.</param>
/// <param name="TranslationsBehind">Languages translated before the authentic text last changed.</param>
/// <param name="Agreement">How it was last agreed.</param>
/// <param name="Consolidation">What it was consolidated from.</param>
/// <param name="MergedInto">The consolidation it became part of.</param>
/// <param name="Opening">What comes before the first clause, as in a consolidation.</param>
/// <param name="Clauses">Its clauses, each with its id and its present number. Always there.</param>
public sealed record RecommendationDetails(
    Guid Id,
    Guid Congress,
    RecommendationStatus Status,
    LocalisedText Text,
    string Authentic,
    IReadOnlyList<Track> Tracks,
    IReadOnlyList<Guid> Sessions,
    IReadOnlyList<string> PolicyDomains,
    IReadOnlyList<string> Sections,
    IReadOnlyList<PaperSource> Papers,
    IReadOnlyList<AmendmentDetails> Amendments,
    IReadOnlyList<Reservation> Reservations,
    IReadOnlyList<Round> Rounds,
    DateTimeOffset BegunAt,
    IReadOnlyList<string>? TranslationsBehind = null,
    Agreement? Agreement = null,
    Lineage? Consolidation = null,
    Guid? MergedInto = null,
    LocalisedText? Opening = null,
    IReadOnlyList<ClauseDetails>? Clauses = null)
{
    private const string Table = "deliberation.policy_recommendation";
    private static readonly HashSet<int> NoneOvertaken = [];

    /// <summary>The details of a recommendation.</summary>
    public static RecommendationDetails Of(Recommendation it) => Row(it).Shown(AmendmentDetails.OvertakenIn(it));

    // What follows from the rest is not kept: rows are as they were before clauses had ids, so that a node of that time
    // reads them, and they are read.
    private static RecommendationDetails Row(Recommendation it)
    {
        var texts = it.Texts;
        return new(
            it.Id, it.Congress, it.State.Status, it.Text, it.Authentic, it.Tracks, it.Sessions, it.PolicyDomains,
            it.Sections, [.. it.Papers.Select(PaperSource.Of)],
            [.. it.Amendments.Select(AmendmentDetails.Row)],
            it.Reservations, it.Rounds, it.BegunAt, it.Behind.IsEmpty ? null : it.Behind, it.Agreement, it.Lineage,
            it.State is RecommendationState.Merged merged ? merged.Into : null,
            it.ParagraphIds is null ? null : ClauseDetails.Opening(texts),
            it.ParagraphIds is null ? null : ClauseDetails.Of(texts, it.Authentic));
    }

    private bool HasOpenAmendments => Amendments.Any(amendment => amendment.Status == AmendmentStatus.Proposed);

    private RecommendationDetails Shown(IReadOnlySet<int> overtaken)
    {
        var first = ClausedText.First(Text, Consolidation is null ? 0 : 1);
        return this with
        {
            Amendments = [.. Amendments.Select(amendment => amendment.Shown(overtaken))],
            Opening = Clauses is null ? ClauseDetails.Opening(first) : Opening,
            Clauses = Clauses ?? ClauseDetails.Of(first, Authentic),
        };
    }

    /// <summary>The same, with papers that the reader may not know by their ids alone (PA13).</summary>
    /// <param name="visible">The papers that they may know.</param>
    public RecommendationDetails Knowing(IReadOnlyDictionary<Guid, PaperFacts> visible) => this with
    {
        Papers =
        [
            .. Papers.Select(source => visible.ContainsKey(source.Paper)
                ? source
                : new PaperSource(source.Paper, source.Revision)).Distinct(),
        ],
    };

    // Which of its papers, counted from 1, the reader may not know; null where they may know all.
    private static string? Unknown(Recommendation it, IReadOnlyDictionary<Guid, PaperFacts> visible)
    {
        var unknown = it.Papers.Select(source => source.Paper).Distinct().Index()
            .Where(one => !visible.ContainsKey(one.Item)).Select(one => one.Index + 1).ToArray();
        return unknown.Length == 0 ? null : $"without.{string.Join('.', unknown)}";
    }

    // Everybody may read what was adopted, and that it was; what it was on the way is for those who take part.
    private static RecommendationDetails ForEverybody(
        Recommendation it, IReadOnlyDictionary<Guid, PaperFacts> visible) => Row(it).Shown(NoneOvertaken) with
        {
            Papers = [.. it.Papers.Where(source => visible.ContainsKey(source.Paper)).Select(PaperSource.Of)],
            Amendments = [],
            Rounds = [.. it.Rounds.TakeLast(1).Select(round => round with { Text = null })],
            Consolidation = it.Lineage is null ? null : it.Lineage with { Sources = [], Clauses = [], LeftOut = [] },
        };

    internal static SingleStreamProjection<Recommendation, RecommendationEvent> View { get; } =
        new(Table, Recommendation.Category, Row, Json.Options);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/recommendations/{id:guid}", async (
                Guid id, ReadRequest request, AggregateCache aggregates, PublishedPapers papers, PaperViewer? viewer,
                HttpContext http) =>
            {
                var found = await aggregates.Find(
                    Recommendation.Category, id, request.AsOfPosition, http.RequestAborted);
                if (request.By is null && found?.State.MayBeReadBy(null) != true)
                    return Problem.Of(Problems.Unauthenticated, http);
                if (found is not var (it, version))
                    return request.NotFound();
                if (!it.MayBeReadBy(request.By))
                    return request.Forbidden();
                var visible = PaperViewer.Visible(await papers.Find(
                    it.Papers.Select(source => source.Paper), http.RequestAborted, request.AsOfPosition), viewer);
                // Which of its papers the reader may know is no matter of its own version.
                return viewer is null
                    ? request.Show(ForEverybody(it, visible))
                    : request.Show(Of(it).Knowing(visible), ETag.Of(version, Unknown(it, visible)));
            })
            .WithOperation("GetRecommendation", "A recommendation; without a key, an adopted one")
            .AllowAnonymous();

        routes.MapGet("/v1/recommendations/{id:guid}/amendments/{number:int}", (
                Guid id, int number, ReadRequest request, QueryExecutor queries) =>
                queries.Find(request, Recommendation.Category, id, it =>
                    it.MayBeReadBy(request.By) && it.Amendments.Find(known => known.Number == number) is { } amendment
                        ? AmendmentDetails.Of(it, amendment)
                        : null))
            .WithOperation("GetAmendment", "An amendment")
            .RequireAnyRole();

        routes.MapGet("/v1/congresses/{slug}/recommendations", ListOf)
            .WithOperation("ListRecommendations", "The recommendations of a Congress, oldest first")
            .RequireAnyRole();
    }

    private static async Task<Response<ListResponse<RecommendationDetails>>> ListOf(
        ListRequest list, CongressRoute congress, AnyOf<Track> track, AnyOf<RecommendationStatus> status,
        string? domain, Guid? session, string? section, string? q, QueryExecutor queries, AggregateCache aggregates,
        PublishedPapers papers, PaperViewer viewer, CancellationToken cancel)
    {
        if (!list.Request.By!.Scope.Overlaps(new Scope(congress.Id)))
            return list.Request.Forbidden();
        list.Where("congress = {0}", congress.Id)
            .Where("row -> 'tracks' ? {0}", list.Request.By.Track is { } only ? EnumNames.Of(only) : null)
            .Where("row -> 'tracks' ?| {0}", track.Names)
            .Where("status = any({0})", status.Names)
            .Where("row -> 'policyDomains' ? {0}", domain)
            .Where("row -> 'sessions' ? {0}", session?.ToString())
            .Where("row -> 'sections' ? {0}", section)
            .Where("words @@ search.asked({0})", string.IsNullOrWhiteSpace(q) ? null : q);
        return await queries.ListPage<RecommendationDetails, RecommendationDetails>(list, Table, async page =>
        {
            var visible = PaperViewer.Visible(await papers.Find(
                page.SelectMany(it => it.Papers).Select(source => source.Paper), cancel, list.AsOfPosition), viewer);
            var overtaken = await OvertakenIn(page, aggregates, list.AsOfPosition, cancel);
            return page.Select(it => it.Shown(overtaken.GetValueOrDefault(it.Id, NoneOvertaken)).Knowing(visible));
        });
    }

    // What a row shows is mostly the present, which is in memory; else its stream is read.
    private static async Task<Dictionary<Guid, IReadOnlySet<int>>> OvertakenIn(
        IEnumerable<RecommendationDetails> page, AggregateCache aggregates, long position, CancellationToken cancel)
    {
        var open = page.Where(row => row.HasOpenAmendments).ToDictionary(row => row.Id);
        var present = await aggregates.Find(Recommendation.Category, open.Keys, long.MaxValue, cancel);
        var states = present.Select(it => it.State).Where(it => open[it.Id].IsOf(it)).ToDictionary(it => it.Id);
        Guid[] past = [.. open.Keys.Where(id => !states.ContainsKey(id))];
        if (past.Length > 0)
        {
            foreach (var (it, _) in await aggregates.Find(Recommendation.Category, past, position, cancel))
                states.Add(it.Id, it);
        }
        return states.ToDictionary(it => it.Key, it => AmendmentDetails.OvertakenIn(it.Value));
    }

    // Whether its amendments are as open and overtaken as those of a state.
    private bool IsOf(Recommendation it) =>
        Text.Equals(it.Text)
        && Amendments.Select(one => (one.Number, one.Status))
            .SequenceEqual(it.Amendments.Select(one => (one.Number, one.Status)));
}

/// <summary>A paper's revision, and the proposed text of it, that a recommendation rests on.</summary>
/// <param name="Organisation">Who submitted the paper; absent where the reader may not know the paper.</param>
/// <param name="Proposed">Which of its proposed recommendations; absent where it is the paper as a whole.</param>
public sealed record PaperSource(Guid Paper, int Revision, Guid? Organisation = null, int? Proposed = null)
{
    internal static PaperSource Of(RestsOn source) =>
        new(source.Paper, source.Revision, source.Organisation, source.Proposed);
}
