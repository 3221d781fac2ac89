using Summit.Programme;
using static Summit.Tests.Programme.BreakSamples;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class CorrectBreakReasonTests
{
    private static readonly CorrectBreakReason Ask = new("The technicians are ill.");
    private static readonly BreakCancelled Cancelled = new("No.", Now);
    private static readonly BreakReasonCorrected Corrected = new("The technicians are ill.", Now);

    [Fact]
    public void why_a_break_was_cancelled_is_corrected() => Assert.Equal("The technicians are ill.",
        GivenBreak(Scheduled(Lunch), Cancelled).When(Ask, Now).Then(Corrected).CancelledBecause);

    [Fact]
    public void the_same_reason_again_is_nothing_new() =>
        GivenBreak(Scheduled(Lunch), Cancelled, Corrected).When(Ask, Now).ThenNothing();

    [Fact]
    public void a_break_that_takes_place_has_no_reason_to_correct() =>
        GivenBreak(Scheduled(Lunch)).When(Ask, Now).ThenRefused(ProgrammeRules.NoReasonGiven);
}
