using Summit.Kernel;
using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class UnassignReviewerTests
{
    private static readonly UnassignReviewer Ask = new();
    private static readonly ReviewerUnassigned Unassigned = new(Reviewer, DuringTheCall);

    [Fact]
    public void a_reviewer_who_has_not_reviewed_is_unassigned() => Assert.Empty(
        Given(Submitted, Assigned).When(Ask, Reviewer, DuringTheCall).Then(Unassigned).Reviewers);

    [Fact]
    public void a_person_who_is_no_reviewer_is_nothing_new() =>
        Given(Submitted).When(Ask, Reviewer, DuringTheCall).ThenNothing();

    [Fact]
    public void a_reviewer_unassigned_again_is_nothing_new() =>
        Given(Submitted, Assigned, Unassigned).When(Ask, Reviewer, DuringTheCall).ThenNothing();

    [Fact]
    public void who_was_unassigned_is_assigned_again() => Assert.Equal([Reviewer],
        Given(Submitted, Assigned, Unassigned)
            .When(new AssignReviewer(Reviewer), new AssignReviewer.Facts(From(null)), DuringTheCall)
            .Then(Assigned).Reviewers);

    [Fact]
    public void who_has_reviewed_an_earlier_revision_stays_a_reviewer() => Assert.Equal(
        new RefusalFacts(Max: 0, Actual: 1),
        Given(Submitted, Assigned, new PaperReviewed(Reviewer, 1, 3, "thin", DuringTheCall), Revised)
            .When(Ask, Reviewer, DuringTheCall)
            .ThenRefused(PaperRules.HasReviewed).Facts);

    [Fact]
    public void the_reviewers_of_a_settled_paper_stay() => Given(Submitted, Assigned, Accepted)
        .When(Ask, Reviewer, DuringTheCall)
        .ThenRefused(PaperRules.AlreadySettled);
}
