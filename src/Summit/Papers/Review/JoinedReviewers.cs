using Npgsql;
using Summit.Http;
using Summit.Register;
using Summit.Store;

namespace Summit.Papers;

/// <summary>
/// Where two entries are one person, the one that stays reviews what the other was to review, and what was said is
/// theirs, so that nobody counts twice (PA10): also of a settled paper, which waits for reviews again once that is
/// rescinded. An open paper of their own organisation is told.
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
        if (!paper.Reviewers.Contains(joined))
            return [];
        if (into.Organisation != paper.Organisation || paper.Reviewers.Contains(into.Id))
            return [new ReviewersJoined(joined, into.Id, now)];
        return paper.State.IsOpen
            ? PaperRules.ReviewerFromSubmitter.Refuses(
                paper.Track, conflicts: [new Conflict(paper.Id, "paper", paper.Latest.Content.Title)])
            : [];
    }
}
