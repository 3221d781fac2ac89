using Summit.Papers;
using Summit.Register;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class JoinedReviewersTests
{
    private static readonly Person Into = From(OtherOrganisation) with { Id = Guid.CreateVersion7() };
    private static readonly ReviewerAssigned IntoAssigned = new(Into.Id, DuringTheCall);

    [Fact]
    public void who_stays_is_asked_instead_of_the_joined_person_to_review_a_paper()
    {
        var paper = Given(Submitted, Assigned)
            .When(paper => JoinedReviewers.Decide(paper, Reviewer, Into, AfterTheCall))
            .Then(new ReviewersJoined(Reviewer, Into.Id, AfterTheCall));
        Assert.Equal(Into.Id, Assert.Single(paper.Reviewers));
        Given(Submitted, Assigned, new ReviewersJoined(Reviewer, Into.Id, AfterTheCall))
            .When(paper => JoinedReviewers.Decide(paper, Reviewer, Into, AfterTheCall)).ThenNothing();
    }

    [Fact]
    public void a_person_who_judged_one_revision_under_each_entry_counts_once_with_the_later_revision()
    {
        var paper = Joined(Assigned, Reviewed with { Score = 5 }, Revised, IntoAssigned,
            Reviewed with { Person = Into.Id, Revision = 2, Score = 1 });
        Assert.Equal(new ReviewScore(1, 1), ReviewScore.Of(paper));
        Assert.Equal([(Into.Id, 1), (Into.Id, 2)], paper.Reviews.Select(one => (one.Person, one.Revision)));
        Assert.Equal(Into.Id, Assert.Single(paper.Reviewers));
    }

    [Fact]
    public void a_review_of_an_earlier_revision_is_followed_by_one_of_the_same_person()
    {
        var paper = Joined(Assigned, Reviewed with { Score = 5 }, Revised);
        var reviewed = Paper.Category.Evolve(paper, Reviewed with { Person = Into.Id, Revision = 2, Score = 1 });
        Assert.Equal(new ReviewScore(1, 1), ReviewScore.Of(reviewed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void of_one_revision_judged_under_both_entries_what_was_said_last_counts(bool joinedSaidItLast)
    {
        var (joined, into) = (Reviewed with { Score = 5 }, Reviewed with { Person = Into.Id, Score = 2 });
        var paper = joinedSaidItLast
            ? Joined(Assigned, IntoAssigned, into, joined)
            : Joined(Assigned, IntoAssigned, joined, into);
        Assert.Equal((Into.Id, joinedSaidItLast ? 5 : 2),
            (Assert.Single(paper.Reviews).Person, paper.Reviews[0].Score));
    }

    [Fact]
    public void a_settled_paper_is_reviewed_by_the_one_that_stays_once_that_is_rescinded()
    {
        foreach (var settled in new PaperEvent[] { Accepted, Rejected, Withdrawn })
        {
            Given(Submitted, Assigned, settled)
                .When(paper => JoinedReviewers.Decide(paper, Reviewer, Into, AfterTheCall))
                .Then(new ReviewersJoined(Reviewer, Into.Id, AfterTheCall));
        }
    }

    [Fact]
    public void a_paper_of_their_own_organisation_is_told_and_not_reviewed()
    {
        var refused = JoinedReviewers.Decide(
            Given(Submitted, Assigned).State, Reviewer, Into with { Organisation = Section }, AfterTheCall).Refused;
        Assert.Equal((PaperRules.ReviewerFromSubmitter, PaperId), (refused!.Rule, refused.ConflictsWith[0].Id));
        Given(Submitted, Assigned, Accepted)
            .When(paper => JoinedReviewers.Decide(paper, Reviewer, Into with { Organisation = Section }, AfterTheCall))
            .ThenNothing();
    }

    private static Paper Joined(params PaperEvent[] history)
    {
        var paper = Given([Submitted, .. history]).State;
        return JoinedReviewers.Decide(paper, Reviewer, Into, AfterTheCall).Events
            .Aggregate(paper, Paper.Category.Evolve);
    }
}
