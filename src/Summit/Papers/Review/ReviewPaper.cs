using System.ComponentModel.DataAnnotations;
using Summit.Http;

namespace Summit.Papers;

/// <summary>
/// A person assigned to a paper judges its latest revision (PA10). Said again about the same revision, it takes the
/// place of what was said before. A score beside a declared conflict of interest is kept and does not count.
/// </summary>
/// <param name="Score">From 1, not to be accepted, to 5, to be accepted as it is.</param>
/// <param name="Remarks">Why; for the organisers.</param>
/// <param name="ConflictOfInterest">What the reviewer declares, if anything.</param>
public sealed record ReviewPaper(
    [Range(1, 5, ErrorMessage = "A whole number from 1 to 5 is expected.")] int Score,
    [MaxText(Limits.Summary)] string Remarks,
    [MaxText(Limits.Summary)] string? ConflictOfInterest = null)
{
    public static Decision<PaperEvent> Decide(Paper paper, ReviewPaper command, Actor by, DateTimeOffset now)
    {
        if (by.Person is not { } person || !paper.Reviewers.Contains(person))
            return PaperRules.NotAssigned.Refuses(paper.Track);
        var revision = paper.Latest.Number;
        var before = paper.Reviews.Find(review => review.Person == person && review.Revision == revision);
        if (before is not null
            && new ReviewPaper(before.Score, before.Remarks, before.ConflictOfInterest) == command)
            return [];
        if (!paper.State.IsOpen)
            return PaperRules.AlreadySettled.Refuses(paper);
        return [new PaperReviewed(person, revision, command.Score, command.Remarks, now, command.ConflictOfInterest)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/reviews", (
            Guid id, CommandRequest<ReviewPaper> request, PaperViewer viewer, CommandExecutor executor) =>
            executor.Execute(request, Paper.Category, id,
                permission: Permission.If(request.By.Person is not null),
                authorize: viewer.PermissionOn,
                decide: paper => Decide(paper, request.Command, request.By, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(ReviewPaper), "Review a paper one is assigned to")
        .RequireRoles(Role.Delegate, Role.Rapporteur, Role.Organiser);
}

/// <summary>
/// What the reviewers' scores come to: of each reviewer the latest, where no conflict of interest is declared.
/// </summary>
/// <param name="Average">To two decimals.</param>
/// <param name="Count">How many are counted.</param>
public sealed record ReviewScore(decimal Average, int Count)
{
    /// <summary>The scores of a paper; null where none counts.</summary>
    public static ReviewScore? Of(Paper paper)
    {
        var counted = paper.Reviews.GroupBy(review => review.Person)
            .Select(reviews => reviews.MaxBy(review => review.Revision)!)
            .Where(review => review.ConflictOfInterest is null)
            .ToArray();
        return counted.Length == 0
            ? null
            : new(Math.Round(counted.Average(review => (decimal)review.Score), 2), counted.Length);
    }
}
