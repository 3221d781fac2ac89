using Summit.Http;

namespace Summit.Programme;

/// <summary>An organiser takes somebody out of a session, in all their roles (PR8).</summary>
public sealed record RemoveParticipant
{
    public static Decision<SessionEvent> Decide(Session session, Guid person)
    {
        if (session.BeforeClosing() is { } refused)
            return refused;
        return session.Participants.Exists(one => one.Person == person) ? [new ParticipantRemoved(person)] : [];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/sessions/{id:guid}/participants/{person:guid}", (
            Guid id, Guid person, CommandRequest<RemoveParticipant> request, CommandExecutor executor) =>
            executor.Execute(request, Session.Category, id,
                decide: session => Decide(session, person),
                respond: SessionDetails.Of))
        .WithOperation(nameof(RemoveParticipant), "Take somebody out of a session")
        .RequireRoles(Kernel.Role.Organiser);
}
