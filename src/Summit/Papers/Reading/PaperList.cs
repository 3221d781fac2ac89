using Summit.Congress;
using Summit.Store;
using Summit.Http;

namespace Summit.Papers;

/// <summary>A row of the list of papers: what lists and filters need of a paper, without its body.</summary>
/// <param name="Id">The paper.</param>
/// <param name="Congress">The Congress.</param>
/// <param name="Track">The track.</param>
/// <param name="Organisation">Who submitted it.</param>
/// <param name="Status">Its state.</param>
/// <param name="IsPublic">Whether all who take part may know of it.</param>
/// <param name="Revision">The number of its latest revision.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="PolicyDomains">Codes of its policy domains.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
/// <param name="RevisedAt">When its latest revision was handed in.</param>
/// <param name="Endorsements">How many organisations stand behind it.</param>
/// <param name="Reviewers">Who is asked to review it.</param>
/// <param name="NearDuplicates">What earlier versions found at its submission; empty for others.</param>
/// <param name="Scope">How far it reaches.</param>
/// <param name="ExternalId">Its id in the organisation's own system.</param>
/// <param name="Score">What the reviews come to.</param>
public sealed record PaperSummaryRow(
    Guid Id,
    Guid Congress,
    Track Track,
    Guid Organisation,
    PaperStatus Status,
    bool IsPublic,
    int Revision,
    LocalisedText Title,
    LocalisedText Summary,
    IReadOnlyList<string> PolicyDomains,
    DateTimeOffset SubmittedAt,
    DateTimeOffset RevisedAt,
    int Endorsements,
    IReadOnlyList<Guid> Reviewers,
    IReadOnlyList<NearDuplicate>? NearDuplicates,
    PaperScope? Scope = null,
    ExternalId? ExternalId = null,
    ReviewScore? Score = null)
{
    internal const string Table = "papers.paper_register";

    internal static SingleStreamProjection<Paper, PaperEvent> View { get; } =
        new(Table, Paper.Category, Of, Json.Options);

    private static PaperSummaryRow? Of(Paper paper)
    {
        if (paper.Revisions.IsEmpty)
            return null;
        var (revision, content, revisedAt) = paper.Latest;
        return new PaperSummaryRow(
            paper.Id, paper.Congress, paper.Track, paper.Organisation, paper.State.Status, paper.State.IsPublic,
            revision, content.Title, content.Summary, content.PolicyDomains, paper.SubmittedAt, revisedAt,
            paper.Endorsements.Count, paper.Reviewers, paper.NearDuplicates, content.Scope, paper.ExternalId,
            ReviewScore.Of(paper));
    }
}

/// <summary>The text of a paper's latest revision, for the search and the comparison with other papers.</summary>
internal sealed record PaperText(Guid Congress, LocalisedText Title, LocalisedText Summary, LocalisedText Body)
{
    public const string Table = "papers.paper_text";

    public static SingleStreamProjection<Paper, PaperEvent> View { get; } =
        new(Table, Paper.Category, Of, Json.Options);

    private static PaperText? Of(Paper paper)
    {
        if (paper.Revisions.IsEmpty)
            return null;
        var content = paper.Latest.Content;
        return new PaperText(paper.Congress, content.Title, content.Summary, content.Body);
    }
}

/// <summary>A paper in a list, as a reader sees it.</summary>
/// <param name="Id">The paper.</param>
/// <param name="Track">The track.</param>
/// <param name="Organisation">Who submitted it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Revision">The number of its latest revision.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="PolicyDomains">Codes of its policy domains.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
/// <param name="RevisedAt">When its latest revision was handed in.</param>
/// <param name="Endorsements">How many organisations stand behind it.</param>
/// <param name="Scope">How far it reaches.</param>
/// <param name="ExternalId">Its id in the organisation's own system; for it and those who see all.</param>
/// <param name="NearDuplicates">
/// What said nearly the same; for those who see all papers, absent until it was compared.
/// </param>
/// <param name="Score">What the reviews come to; for the same.</param>
/// <param name="Reviewers">Who is asked to review it; for those who read the reviews.</param>
public sealed record PaperSummary(
    Guid Id,
    Track Track,
    Guid Organisation,
    PaperStatus Status,
    int Revision,
    LocalisedText Title,
    LocalisedText Summary,
    IReadOnlyList<string> PolicyDomains,
    DateTimeOffset SubmittedAt,
    DateTimeOffset RevisedAt,
    int Endorsements,
    PaperScope? Scope = null,
    ExternalId? ExternalId = null,
    IReadOnlyList<Guid>? NearDuplicates = null,
    ReviewScore? Score = null,
    IReadOnlyList<Guid>? Reviewers = null)
{
    private static PaperSummary Of(PaperSummaryRow row, PaperViewer viewer, PaperComparison? compared) => new(
        row.Id, row.Track, row.Organisation, row.Status, row.Revision, row.Title, row.Summary, row.PolicyDomains,
        row.SubmittedAt, row.RevisedAt, row.Endorsements, row.Scope,
        viewer.CanSeeAll || viewer.Owns(row.Organisation) ? row.ExternalId : null,
        viewer.CanSeeAll
            ? (compared ?? PaperComparison.AtSubmission(row.SubmittedAt, row.NearDuplicates))?.For(viewer)
            : null,
        viewer.CanSeeAll ? row.Score : null,
        viewer.CanSeeReviews ? row.Reviewers : null);

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/congresses/{slug}/papers", async (
            ListRequest list, CongressRoute congress, AnyOf<Track> track, AnyOf<PaperStatus> status,
            Guid? organisation, string? domain, string? q, PaperViewer viewer, QueryExecutor queries,
            PaperComparisons comparisons) =>
        {
            if (!viewer.By.Scope.Overlaps(new Scope(congress.Id)))
                return list.Request.Forbidden();
            var mine = viewer.Narrow(list)
                .Where("congress = {0}", congress.Id)
                .Where("track = any({0})", track.Names)
                .Where("status = any({0})", status.Names)
                .Where("organisation = {0}", organisation)
                .Where("row -> 'policyDomains' ? {0}", domain)
                .Where(Says, string.IsNullOrWhiteSpace(q) ? null : q);
            return await queries.ListPage<PaperSummaryRow, PaperSummary>(mine, PaperSummaryRow.Table, async page =>
            {
                var compared = await comparisons.Find([.. page.Select(row => row.Id)], list.Request.Aborted);
                return page.Select(row => Of(row, viewer, compared.GetValueOrDefault(row.Id)?.For(list.Request)));
            });
        })
        .WithOperation("ListPapers", "The papers of a Congress that the caller may know of")
        .RequireAnyRole();

    // What the paper said at the moment of the list, which is its second parameter.
    private const string Says =
        """
        id in (select t.id from papers.paper_text t
                where t.from_position <= $2 and (t.until_position is null or t.until_position > $2)
                  and (t.en @@ search.asked({0}) or t.fr @@ search.asked({0})
                    or t.es @@ search.asked({0}) or t.other_languages @@ search.asked({0}))
                  and (t.en @@ search.excluded({0}) or t.fr @@ search.excluded({0})
                    or t.es @@ search.excluded({0}) or t.other_languages @@ search.excluded({0})) is not true)
        """;
}
