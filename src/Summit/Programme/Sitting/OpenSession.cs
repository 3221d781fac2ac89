using Summit.Congress;
using Summit.Http;
using Summit.Kernel;
using Summit.Papers;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Programme;

/// <summary>
/// An organiser, a rapporteur, or the secretary of the body that meets opens a session that has a slot, once its
/// track's conditions hold (PR10, TR6, TR9, TR11, TR12).
/// </summary>
public sealed record OpenSession
{
    public static Decision<SessionEvent> Decide(Session session, OpeningFacts opening, Edition edition,
        DateTimeOffset now)
    {
        switch (session.State)
        {
            case SessionState.Open:
                return [];
            case SessionState.Proposed:
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
            Guid id, CommandRequest<OpenSession> request, CommandExecutor executor, Congresses congresses,
            PublishedPapers papers, RegisterQueries register, PublishedBodies bodies) =>
            executor.Execute(request, Session.Category, id,
                authorize: session => session.PermissionToKeep(request.By),
                load: async (session, cancel) =>
                {
                    var edition = congresses.Find(session.Congress, cancel);
                    var opening = await OpeningFacts.Load(session, papers, register, bodies, cancel);
                    return (Opening: opening, Edition: (await edition)!);
                },
                decide: (session, facts) => Decide(session, facts.Opening, facts.Edition, request.Now),
                respond: SessionDetails.Of))
        .WithOperation(nameof(OpenSession), "Open a session")
        .RequireRoles(Role.Organiser, Role.Rapporteur, Role.Secretary);
}
