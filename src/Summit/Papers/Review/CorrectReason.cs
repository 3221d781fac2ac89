using Summit.Http;

namespace Summit.Papers;

/// <summary>
/// Who could do the act puts its reason in other words (PA15): an organiser what is missing or why a paper was
/// rejected, its organisation, too, why it was withdrawn. What it said before is read with <c>asOf</c>.
/// </summary>
/// <param name="Reason">The reason as it should have been; what is missing, of a returned paper.</param>
public sealed record CorrectReason([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<PaperEvent> Decide(Paper paper, CorrectReason command, DateTimeOffset now) =>
        paper.State.Reason is not { } reason ? PaperRules.NoReasonGiven.Refuses(paper)
        : reason == command.Reason ? []
        : [new ReasonCorrected(command.Reason, now)];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/correct-reason", (
            Guid id, CommandRequest<CorrectReason> request, PaperViewer viewer, CommandExecutor executor) =>
            executor.Execute(request, Paper.Category, id,
                authorize: paper => PermissionOn(paper, viewer),
                decide: paper => Decide(paper, request.Command, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(CorrectReason), "Correct what is missing, or why a paper was rejected or withdrawn")
        .RequireRoles(Role.Partner, Role.Organiser)
        .RequireIfMatch();

    private static Permission PermissionOn(Paper paper, PaperViewer viewer) =>
        paper.State is PaperState.Withdrawn ? viewer.PermissionToSpeakFor(paper)
        : viewer.CanSee(paper) ? Permission.If(viewer.By.Role != Role.Partner)
        : Permission.NotFound;
}
