using Summit.Http;

namespace Summit.Papers;

/// <summary>An organiser does not accept a paper, and says why (PA11).</summary>
/// <param name="Reason">Why; the submitting organisation reads it.</param>
public sealed record RejectPaper([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<PaperEvent> Decide(Paper paper, RejectPaper command, DateTimeOffset now)
    {
        if (paper.State is PaperState.Rejected rejected && rejected.Why == command.Reason)
            return [];
        return paper.State.IsOpen
            ? [new PaperRejected(paper.Latest.Number, command.Reason, now)]
            : PaperRules.AlreadySettled.Refuses(paper);
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/reject", (
            Guid id, CommandRequest<RejectPaper> request, PaperViewer viewer, CommandExecutor executor) =>
            executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionOn,
                decide: paper => Decide(paper, request.Command, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(RejectPaper), "Reject a paper")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
