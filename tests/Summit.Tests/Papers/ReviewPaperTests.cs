using Summit.Papers;
using Summit.Register;

namespace Summit.Tests.Papers;

public sealed class ReviewPaperTests
{
    private static readonly ReviewPaper Ask = new(4, "clear");
    private static readonly PaperReviewed Reviewed = new(Some.Reviewer, 1, 4, "clear", Some.AfterTheCall);

    private static When<Paper, PaperEvent> Assigned(Given<Paper, PaperEvent> given, Person? person) =>
        given.When(paper =>
            AssignReviewer.Decide(paper, new AssignReviewer(Some.Reviewer), person, Some.DuringTheCall));

    private static When<Paper, PaperEvent> Reviews(Given<Paper, PaperEvent> given, ReviewPaper? ask = null) =>
        given.When(paper => ReviewPaper.Decide(paper, ask ?? Ask, Some.Reviewer, Some.AfterTheCall));

    [Fact]
    public void a_person_of_another_organisation_or_of_none_is_assigned_once()
    {
        Assigned(Some.Paper(), Some.From(Some.OtherOrganisation)).Then(Some.Assigned);
        Assigned(Some.Paper(), Some.From(null)).Then(Some.Assigned);
        Assigned(Some.Paper(Some.Assigned), Some.From(null)).ThenNothing();
    }

    [Fact]
    public void nobody_reviews_a_paper_of_their_own_organisation() =>
        Assigned(Some.Paper(), Some.From(Some.Section)).ThenRefused(PaperRules.ReviewerFromSubmitter);

    [Fact]
    public void a_person_unknown_or_erased_is_not_assigned()
    {
        Assigned(Some.Paper(), null).ThenRefused(PaperRules.NoSuchPerson);
        Assigned(Some.Paper(), Some.From(null) with { ErasedAt = Some.BeforeTheCall })
            .ThenRefused(PaperRules.NoSuchPerson);
    }

    [Fact]
    public void a_settled_paper_gets_no_reviewer() =>
        Assigned(Some.Paper(Some.Accepted), Some.From(null)).ThenRefused(PaperRules.AlreadySettled);

    [Fact]
    public void who_is_assigned_reviews_the_latest_revision()
    {
        Reviews(Some.Paper(Some.Assigned)).Then(Reviewed);
        Reviews(Some.Paper(Some.Assigned, Some.Revised)).Then(Reviewed with { Revision = 2 });
    }

    [Fact]
    public void others_do_not_review() => Reviews(Some.Paper()).ThenRefused(PaperRules.NotAssigned);

    [Fact]
    public void the_same_review_again_is_nothing_new_even_once_the_paper_is_settled()
    {
        Reviews(Some.Paper(Some.Assigned, Reviewed)).ThenNothing();
        Reviews(Some.Paper(Some.Assigned, Reviewed, Some.Accepted)).ThenNothing();
    }

    [Fact]
    public void another_review_takes_the_place_of_the_first()
    {
        var after = Reviews(Some.Paper(Some.Assigned, Reviewed), Ask with { Score = 2 }).State;
        Assert.Equal(2, Assert.Single(after.Reviews).Score);
    }

    [Fact]
    public void a_settled_paper_is_not_reviewed() =>
        Reviews(Some.Paper(Some.Assigned, Some.Rejected)).ThenRefused(PaperRules.AlreadySettled);

    [Fact]
    public void a_score_beside_a_conflict_of_interest_does_not_count()
    {
        var other = Guid.CreateVersion7();
        var given = Some.Paper(Reviewed, Reviewed with { Person = other, Score = 1, ConflictOfInterest = "my cousin" });
        Assert.Equal(new ReviewScore(4, 1), ReviewScore.Of(given.State));
        Assert.Equal(2, given.State.Reviews.Count);
    }

    [Fact]
    public void of_each_reviewer_the_latest_review_counts()
    {
        var given = Some.Paper(Reviewed, Reviewed with { Person = Guid.CreateVersion7(), Score = 3 }, Some.Revised,
            Reviewed with { Revision = 2, Score = 5 });
        Assert.Equal(new ReviewScore(4, 2), ReviewScore.Of(given.State));
        Assert.Null(ReviewScore.Of(Some.Paper().State));
    }
}
