using Summit.Papers;
using Summit.Register;

namespace Summit.Tests.Papers;

public sealed class ReviewPaperTests
{
    private static readonly ReviewPaper Ask = new(4, "clear");
    private static readonly PaperReviewed Reviewed =
        new(PaperSamples.Reviewer, 1, 4, "clear", PaperSamples.AfterTheCall);

    private static When<Paper, PaperEvent> Assigned(Given<Paper, PaperEvent> given, Person? person) =>
        given.When(paper =>
            AssignReviewer.Decide(paper, new AssignReviewer(PaperSamples.Reviewer), person,
                PaperSamples.DuringTheCall));

    private static When<Paper, PaperEvent> Reviews(Given<Paper, PaperEvent> given, ReviewPaper? ask = null) =>
        given.When(paper => ReviewPaper.Decide(paper, ask ?? Ask, PaperSamples.Reviewer, PaperSamples.AfterTheCall));

    [Fact]
    public void a_person_of_another_organisation_or_of_none_is_assigned_once()
    {
        Assigned(PaperSamples.Paper(), PaperSamples.From(PaperSamples.OtherOrganisation)).Then(PaperSamples.Assigned);
        Assigned(PaperSamples.Paper(), PaperSamples.From(null)).Then(PaperSamples.Assigned);
        Assigned(PaperSamples.Paper(PaperSamples.Assigned), PaperSamples.From(null)).ThenNothing();
    }

    [Fact]
    public void nobody_reviews_a_paper_of_their_own_organisation() =>
        Assigned(PaperSamples.Paper(), PaperSamples.From(PaperSamples.Section))
            .ThenRefused(PaperRules.ReviewerFromSubmitter);

    [Fact]
    public void a_person_unknown_or_erased_is_not_assigned()
    {
        Assigned(PaperSamples.Paper(), null).ThenRefused(PaperRules.NoSuchPerson);
        Assigned(PaperSamples.Paper(), PaperSamples.From(null) with { ErasedAt = PaperSamples.BeforeTheCall })
            .ThenRefused(PaperRules.NoSuchPerson);
    }

    [Fact]
    public void a_settled_paper_gets_no_reviewer() =>
        Assigned(PaperSamples.Paper(PaperSamples.Accepted), PaperSamples.From(null))
            .ThenRefused(PaperRules.AlreadySettled);

    [Fact]
    public void who_is_assigned_reviews_the_latest_revision()
    {
        Reviews(PaperSamples.Paper(PaperSamples.Assigned)).Then(Reviewed);
        Reviews(PaperSamples.Paper(PaperSamples.Assigned, PaperSamples.Revised)).Then(Reviewed with { Revision = 2 });
    }

    [Fact]
    public void others_do_not_review() => Reviews(PaperSamples.Paper()).ThenRefused(PaperRules.NotAssigned);

    [Fact]
    public void the_same_review_again_is_nothing_new_even_once_the_paper_is_settled()
    {
        Reviews(PaperSamples.Paper(PaperSamples.Assigned, Reviewed)).ThenNothing();
        Reviews(PaperSamples.Paper(PaperSamples.Assigned, Reviewed, PaperSamples.Accepted)).ThenNothing();
    }

    [Fact]
    public void another_review_takes_the_place_of_the_first()
    {
        var after = Reviews(PaperSamples.Paper(PaperSamples.Assigned, Reviewed), Ask with { Score = 2 }).State;
        Assert.Equal(2, Assert.Single(after.Reviews).Score);
    }

    [Fact]
    public void a_settled_paper_is_not_reviewed() =>
        Reviews(PaperSamples.Paper(PaperSamples.Assigned, PaperSamples.Rejected))
            .ThenRefused(PaperRules.AlreadySettled);

    [Fact]
    public void a_score_beside_a_conflict_of_interest_does_not_count()
    {
        var other = Guid.CreateVersion7();
        var given =
            PaperSamples.Paper(Reviewed, Reviewed with { Person = other, Score = 1, ConflictOfInterest = "my cousin" });
        Assert.Equal(new ReviewScore(4, 1), ReviewScore.Of(given.State));
        Assert.Equal(2, given.State.Reviews.Count);
    }

    [Fact]
    public void of_each_reviewer_the_latest_review_counts()
    {
        var given = PaperSamples.Paper(Reviewed, Reviewed with { Person = Guid.CreateVersion7(), Score = 3 },
            PaperSamples.Revised,
            Reviewed with { Revision = 2, Score = 5 });
        Assert.Equal(new ReviewScore(4, 2), ReviewScore.Of(given.State));
        Assert.Null(ReviewScore.Of(PaperSamples.Paper().State));
    }
}
