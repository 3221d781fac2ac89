using Npgsql;
using Summit.Http;
using Summit.Register;
using Summit.Store;

namespace Summit.Papers;

/// <summary>
/// Where two entries are one person, the one that stays reviews what the other was to review. A paper that both have
/// reviewed, or that is of their own organisation, is told.
/// </summary>
public sealed class JoinedReviewers(AggregateCache states, NpgsqlDataSource database, ICommandGuard guard)
    : IJoinFollower<Person>
{
    /// <inheritdoc/>
    public async Task<Takeover> Follow(
        Person joined, Person into, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(array_agg(id), '{}') from papers.paper_register
             where until_position is null and row -> 'reviewers' ? $1::uuid::text
            """).With(joined.Id);
        var ids = (Guid[])(await command.ExecuteScalarAsync(cancel))!;
        return await Takeover.Of(Paper.Category, await states.Find(Paper.Category, ids.Order(), long.MaxValue, cancel),
            paper => paper.Id, paper => Decide(paper, joined.Id, into, now), guard, cancel);
    }

    /// <summary>What a paper's part is.</summary>
    public static Decision<PaperEvent> Decide(Paper paper, Guid joined, Person into, DateTimeOffset now)
    {
        if (!paper.State.IsOpen || !paper.Reviewers.Contains(joined))
            return [];
        var latest = paper.Reviews.FindAll(review => review.Revision == paper.Latest.Number)
            .ConvertAll(review => review.Person);
        if (latest.Contains(joined) && latest.Contains(into.Id))
            return PaperRules.ReviewedTwice.Refuses(paper.Track, conflicts: [ConflictOf(paper)]);
        if (into.Organisation == paper.Organisation)
            return PaperRules.ReviewerFromSubmitter.Refuses(paper.Track, conflicts: [ConflictOf(paper)]);
        // Who has said already what they think of it is not asked again.
        return paper.Reviewers.Contains(into.Id) || latest.Contains(joined)
            ? []
            : [new ReviewerAssigned(into.Id, now)];
    }

    private static Conflict ConflictOf(Paper paper) => new(paper.Id, "paper", paper.Latest.Content.Title);
}
