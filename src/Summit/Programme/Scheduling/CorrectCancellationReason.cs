using Summit.Http;

namespace Summit.Programme;

/// <summary>
/// An organiser puts in other words why a session was cancelled (PR21). What was said before is read with <c>asOf</c>.
/// </summary>
/// <param name="Reason">The reason as it should have been; no personal data.</param>
public sealed record CorrectCancellationReason([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<SessionEvent> Decide(
        Session session, CorrectCancellationReason command, DateTimeOffset now) =>
        session.State is not SessionState.Cancelled cancelled ? ProgrammeRules.NoReasonGiven.Refuses(session)
        : cancelled.Reason == command.Reason ? []
        : [new CancellationReasonCorrected(command.Reason, now)];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/correct-reason", (
            Guid id, CommandRequest<CorrectCancellationReason> request, CommandExecutor executor) =>
            executor.Execute(request, Session.Category, id,
                decide: session => Decide(session, request.Command, request.Now),
                respond: SessionDetails.Of))
        .WithOperation(nameof(CorrectCancellationReason), "Correct why a session was cancelled")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
