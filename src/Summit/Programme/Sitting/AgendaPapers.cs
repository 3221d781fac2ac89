using Summit.Http;
using Summit.Store;

namespace Summit.Programme;

/// <summary>
/// The papers on agendas, each accepted by a constraint of the table (PR9): of two who place a paper and rescind its
/// acceptance at the same moment, the database refuses one.
/// </summary>
internal sealed class AgendaPapers : IInlineProjection, IConstraintTranslator
{
    public string Name => "programme.agenda_papers";

    public IReadOnlyCollection<Category> Categories { get; } = [Session.Category];

    public IReadOnlyCollection<string> Constraints => ["agenda_paper_is_accepted"];

    public void Project(StreamChange change, SqlBatch sql)
    {
        var before = Of((Session?)change.Before);
        var after = Of((Session)change.Events[^1].State);
        foreach (var gone in before.Except(after))
        {
            sql.Add("delete from programme.agenda_papers where session = $1 and paper = $2", change.Stream, gone);
        }
        foreach (var placed in after.Except(before))
        {
            sql.Add("insert into programme.agenda_papers (session, paper) values ($1, $2)", change.Stream, placed);
        }
    }

    /// <summary>
    /// Has the command decided again: on a paper no longer accepted, or one that has been placed. A session that comes
    /// back with its agenda looks at no paper by itself.
    /// </summary>
    public Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel) =>
        Task.FromResult(commit.Streams.FirstOrDefault(append => append.Events.OfType<SessionReinstated>().Any())
            is { States: [.., Session session] }
                ? ProgrammeRules.PaperNotAccepted.Refuses(session.Track)
                : null);

    // What was cancelled takes up nothing.
    private static IEnumerable<Guid> Of(Session? session) => session is null or { State: SessionState.Cancelled }
        ? []
        : session.Agenda.Select(item => item.Paper).Distinct();
}
