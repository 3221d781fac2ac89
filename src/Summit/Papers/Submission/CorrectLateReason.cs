using Summit.Http;

namespace Summit.Papers;

/// <summary>
/// An organiser puts in other words why a paper was taken after its call had closed (PA17). What was said before is
/// read with <c>asOf</c>.
/// </summary>
/// <param name="Reason">The reason as it should have been.</param>
public sealed record CorrectLateReason([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<PaperEvent> Decide(Paper paper, CorrectLateReason command, DateTimeOffset now) =>
        paper.LateReason is not { } reason ? PaperRules.NotLate
        : reason == command.Reason ? []
        : [new LateReasonCorrected(command.Reason, now)];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/correct-late-reason", (
            Guid id, CommandRequest<CorrectLateReason> request, PaperViewer viewer, CommandExecutor executor) =>
            executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionOn,
                decide: paper => Decide(paper, request.Command, request.Now),
                respond: paper => PaperDetails.Of(paper, viewer)))
        .WithOperation(nameof(CorrectLateReason), "Correct why a paper was taken after its call had closed")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
