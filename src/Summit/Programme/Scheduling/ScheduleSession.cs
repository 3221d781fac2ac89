using Summit.Congress;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Programme;

/// <summary>
/// An organiser gives a session its slot, or another one (PR1 to PR5, PR8). Of two that race for one slot the database
/// lets one through; the other is told which session stands there.
/// </summary>
/// <param name="Room">The room.</param>
/// <param name="StartsAt">From when.</param>
/// <param name="EndsAt">Until before when.</param>
public sealed record ScheduleSession(Guid Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    /// <summary>What a slot is decided on.</summary>
    /// <param name="Edition">The Congress.</param>
    public sealed record Facts(Edition Edition)
    {
        internal static async Task<Facts> Load(Session session, Congresses congresses, CancellationToken cancel) =>
            new((await congresses.Find(session.Congress, cancel))!);
    }

    public static Decision<SessionEvent> Decide(Session session, ScheduleSession command, Facts facts)
    {
        if (session.BeforeOpening() is { } refused)
            return refused;
        var slot = session.State.Slot;
        if (slot is not null && command == new ScheduleSession(slot.Room, slot.StartsAt, slot.EndsAt))
            return [];
        if (Slots.Refuses(facts.Edition, session.Track, session.Format, command) is { } unfit)
            return unfit;
        var placed = Slots.Place(facts.Edition, command);
        return slot is null ? [new SessionScheduled(placed)]
            : slot.Room != command.Room ? [new SessionMoved(placed)]
            : [new SessionRescheduled(placed)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/schedule", (
            Guid id, CommandRequest<ScheduleSession> request, CommandExecutor executor, Congresses congresses) =>
            executor.Execute(request, Session.Category, id,
                load: (session, cancel) => Facts.Load(session, congresses, cancel),
                decide: (session, facts) => Decide(session, request.Command, facts),
                respond: SessionDetails.Of))
        .WithOperation(nameof(ScheduleSession), "Give a session its slot, or another one")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
