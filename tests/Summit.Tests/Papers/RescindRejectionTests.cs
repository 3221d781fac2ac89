using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class RescindRejectionTests
{
    private static readonly RescindRejection Ask = new("a slip");

    [Fact]
    public void a_paper_whose_rejection_is_rescinded_is_what_it_was_before()
    {
        Assert.IsType<PaperState.Submitted>(
            Given(Submitted, Rejected).When(Ask, AfterTheCall).Then(RescindedRejection).State);
        Assert.Equal(new PaperState.Returned("a map", AfterTheCall),
            Given(Submitted, Returned, Rejected).When(Ask, AfterTheCall).Then(RescindedRejection).State);
    }

    [Fact]
    public void a_rejection_rescinded_again_for_the_same_reason_is_nothing_new() =>
        Given(Submitted, Rejected, RescindedRejection).When(Ask, AfterTheCall).ThenNothing();

    [Fact]
    public void a_paper_that_is_not_rejected_has_no_rejection_to_rescind()
    {
        PaperEvent[][] histories = [[Submitted], [Submitted, Accepted], [Submitted, Withdrawn]];
        foreach (var history in histories)
            Given(history).When(Ask, AfterTheCall).ThenRefused(PaperRules.NothingToRescind);
    }
}
