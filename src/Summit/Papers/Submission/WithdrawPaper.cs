using Summit.Http;

namespace Summit.Papers;

/// <summary>
/// The submitting organisation, or an organiser for it, takes a paper back, even one that was accepted (PA12). What was
/// public stays known.
/// </summary>
/// <param name="Reason">Why.</param>
public sealed record WithdrawPaper([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<PaperEvent> Decide(Paper paper, WithdrawPaper command, DateTimeOffset now) =>
        paper.State switch
    {
        PaperState.Withdrawn => [],
        PaperState.Rejected => PaperRules.AlreadySettled.Refuses(paper),
        _ => [new PaperWithdrawn(command.Reason, now)],
    };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/withdraw", (
            Guid id, CommandRequest<WithdrawPaper> request, PaperViewer viewer, CommandExecutor executor) =>
            executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionToSpeakFor,
                decide: paper => Decide(paper, request.Command, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(WithdrawPaper), "Take a paper back")
        .RequireRoles(Role.Partner, Role.Organiser);
}
