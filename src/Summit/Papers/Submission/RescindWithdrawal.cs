using Summit.Http;

namespace Summit.Papers;

/// <summary>
/// The submitting organisation, or an organiser for it, rescinds the withdrawal of a paper, and says why (PA14). The
/// paper is again what it was before: an accepted one is accepted.
/// </summary>
/// <param name="Reason">Why.</param>
public sealed record RescindWithdrawal([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<PaperEvent> Decide(Paper paper, RescindWithdrawal command, DateTimeOffset now) =>
        paper.State switch
        {
            PaperState.Withdrawn => [new WithdrawalRescinded(command.Reason, now)],
            _ when paper.HasRescinded(RescindedAct.Withdrawal, command.Reason) => [],
            _ => PaperRules.NothingToRescind.Refuses(paper),
        };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/rescind-withdrawal", (
            Guid id, CommandRequest<RescindWithdrawal> request, PaperViewer viewer, CommandExecutor executor) =>
            executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionToSpeakFor,
                decide: paper => Decide(paper, request.Command, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(RescindWithdrawal), "Rescind the withdrawal of a paper")
        .RequireRoles(Role.Partner, Role.Organiser)
        .RequireIfMatch();
}
