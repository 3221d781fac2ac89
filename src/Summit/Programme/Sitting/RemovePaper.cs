using Summit.Http;

namespace Summit.Programme;

/// <summary>An organiser takes a paper off a session's agenda (PR8).</summary>
public sealed record RemovePaper
{
    public static Decision<SessionEvent> Decide(Session session, Guid paper)
    {
        if (session.BeforeClosing() is { } refused)
            return refused;
        return session.Agenda.Exists(item => item.Paper == paper) ? [new PaperRemovedFromAgenda(paper)] : [];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/sessions/{id:guid}/agenda/{paper:guid}", (
            Guid id, Guid paper, CommandRequest<RemovePaper> request, CommandExecutor executor) =>
            executor.Execute(request, Session.Category, id,
                decide: session => Decide(session, paper),
                respond: SessionDetails.Of))
        .WithOperation(nameof(RemovePaper), "Take a paper off a session's agenda")
        .RequireRoles(Role.Organiser);
}
