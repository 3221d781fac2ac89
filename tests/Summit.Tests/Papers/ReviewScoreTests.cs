using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class ReviewScoreTests
{
    private static readonly Guid OtherReviewer = Guid.CreateVersion7();

    [Fact]
    public void a_score_beside_a_conflict_of_interest_is_kept_and_does_not_count()
    {
        var paper = Given(Submitted, Reviewed,
            Reviewed with { Person = OtherReviewer, Score = 1, ConflictOfInterest = "my cousin" }).State;
        Assert.Equal(new ReviewScore(4, 1), ReviewScore.Of(paper));
        Assert.Equal(2, paper.Reviews.Count);
    }

    [Fact]
    public void of_each_reviewer_the_review_of_the_latest_revision_counts() => Assert.Equal(
        new ReviewScore(4, 2),
        ReviewScore.Of(Given(Submitted, Reviewed, Reviewed with { Person = OtherReviewer, Score = 3 }, Revised,
            Reviewed with { Revision = 2, Score = 5 }).State));

    [Fact]
    public void a_paper_without_reviews_has_no_score() => Assert.Null(ReviewScore.Of(Given(Submitted).State));
}
