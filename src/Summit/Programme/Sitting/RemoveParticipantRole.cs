using Summit.Http;

namespace Summit.Programme;

/// <summary>
/// An organiser takes one of their roles in a session from somebody, who leaves it where they have no other (PR8).
/// </summary>
/// <param name="Role">As what they no longer take part.</param>
public sealed record RemoveParticipantRole(ParticipantRole Role)
{
    public static Decision<SessionEvent> Decide(Session session, Guid person, RemoveParticipantRole command)
    {
        if (session.BeforeClosing() is { } refused)
            return refused;
        if (!session.Participants.Contains(new Participant(person, command.Role)))
            return [];
        return session.Participants.Exists(one => one.Person == person && one.Role != command.Role)
            ? [new ParticipantRoleRemoved(person, command.Role)]
            : [new ParticipantRemoved(person)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/participants/{person:guid}/remove-role", (
            Guid id, Guid person, CommandRequest<RemoveParticipantRole> request, CommandExecutor executor) =>
            executor.Execute(request, Session.Category, id,
                decide: session => Decide(session, person, request.Command),
                respond: SessionDetails.Of))
        .WithOperation(nameof(RemoveParticipantRole), "Take one of their roles in a session from somebody")
        .RequireRoles(Kernel.Role.Organiser);
}
