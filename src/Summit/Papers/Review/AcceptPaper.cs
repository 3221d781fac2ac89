using Summit.Http;

namespace Summit.Papers;

/// <summary>
/// An organiser accepts a paper in the revision they saw (PA11). Reviews inform that, they do not decide it.
/// </summary>
public sealed record AcceptPaper
{
    public static Decision<PaperEvent> Decide(Paper paper, DateTimeOffset now) => paper.State switch
    {
        PaperState.Accepted => [],
        PaperState.Submitted => [new PaperAccepted(paper.Latest.Number, now)],
        PaperState.Returned => PaperRules.WaitsForRevision.Refuses(paper),
        _ => PaperRules.AlreadySettled.Refuses(paper),
    };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/accept", (
            Guid id, CommandRequest<AcceptPaper> request, PaperViewer viewer, CommandExecutor executor) =>
            executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionOn,
                decide: paper => Decide(paper, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(AcceptPaper), "Accept a paper")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
