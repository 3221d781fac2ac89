using Summit.Http;

namespace Summit.Programme;

/// <summary>The same people close a session that is sitting; what is left of its slot is free (PR10).</summary>
public sealed record CloseSession
{
    public static Decision<SessionEvent> Decide(Session session, DateTimeOffset now) => session.State switch
    {
        SessionState.Open => [new SessionClosed(now)],
        SessionState.Closed or SessionState.Reported => [],
        SessionState.Cancelled => ProgrammeRules.IsCancelled.Refuses(session),
        _ => ProgrammeRules.NotOpen.Refuses(session),
    };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/close", (
            Guid id, CommandRequest<CloseSession> request, CommandExecutor executor) =>
            executor.Execute(request, Session.Category, id,
                authorize: session => session.PermissionToKeep(request.By),
                decide: session => Decide(session, request.Now),
                respond: SessionDetails.Of))
        .WithOperation(nameof(CloseSession), "Close a session")
        .RequireRoles(Role.Organiser, Role.Rapporteur, Role.Secretary)
        .GoesOnAfterClosing();
}
