using Summit.Congress;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Programme;

/// <summary>
/// An organiser, a rapporteur, or the secretary of the body that meets opens a session that has a slot, once its
/// track's conditions hold (P10, T6, T9, T11, T12).
/// </summary>
public static class OpenSession
{
    public static Decision<SessionEvent> Decide(Session session, OpeningFacts opening, Edition edition, DateTimeOffset now)
    {
        switch (session.State)
        {
            case Open:
                return [];
            case Proposed:
                return ProgrammeRules.NotScheduled.Refuses(session.Track);
        }
        if (session.BeforeClosing() is { } refused)
            return refused;
        if (edition.ClosedAt is not null)
            return ProgrammeRules.CongressClosed.Refuses(session.Track);
        return TrackRules.Of(session.Track).Refuses(opening) is { } unfit ? unfit : [new SessionOpened(now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/open", (
            Guid id, CommandRequest<NoBody> command, PublishedSessions sessions, SessionFactsBook facts,
            Congresses congresses) =>
            sessions.OnKept(command, id, async session => Decide(session, await facts.Of(session),
                (await congresses.Find(session.Congress, CancellationToken.None))!, command.Now)))
        .WithOperation(nameof(OpenSession), "Programme", "Open a session")
        .RequireRoles(Role.Organiser, Role.Rapporteur, Role.Secretary)
        .Answers<SessionDetails>();
}

/// <summary>The same people close a session that is sitting; its slot stays its own (P10).</summary>
public static class CloseSession
{
    public static Decision<SessionEvent> Decide(Session session, DateTimeOffset now) => session.State switch
    {
        Open => [new SessionClosed(now)],
        Closed or Reported => [],
        Cancelled => ProgrammeRules.IsCancelled.Refuses(session.Track),
        _ => ProgrammeRules.NotOpen.Refuses(session.Track),
    };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/close", (Guid id, CommandRequest<NoBody> command, PublishedSessions sessions) =>
            sessions.OnKept(command, id, session => Task.FromResult(Decide(session, command.Now))))
        .WithOperation(nameof(CloseSession), "Programme", "Close a session")
        .RequireRoles(Role.Organiser, Role.Rapporteur, Role.Secretary)
        .Answers<SessionDetails>();
}

/// <summary>An organiser cancels a session that has not been opened; its slot is free again (P8).</summary>
/// <param name="Reason">Why; no personal data.</param>
public sealed record CancelSession([MaxText(MaxTextAttribute.Summary)] string Reason)
{
    public static Decision<SessionEvent> Decide(Session session, CancelSession ask, DateTimeOffset now)
    {
        if (session.State is Cancelled)
            return [];
        return session.BeforeOpening() is { } refused ? refused : [new SessionCancelled(ask.Reason, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/cancel", (Guid id, CommandRequest<CancelSession> command) =>
            command.On(Session.Category, id, session => Decide(session, command.Body, command.Now), SessionDetails.Of))
        .WithOperation(nameof(CancelSession), "Programme", "Cancel a session that has not been opened")
        .RequireRoles(Role.Organiser)
        .Answers<SessionDetails>();
}
