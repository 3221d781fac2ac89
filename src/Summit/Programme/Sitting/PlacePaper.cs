using Summit.Http;
using Summit.Papers;

namespace Summit.Programme;

/// <summary>An organiser places an accepted paper on an agenda, in one of its revisions (PR8, PR9, TR10).</summary>
/// <param name="Paper">The paper.</param>
/// <param name="Revision">Its revision, from 1.</param>
public sealed record PlacePaper(Guid Paper, int Revision)
{
    /// <summary>What the decision needs from the papers.</summary>
    /// <param name="Paper">The paper; null where there is none, or the track takes none.</param>
    public sealed record Facts(PaperFacts? Paper)
    {
        internal static async Task<Facts> Load(
            Session session, PlacePaper command, PublishedPapers papers, CancellationToken cancel) =>
            new(session.Track.TakesPapers
                ? (await papers.Find([command.Paper], cancel)).GetValueOrDefault(command.Paper)
                : null);
    }

    public static Decision<SessionEvent> Decide(Session session, PlacePaper command, Facts facts)
    {
        if (session.BeforeClosing() is { } refused)
            return refused;
        if (session.Agenda.Contains(new AgendaItem(command.Paper, command.Revision)))
            return [];
        if (!session.Track.TakesPapers)
            return ProgrammeRules.NoPapersInTrack.Refuses(
                session.Track, "/paper", facts: Tracks.Where(track => track.TakesPapers));
        if (facts.Paper is not { } paper || paper.Congress != session.Congress)
            return ProgrammeRules.NoSuchPaper.Refuses(session.Track, "/paper");
        if (paper.Track != session.Track)
            return ProgrammeRules.PaperOfAnotherTrack.Refuses(
                session.Track, "/paper", facts: RefusalFacts.Admits([paper.Track]));
        if (!paper.IsAccepted)
            return ProgrammeRules.PaperNotAccepted.Refuses(
                session.Track, "/paper", [paper.InTheWay], paper.Standing);
        if (command.Revision < 1 || command.Revision > paper.Revision)
            return ProgrammeRules.NoSuchRevision.Refuses(
                session.Track, "/revision", facts: new RefusalFacts(Min: 1, Max: paper.Revision));
        return [new PaperPlacedOnAgenda(command.Paper, command.Revision)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/agenda", (
            Guid id, CommandRequest<PlacePaper> request, CommandExecutor executor, PublishedPapers papers) =>
            executor.Execute(request, Session.Category, id,
                load: (session, cancel) => Facts.Load(session, request.Command, papers, cancel),
                decide: (session, facts) => Decide(session, request.Command, facts),
                respond: SessionDetails.Of))
        .WithOperation(nameof(PlacePaper), "Place an accepted paper on a session's agenda")
        .RequireRoles(Role.Organiser);
}
