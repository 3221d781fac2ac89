using Summit.Http;

namespace Summit.Programme;

/// <summary>
/// An organiser takes the slot from a session that has not been opened: the slot is free, and the session is proposed
/// as before (PR8). The next release of the programme is without it.
/// </summary>
public sealed record GiveUpSlot
{
    public static Decision<SessionEvent> Decide(Session session)
    {
        if (session.BeforeOpening() is { } refused)
            return refused;
        return session.State.Slot is null ? [] : [new SlotGivenUp()];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/give-up-slot", (
            Guid id, CommandRequest<GiveUpSlot> request, CommandExecutor executor) =>
            executor.Execute(request, Session.Category, id,
                decide: Decide,
                respond: SessionDetails.Of))
        .WithOperation(nameof(GiveUpSlot), "Take the slot from a session that has not been opened")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
