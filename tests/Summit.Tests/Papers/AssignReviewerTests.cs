using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class AssignReviewerTests
{
    private static readonly AssignReviewer Ask = new(Reviewer);
    private static readonly AssignReviewer.Facts OfNone = new(From(null));

    [Fact]
    public void a_person_of_another_organisation_or_of_none_is_assigned()
    {
        Given(Submitted).When(Ask, new AssignReviewer.Facts(From(OtherOrganisation)), DuringTheCall).Then(Assigned);
        Given(Submitted).When(Ask, OfNone, DuringTheCall).Then(Assigned);
    }

    [Fact]
    public void a_reviewer_assigned_again_is_nothing_new() =>
        Given(Submitted, Assigned).When(Ask, OfNone, DuringTheCall).ThenNothing();

    [Fact]
    public void a_person_of_the_submitting_organisation_is_not_assigned() => Given(Submitted)
        .When(Ask, new AssignReviewer.Facts(From(Section)), DuringTheCall)
        .ThenRefused(PaperRules.ReviewerFromSubmitter);

    [Fact]
    public void a_person_that_the_register_does_not_have_is_not_assigned() => Given(Submitted)
        .When(Ask, new AssignReviewer.Facts(null), DuringTheCall)
        .ThenRefused(PaperRules.NoSuchPerson);

    [Fact]
    public void an_erased_person_is_not_assigned() => Given(Submitted)
        .When(Ask, new AssignReviewer.Facts(From(null) with { ErasedAt = BeforeTheCall }), DuringTheCall)
        .ThenRefused(PaperRules.NoSuchPerson);

    [Fact]
    public void an_accepted_paper_gets_no_reviewer() => Given(Submitted, Accepted)
        .When(Ask, OfNone, DuringTheCall)
        .ThenRefused(PaperRules.AlreadySettled);
}
