using Summit.Papers;
using Summit.Register;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class JoinedReviewersTests
{
    private static readonly Person Into = From(OtherOrganisation) with { Id = Guid.CreateVersion7() };

    [Fact]
    public void who_stays_is_to_review_what_the_joined_person_was_to_review() => Given(Submitted, Assigned)
        .When(paper => JoinedReviewers.Decide(paper, Reviewer, Into, AfterTheCall))
        .Then(new ReviewerAssigned(Into.Id, AfterTheCall));

    [Fact]
    public void a_person_who_has_reviewed_it_is_not_asked_again()
    {
        Given(Submitted, Assigned, Reviewed)
            .When(paper => JoinedReviewers.Decide(paper, Reviewer, Into, AfterTheCall)).ThenNothing();
        Given(Submitted, Assigned, Reviewed, Revised)
            .When(paper => JoinedReviewers.Decide(paper, Reviewer, Into, AfterTheCall))
            .Then(new ReviewerAssigned(Into.Id, AfterTheCall));
    }

    [Fact]
    public void a_settled_paper_keeps_its_reviewers() => Given(Submitted, Assigned, Accepted)
        .When(paper => JoinedReviewers.Decide(paper, Reviewer, Into, AfterTheCall)).ThenNothing();

    [Fact]
    public void a_paper_that_both_have_reviewed_is_told()
    {
        var paper = Given(Submitted, Assigned, Reviewed, new ReviewerAssigned(Into.Id, DuringTheCall),
            Reviewed with { Person = Into.Id }).State;
        var refused = JoinedReviewers.Decide(paper, Reviewer, Into, AfterTheCall).Refused;
        Assert.Equal((PaperRules.ReviewedTwice, PaperId), (refused!.Rule, refused.ConflictsWith[0].Id));
    }

    [Fact]
    public void a_paper_of_their_own_organisation_is_told_and_not_reviewed()
    {
        var refused = JoinedReviewers.Decide(
            Given(Submitted, Assigned).State, Reviewer, Into with { Organisation = Section }, AfterTheCall).Refused;
        Assert.Equal((PaperRules.ReviewerFromSubmitter, PaperId), (refused!.Rule, refused.ConflictsWith[0].Id));
    }
}
