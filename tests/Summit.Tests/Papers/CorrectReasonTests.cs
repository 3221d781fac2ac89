using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class CorrectReasonTests
{
    private static readonly CorrectReason Ask = new("put better");
    private static readonly ReasonCorrected Corrected = new("put better", AfterTheCall);

    [Fact]
    public void the_reason_of_a_return_rejection_or_withdrawal_is_corrected_and_all_else_stays()
    {
        Assert.Equal(new PaperState.Returned("put better", Returned.At),
            Given(Submitted, Returned).When(Ask, AfterTheCall).Then(Corrected).State);
        Assert.Equal(new PaperState.Rejected("put better", Rejected.At, new PaperState.Submitted()),
            Given(Submitted, Rejected).When(Ask, AfterTheCall).Then(Corrected).State);
        Assert.Equal(new PaperState.Withdrawn("put better", Withdrawn.At, new PaperState.Accepted(1, Accepted.At)),
            Given(Submitted, Accepted, Withdrawn).When(Ask, AfterTheCall).Then(Corrected).State);
    }

    [Fact]
    public void the_same_reason_again_is_nothing_new() =>
        Given(Submitted, Rejected, Corrected).When(Ask, AfterTheCall).ThenNothing();

    [Fact]
    public void a_paper_whose_state_has_no_reason_has_none_to_correct()
    {
        PaperEvent[][] histories =
        [
            [Submitted], [Submitted, Accepted], [Submitted, Returned, Revised],
            [Submitted, Rejected, RescindedRejection],
        ];
        foreach (var history in histories)
            Given(history).When(Ask, AfterTheCall).ThenRefused(PaperRules.NoReasonGiven);
    }
}
