using Summit.Http;

namespace Summit.Papers;

/// <summary>A paper as a reader sees it; what they may not know is absent (PA13).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Congress">The Congress.</param>
/// <param name="Track">The track.</param>
/// <param name="Organisation">Who submitted it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Revision">The number of its latest revision.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Body">The paper itself, in Markdown.</param>
/// <param name="PolicyDomains">Codes of its policy domains.</param>
/// <param name="ProposedRecommendations">What it proposes, in order.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
/// <param name="RevisedAt">When its latest revision was handed in.</param>
/// <param name="Endorsements">Who stands behind it.</param>
/// <param name="Scope">How far it reaches.</param>
/// <param name="AcceptedRevision">The revision that was accepted, while it is.</param>
/// <param name="ExternalId">Its id in the organisation's own system; for it and those who see all.</param>
/// <param name="LateReason">Why it was let in late; for the same.</param>
/// <param name="Missing">What is missing, while it is returned; for the same, and its reviewers.</param>
/// <param name="Reason">Why it was rejected or withdrawn; for the same.</param>
/// <param name="Rescinded">Which acceptance, rejection or withdrawal was rescinded last, and why; for the same.</param>
/// <param name="ComparedAt">
/// When it was compared with the others of its Congress; absent before that, and in the answer to a command. For the
/// same as its external id.
/// </param>
/// <param name="NearDuplicates">Papers that said nearly the same then; for an organisation only its own.</param>
/// <param name="Score">What the reviews come to; for those who see all papers.</param>
/// <param name="Reviewers">Who is asked to review it; a reviewer sees themselves alone.</param>
/// <param name="Reviews">What they said; a reviewer sees what they said themselves.</param>
public sealed record PaperDetails(
    Guid Id,
    Guid Congress,
    Track Track,
    Guid Organisation,
    PaperStatus Status,
    int Revision,
    LocalisedText Title,
    LocalisedText Summary,
    LocalisedText Body,
    IReadOnlyList<string> PolicyDomains,
    IReadOnlyList<ProposedRecommendation> ProposedRecommendations,
    DateTimeOffset SubmittedAt,
    DateTimeOffset RevisedAt,
    IReadOnlyList<Endorsement> Endorsements,
    PaperScope? Scope = null,
    int? AcceptedRevision = null,
    ExternalId? ExternalId = null,
    string? LateReason = null,
    string? Missing = null,
    string? Reason = null,
    Rescinding? Rescinded = null,
    DateTimeOffset? ComparedAt = null,
    IReadOnlyList<Guid>? NearDuplicates = null,
    ReviewScore? Score = null,
    IReadOnlyList<Guid>? Reviewers = null,
    IReadOnlyList<Review>? Reviews = null)
{
    /// <summary>The details of a paper for a reader.</summary>
    internal static PaperDetails Of(Paper paper, PaperViewer viewer, PaperComparison? compared = null)
    {
        var (revision, content, revisedAt) = paper.Latest;
        var inside = viewer.CanSeeAll || viewer.Owns(paper.Organisation);
        var reviews = viewer.Reviews(paper.Reviewers);
        compared ??= PaperComparison.AtSubmission(paper.SubmittedAt, paper.NearDuplicates);
        return new PaperDetails(
            paper.Id, paper.Congress, paper.Track, paper.Organisation, paper.State.Status, revision,
            content.Title, content.Summary, content.Body, content.PolicyDomains, content.ProposedRecommendations,
            paper.SubmittedAt, revisedAt, paper.Endorsements, content.Scope,
            (paper.State as PaperState.Accepted)?.Revision,
            inside ? paper.ExternalId : null,
            inside ? paper.LateReason : null,
            inside || reviews ? (paper.State as PaperState.Returned)?.Missing : null,
            (inside || reviews) && paper.State is not PaperState.Returned ? paper.State.Reason : null,
            inside || reviews ? paper.Rescinded : null,
            inside ? compared?.At : null,
            inside ? compared?.For(viewer) : null,
            viewer.CanSeeAll ? ReviewScore.Of(paper) : null,
            viewer.CanSeeReviews ? paper.Reviewers : reviews ? [viewer.By.Person!.Value] : null,
            viewer.CanSeeReviews ? paper.Reviews
                : reviews ? paper.Reviews.FindAll(review => review.Person == viewer.By.Person) : null);
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/papers/{id:guid}", async (
                Guid id, ReadRequest request, PaperViewer viewer, QueryExecutor queries,
                PaperComparisons comparisons) =>
            {
                var compared = (await comparisons.Find(id, request.Aborted))?.For(request);
                return await queries.Find(request, Paper.Category, id, paper => Of(paper, viewer, compared),
                    viewer.PermissionOn, beside: shown =>
                        compared is not null && shown.ComparedAt is not null ? "compared" : null);
            })
            .WithOperation("GetPaper", "A paper in its latest revision")
            .RequireAnyRole();

        routes.MapGet("/v1/papers/{id:guid}/revisions/{n:int}", (
                Guid id, int n, ReadRequest request, PaperViewer viewer, QueryExecutor queries) =>
                queries.Find(request, Paper.Category, id, paper => RevisionDetails.Of(paper, n), viewer.PermissionOn))
            .WithOperation("GetRevision", "What a paper said in one of its revisions")
            .RequireAnyRole();
    }
}

/// <summary>What a paper said in one of its revisions.</summary>
/// <param name="Paper">The paper.</param>
/// <param name="Number">The revision, from 1.</param>
/// <param name="At">When it was handed in.</param>
/// <param name="Title">What it was called.</param>
/// <param name="Summary">What it was about.</param>
/// <param name="Body">The paper itself, in Markdown.</param>
/// <param name="PolicyDomains">Codes of its policy domains.</param>
/// <param name="ProposedRecommendations">What it proposed, in order.</param>
/// <param name="Scope">How far it reached.</param>
public sealed record RevisionDetails(
    Guid Paper,
    int Number,
    DateTimeOffset At,
    LocalisedText Title,
    LocalisedText Summary,
    LocalisedText Body,
    IReadOnlyList<string> PolicyDomains,
    IReadOnlyList<ProposedRecommendation> ProposedRecommendations,
    PaperScope? Scope = null)
{
    internal static RevisionDetails? Of(Paper paper, int number) =>
        paper.Revisions.Find(revision => revision.Number == number) is var (n, content, at)
            ? new(paper.Id, n, at, content.Title, content.Summary, content.Body, content.PolicyDomains,
                content.ProposedRecommendations, content.Scope)
            : null;
}
