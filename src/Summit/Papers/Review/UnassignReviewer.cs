using Summit.Http;

namespace Summit.Papers;

/// <summary>An organiser takes back that a person was asked to review a paper, while they have not (PA18).</summary>
public sealed record UnassignReviewer
{
    public static Decision<PaperEvent> Decide(Paper paper, Guid person, DateTimeOffset now)
    {
        if (!paper.Reviewers.Contains(person))
            return [];
        var reviewed = paper.Reviews.FindAll(review => review.Person == person);
        if (reviewed.Count > 0)
            return PaperRules.HasReviewed.Refuses(
                paper.Track, conflicts: [new Conflict(person, "person")],
                facts: new RefusalFacts(Max: 0, Actual: reviewed.Count));
        return paper.State.IsOpen ? [new ReviewerUnassigned(person, now)] : PaperRules.AlreadySettled.Refuses(paper);
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/papers/{id:guid}/reviewers/{person:guid}", (
            Guid id, Guid person, CommandRequest<UnassignReviewer> request, PaperViewer viewer,
            CommandExecutor executor) =>
            executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionOn,
                decide: paper => Decide(paper, person, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(UnassignReviewer), "Take back that a person was to review a paper")
        .RequireRoles(Role.Organiser);
}
