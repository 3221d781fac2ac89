using Summit.Http;

namespace Summit.Programme;

/// <summary>
/// Who may close a session takes a closing by mistake back: the session sits on (PR15). It takes the rest of its slot
/// up again; what has taken that meanwhile stands in the way. A report says that it is over.
/// </summary>
/// <param name="Reason">Why; no personal data.</param>
public sealed record ReopenSession([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<SessionEvent> Decide(
        Session session, ReopenSession command, DateTimeOffset now)
    {
        switch (session.State)
        {
            case SessionState.Open:
                return [];
            case SessionState.Reported:
                return ProgrammeRules.AlreadyReported.Refuses(session);
            case SessionState.Cancelled:
                return ProgrammeRules.IsCancelled.Refuses(session);
            case not SessionState.Closed:
                return ProgrammeRules.NotClosed.Refuses(session);
        }
        return [new SessionReopened(command.Reason, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/reopen", (
            Guid id, CommandRequest<ReopenSession> request, CommandExecutor executor) =>
            executor.Execute(request, Session.Category, id,
                authorize: session => session.PermissionToKeep(request.By),
                decide: session => Decide(session, request.Command, request.Now),
                respond: SessionDetails.Of))
        .WithOperation(nameof(ReopenSession), "Take back that a session was closed")
        .RequireRoles(Role.Organiser, Role.Rapporteur, Role.Secretary);
}
