using Summit.Http;
using Summit.Papers;
using Summit.Store;

namespace Summit.Programme;

/// <summary>
/// What it means that a paper on an agenda is not accepted (PR9): the database holds each to it by a constraint of
/// <c>programme.agenda_papers</c>, whose rows follow the sessions' own. Of two who place a paper and rescind its
/// acceptance at the same moment, it refuses one.
/// </summary>
internal sealed class AgendaPapers(PublishedPapers papers) : IConstraintTranslator
{
    public IReadOnlyCollection<string> Constraints => ["agenda_paper_is_accepted"];

    /// <summary>
    /// Has the command decided again: on a paper no longer accepted, or one that has been placed. A session that comes
    /// back with its agenda looks at no paper by itself.
    /// </summary>
    public async Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel)
    {
        if (commit.Streams.FirstOrDefault(append => append.Events.OfType<SessionReinstated>().Any())
            is not { States: [.., Session session] })
            return null;
        var placed = await papers.Find(session.Agenda.Select(item => item.Paper).Distinct(), cancel);
        var gone = placed.Values.Where(paper => !paper.IsAccepted).ToArray();
        return gone.Length == 0
            ? null
            : ProgrammeRules.PaperNotAccepted.Refuses(
                session.Track, conflicts: [.. gone.Select(paper => paper.InTheWay)]);
    }
}
