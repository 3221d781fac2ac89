using Summit.Congress;
using Summit.Http;

namespace Summit.Programme;

/// <summary>
/// An organiser has a cancelled session take place after all (PR1 to PR5, PR15): in the slot that it had, where that is
/// free still, or without a slot.
/// </summary>
/// <param name="Reason">Why; no personal data.</param>
/// <param name="WithoutSlot">Whether it comes back without the slot it had, as it was proposed.</param>
public sealed record ReinstateSession([MaxText(Limits.Summary)] string Reason, bool WithoutSlot = false)
{
    public static Decision<SessionEvent> Decide(
        Session session, ReinstateSession command, ScheduleSession.Facts facts, DateTimeOffset now)
    {
        if (session.State is not SessionState.Cancelled { Slot: var had })
            return [];
        var reinstated = new SessionReinstated(command.Reason, now);
        if (had is null)
            return [reinstated];
        if (command.WithoutSlot)
            return [reinstated, new SlotGivenUp()];
        return new ScheduleSession(had.Room, had.StartsAt, had.EndsAt)
            .Breaks(facts.Edition, session.Track, session.Format, session.Mode) is { } unfit
            ? unfit with { Field = "/withoutSlot" }
            : [reinstated];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/reinstate", (
            Guid id, CommandRequest<ReinstateSession> request, CommandExecutor executor, Congresses congresses) =>
            executor.Execute(request, Session.Category, id,
                load: (session, cancel) => ScheduleSession.Facts.Load(session, congresses, cancel),
                decide: (session, facts) => Decide(session, request.Command, facts, request.Now),
                respond: SessionDetails.Of))
        .WithOperation(nameof(ReinstateSession), "Have a cancelled session take place after all")
        .RequireRoles(Role.Organiser);
}
