using Summit.Kernel;
using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class ReviewPaperTests
{
    private static readonly ReviewPaper Ask = new(4, "clear");
    private static readonly Actor By = new("key:reviewer", Role.Delegate, Person: Reviewer);

    [Fact]
    public void an_assigned_reviewer_reviews_the_latest_revision()
    {
        Given(Submitted, Assigned).When(Ask, By, AfterTheCall).Then(Reviewed);
        Given(Submitted, Assigned, Revised).When(Ask, By, AfterTheCall).Then(Reviewed with { Revision = 2 });
    }

    [Fact]
    public void a_person_who_is_not_assigned_does_not_review() =>
        Given(Submitted).When(Ask, By, AfterTheCall).ThenRefused(PaperRules.NotAssigned);

    [Fact]
    public void a_caller_who_is_no_person_does_not_review() =>
        Given(Submitted, Assigned).When(Ask, Organiser, AfterTheCall).ThenRefused(PaperRules.NotAssigned);

    [Fact]
    public void the_same_review_again_is_nothing_new_even_once_the_paper_is_accepted()
    {
        Given(Submitted, Assigned, Reviewed).When(Ask, By, AfterTheCall).ThenNothing();
        Given(Submitted, Assigned, Reviewed, Accepted).When(Ask, By, AfterTheCall).ThenNothing();
    }

    [Fact]
    public void another_review_of_the_same_revision_replaces_the_first()
    {
        var paper = Given(Submitted, Assigned, Reviewed)
            .When(Ask with { Score = 2 }, By, AfterTheCall)
            .Then(Reviewed with { Score = 2 });
        Assert.Equal(2, Assert.Single(paper.Reviews).Score);
    }

    [Fact]
    public void a_rejected_paper_is_not_reviewed() => Given(Submitted, Assigned, Rejected)
        .When(Ask, By, AfterTheCall)
        .ThenRefused(PaperRules.AlreadySettled);
}
