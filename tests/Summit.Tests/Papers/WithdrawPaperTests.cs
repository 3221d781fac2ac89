using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class WithdrawPaperTests
{
    private static readonly WithdrawPaper Ask = new("joined to another");

    [Fact]
    public void a_submitted_or_returned_paper_is_withdrawn()
    {
        Given(Submitted).When(Ask, AfterTheCall).Then(Withdrawn);
        Given(Submitted, Returned).When(Ask, AfterTheCall).Then(Withdrawn);
    }

    [Fact]
    public void a_paper_withdrawn_again_is_nothing_new() =>
        Given(Submitted, Withdrawn).When(Ask, AfterTheCall).ThenNothing();

    [Fact]
    public void a_rejected_paper_is_not_withdrawn() => Given(Submitted, Rejected)
        .When(Ask, AfterTheCall)
        .ThenRefused(PaperRules.AlreadySettled);

    [Fact]
    public void an_accepted_paper_stays_public_when_it_is_withdrawn() =>
        Assert.True(Given(Submitted, Accepted).When(Ask, AfterTheCall).Then(Withdrawn).State.IsPublic);

    [Fact]
    public void a_paper_that_was_never_accepted_does_not_become_public_when_it_is_withdrawn() =>
        Assert.False(Given(Submitted).When(Ask, AfterTheCall).Then(Withdrawn).State.IsPublic);
}
