using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class CorrectLateReasonTests
{
    private static readonly CorrectLateReason Ask = new("A power cut.");
    private static readonly PaperSubmitted Late = Submitted with { LateReason = "A power cat." };
    private static readonly LateReasonCorrected Corrected = new("A power cut.", AfterTheCall);

    [Fact]
    public void why_a_paper_is_late_is_corrected_in_whatever_state_it_is()
    {
        PaperEvent[][] histories = [[Late], [Late, Accepted], [Late, Rejected], [Late, Withdrawn]];
        foreach (var history in histories)
        {
            var before = Given(history).State;
            var after = Given(history).When(Ask, AfterTheCall).Then(Corrected);
            Assert.Equal(("A power cut.", before.State), (after.LateReason, after.State));
        }
    }

    [Fact]
    public void the_same_reason_again_is_nothing_new() =>
        Given(Late, Corrected).When(Ask, AfterTheCall).ThenNothing();

    [Fact]
    public void a_paper_that_was_in_time_has_no_such_reason() =>
        Given(Submitted).When(Ask, AfterTheCall).ThenRefused(PaperRules.NotLate);
}
