using Summit.Http;
using Summit.Kernel;
using Summit.Papers;

namespace Summit.Programme;

/// <summary>An organiser places an accepted paper on an agenda, in one of its revisions (P8, P9, T10).</summary>
/// <param name="Paper">The paper.</param>
/// <param name="Revision">Its revision, from 1.</param>
public sealed record PlacePaper(Guid Paper, int Revision)
{
    public static Decision<SessionEvent> Decide(Session session, PlacePaper ask, PaperFacts? paper)
    {
        if (session.BeforeClosing() is { } refused)
            return refused;
        if (session.Agenda.Contains(new AgendaItem(ask.Paper, ask.Revision)))
            return [];
        if (!TrackRules.Of(session.Track).TakesPapers)
            return TrackRuleNames.NoPapersInTrack.Refuses(session.Track, "/paper");
        if (paper is null || paper.Congress != session.Congress)
            return ProgrammeRules.NoSuchPaper.Refuses(session.Track, "/paper");
        if (paper.Track != session.Track)
            return ProgrammeRules.PaperOfAnotherTrack.Refuses(session.Track, "/paper");
        if (!paper.IsAccepted)
            return ProgrammeRules.PaperNotAccepted.Refuses(session.Track, "/paper");
        if (ask.Revision < 1 || ask.Revision > paper.Revision)
            return ProgrammeRules.NoSuchRevision.Refuses(session.Track, "/revision");
        return [new PaperPlacedOnAgenda(ask.Paper, ask.Revision)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/agenda", (Guid id, CommandRequest<PlacePaper> command, PublishedPapers papers) =>
            command.On(Session.Category, id, async session =>
            {
                var found = TrackRules.Of(session.Track).TakesPapers
                    ? await papers.Find([command.Body.Paper], CancellationToken.None)
                    : null;
                return Decide(session, command.Body, found?.GetValueOrDefault(command.Body.Paper));
            }, SessionDetails.Of))
        .WithOperation(nameof(PlacePaper), "Programme", "Place an accepted paper on a session's agenda")
        .RequireRoles(Role.Organiser)
        .Answers<SessionDetails>();
}

/// <summary>An organiser takes a paper off a session's agenda (P8).</summary>
public static class RemovePaper
{
    public static Decision<SessionEvent> Decide(Session session, Guid paper)
    {
        if (session.BeforeClosing() is { } refused)
            return refused;
        return session.Agenda.Exists(item => item.Paper == paper) ? [new PaperRemovedFromAgenda(paper)] : [];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/sessions/{id:guid}/agenda/{paper:guid}", (Guid id, Guid paper, CommandRequest<NoBody> command) =>
            command.On(Session.Category, id, session => Decide(session, paper), SessionDetails.Of))
        .WithOperation(nameof(RemovePaper), "Programme", "Take a paper off a session's agenda")
        .RequireRoles(Role.Organiser)
        .Answers<SessionDetails>();
}
