using Summit.Http;

namespace Summit.Papers;

/// <summary>
/// An organiser gives a paper back and says what is missing (PA11). It is submitted again by a revision.
/// </summary>
/// <param name="Missing">What is missing; the submitting organisation reads it.</param>
public sealed record ReturnPaper([MaxText(Limits.Summary)] string Missing)
{
    public static Decision<PaperEvent> Decide(Paper paper, ReturnPaper command, DateTimeOffset now)
    {
        if (paper.State is PaperState.Returned returned && returned.Missing == command.Missing)
            return [];
        return paper.State.IsOpen
            ? [new PaperReturned(paper.Latest.Number, command.Missing, now)]
            : PaperRules.AlreadySettled.Refuses(paper);
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/return", (
            Guid id, CommandRequest<ReturnPaper> request, PaperViewer viewer, CommandExecutor executor) =>
            executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionOn,
                decide: paper => Decide(paper, request.Command, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(ReturnPaper), "Give a paper back to be completed")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
