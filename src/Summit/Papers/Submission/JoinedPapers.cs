using Npgsql;
using Summit.Http;
using Summit.Register;
using Summit.Store;

namespace Summit.Papers;

/// <summary>
/// Where two entries are one organisation, the papers and endorsements of the joined one are the other's (PA16). A
/// paper under an external id that both use, or that somebody of the organisation is to review, is told.
/// </summary>
public sealed class JoinedPapers(
    AggregateCache states, RegisterQueries register, NpgsqlDataSource database, ICommandGuard guard)
    : IJoinFollower<Organisation>
{
    /// <summary>What stands in the way of a paper.</summary>
    /// <param name="SameId">By a paper of the joined one, that of the other under the same external id.</param>
    /// <param name="Members">The people of either.</param>
    public sealed record Facts(IReadOnlyDictionary<Guid, Guid> SameId, IReadOnlySet<Guid> Members);

    /// <inheritdoc/>
    public async Task<Takeover> Follow(
        Organisation joined, Organisation into, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(array_agg(id), '{}') from (
                select id from papers.paper_register where until_position is null and organisation = $1
                 union
                select paper from papers.endorsements where organisation = $1) papers
            """).With(joined.Id);
        var ids = (Guid[])(await command.ExecuteScalarAsync(cancel))!;
        var papers = await states.Find(Paper.Category, ids.Order(), long.MaxValue, cancel);
        var reviewers = await register.People(papers.SelectMany(paper => paper.State.Reviewers).Distinct(), cancel);
        var facts = new Facts(
            await SameIds(joined.Id, into.Id, cancel),
            reviewers.Values.Where(person => person.Organisation == joined.Id || person.Organisation == into.Id)
                .Select(person => person.Id).ToHashSet());
        return await Takeover.Of(Paper.Category, papers, paper => paper.Id,
            paper => Decide(paper, joined.Id, into.Id, facts, now), guard, cancel);
    }

    /// <summary>What a paper's part is.</summary>
    public static Decision<PaperEvent> Decide(Paper paper, Guid joined, Guid into, Facts facts, DateTimeOffset now)
    {
        PaperEvent[] ended = Endorsed(paper, into) ? [new EndorsementWithdrawn(into, now)] : [];
        if (paper.Organisation == joined)
            return facts.SameId.TryGetValue(paper.Id, out var other)
                ? PaperRules.ExternalIdTaken.Refuses(
                    paper.Track, conflicts: [ConflictOf(paper), new Conflict(other, Paper.Category.Name)])
                : paper.State.IsOpen && paper.Reviewers.Exists(facts.Members.Contains)
                    ? PaperRules.ReviewerFromSubmitter.Refuses(paper.Track, conflicts: [ConflictOf(paper)])
                    // Nobody endorses a paper of their own.
                    : [.. ended, new PaperHandedOver(joined, into, now)];
        if (paper.Endorsements.Find(one => one.Organisation == joined) is not { } endorsement)
            return [];
        PaperEvent[] taken = paper.Organisation == into || Endorsed(paper, into)
            ? []
            : [new PaperEndorsed(into, endorsement.Revision, now)];
        return [new EndorsementWithdrawn(joined, now), .. taken];
    }

    private static bool Endorsed(Paper paper, Guid organisation) =>
        paper.Endorsements.Exists(one => one.Organisation == organisation);

    private static Conflict ConflictOf(Paper paper) => new(paper.Id, Paper.Category.Name, paper.Latest.Content.Title);

    private async Task<IReadOnlyDictionary<Guid, Guid>> SameIds(Guid joined, Guid into, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select one.paper, other.paper
              from papers.external_ids one
              join papers.external_ids other on other.congress = one.congress and other.system = one.system
               and normalize(other.external_id) = normalize(one.external_id)
             where one.organisation = $1 and other.organisation = $2
            """).With(joined, into);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new Dictionary<Guid, Guid>();
        while (await reader.ReadAsync(cancel))
            found[reader.GetGuid(0)] = reader.GetGuid(1);
        return found;
    }
}
