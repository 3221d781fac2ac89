using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class CorrectCancellationReasonTests
{
    private static readonly CorrectCancellationReason Ask = new("The speaker is ill.");
    private static readonly CancellationReasonCorrected Corrected = new("The speaker is ill.", Now);

    [Fact]
    public void why_a_session_was_cancelled_is_corrected_and_it_stays_cancelled()
    {
        var before = Given(Until(SessionStatus.Cancelled)).State.State;
        Assert.Equal(Assert.IsType<SessionState.Cancelled>(before) with { Reason = "The speaker is ill." },
            Given(Until(SessionStatus.Cancelled)).When(Ask, Now).Then(Corrected).State);
    }

    [Fact]
    public void the_same_reason_again_is_nothing_new() =>
        Given([.. Until(SessionStatus.Cancelled), Corrected]).When(Ask, Now).ThenNothing();

    [Theory]
    [InlineData(SessionStatus.Proposed, "proposed")]
    [InlineData(SessionStatus.Open, "open")]
    public void a_session_that_is_not_cancelled_has_no_reason_to_correct(SessionStatus status, string state) =>
        Assert.Equal(state, Given(Until(status)).When(Ask, Now)
            .ThenRefused(ProgrammeRules.NoReasonGiven).Facts?.State);
}
