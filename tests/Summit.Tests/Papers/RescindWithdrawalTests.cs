using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class RescindWithdrawalTests
{
    private static readonly RescindWithdrawal Ask = new("a slip");

    [Fact]
    public void a_paper_whose_withdrawal_is_rescinded_is_what_it_was_before()
    {
        Assert.IsType<PaperState.Submitted>(
            Given(Submitted, Withdrawn).When(Ask, AfterTheCall).Then(RescindedWithdrawal).State);
        Assert.Equal(new PaperState.Returned("a map", AfterTheCall),
            Given(Submitted, Returned, Withdrawn).When(Ask, AfterTheCall).Then(RescindedWithdrawal).State);
        Assert.Equal(new PaperState.Accepted(1, AfterTheCall),
            Given(Submitted, Accepted, Withdrawn).When(Ask, AfterTheCall).Then(RescindedWithdrawal).State);
    }

    [Fact]
    public void a_withdrawal_rescinded_again_for_the_same_reason_is_nothing_new() =>
        Given(Submitted, Withdrawn, RescindedWithdrawal).When(Ask, AfterTheCall).ThenNothing();

    [Fact]
    public void a_paper_that_is_not_withdrawn_has_no_withdrawal_to_rescind()
    {
        PaperEvent[][] histories = [[Submitted], [Submitted, Accepted], [Submitted, Rejected]];
        foreach (var history in histories)
            Given(history).When(Ask, AfterTheCall).ThenRefused(PaperRules.NothingToRescind);
    }
}
