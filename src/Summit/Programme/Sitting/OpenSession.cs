using Summit.Http;
using Summit.Papers;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Programme;

/// <summary>
/// An organiser, a rapporteur, or the secretary of the body that meets opens a session that has a slot, once its
/// track's conditions hold (PR10, PR16, TR6, TR9, TR11, TR12).
/// </summary>
/// <param name="Confirmed">Whether it is to be opened although its slot is still hours away.</param>
public sealed record OpenSession(bool Confirmed = false)
{
    // A session starts some minutes early, before a break perhaps an hour; until then others sit in its room.
    private static readonly TimeSpan EarlyMax = TimeSpan.FromHours(2);

    public static Decision<SessionEvent> Decide(
        Session session, OpenSession command, OpeningFacts facts, DateTimeOffset now)
    {
        switch (session.State)
        {
            case SessionState.Open:
                return [];
            case SessionState.Proposed:
                return ProgrammeRules.NotScheduled.Refuses(session);
        }
        if (session.BeforeClosing() is { } refused)
            return refused;
        if (TrackRules.Of(session.Track).Refuses(facts) is { } unfit)
            return unfit;
        var slot = session.State.Slot!;
        return slot.StartsAt - now > EarlyMax && !command.Confirmed
            ? ProgrammeRules.OpeningUnconfirmed.Refuses(session.Track, "/confirmed",
                [new Conflict(session.Id, "session", session.Title,
                    new ConflictSlot(slot.Room, slot.StartsAt, slot.EndsAt, slot.TimeZone))],
                new RefusalFacts(From: slot.StartsAt, Until: slot.EndsAt))
            : [new SessionOpened(now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/open", (
            Guid id, CommandRequest<OpenSession> request, CommandExecutor executor, PublishedPapers papers,
            RegisterQueries register, PublishedBodies bodies) =>
            executor.Execute(request, Session.Category, id,
                authorize: session => session.PermissionToKeep(request.By),
                load: (session, cancel) => OpeningFacts.Load(session, papers, register, bodies, cancel),
                decide: (session, facts) => Decide(session, request.Command, facts, request.Now),
                respond: SessionDetails.Of))
        .WithOperation(nameof(OpenSession), "Open a session")
        .RequireRoles(Role.Organiser, Role.Rapporteur, Role.Secretary);
}
