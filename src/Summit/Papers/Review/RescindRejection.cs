using Summit.Http;

namespace Summit.Papers;

/// <summary>
/// An organiser rescinds a rejection that was a mistake, and says why (PA14). The paper is again what it was before.
/// </summary>
/// <param name="Reason">Why; the submitting organisation reads it.</param>
public sealed record RescindRejection([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<PaperEvent> Decide(Paper paper, RescindRejection command, DateTimeOffset now) =>
        paper.State switch
        {
            PaperState.Rejected => [new RejectionRescinded(command.Reason, now)],
            _ when paper.HasRescinded(RescindedAct.Rejection, command.Reason) => [],
            _ => PaperRules.NothingToRescind.Refuses(paper),
        };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/rescind-rejection", (
            Guid id, CommandRequest<RescindRejection> request, PaperViewer viewer, CommandExecutor executor) =>
            executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionOn,
                decide: paper => Decide(paper, request.Command, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(RescindRejection), "Rescind the rejection of a paper")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
