using Summit.Http;

namespace Summit.Programme;

/// <summary>An organiser cancels a session that has not been opened; its slot is free again (PR8).</summary>
/// <param name="Reason">Why; no personal data.</param>
public sealed record CancelSession([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<SessionEvent> Decide(Session session, CancelSession command, DateTimeOffset now)
    {
        if (session.State is SessionState.Cancelled)
            return [];
        return session.BeforeOpening() is { } refused ? refused : [new SessionCancelled(command.Reason, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/cancel", (
            Guid id, CommandRequest<CancelSession> request, CommandExecutor executor) =>
            executor.Execute(request, Session.Category, id,
                decide: session => Decide(session, request.Command, request.Now),
                respond: SessionDetails.Of))
        .WithOperation(nameof(CancelSession), "Cancel a session that has not been opened")
        .RequireRoles(Role.Organiser);
}
