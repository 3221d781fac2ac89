using Summit.Deliberation;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class WithdrawAmendmentTests
{
    private static readonly WithdrawAmendment Ask = new();
    private static readonly AmendmentProposed Second = Proposed(1, 2, "Two.", "Two, better.");

    [Fact]
    public void a_proposed_amendment_is_withdrawn() =>
        Given(Drafted, Second).When(Ask, 1, Now).Then(new AmendmentWithdrawn(1, Now));

    [Fact]
    public void an_amendment_withdrawn_again_is_nothing_new() =>
        Given(Drafted, Second, new AmendmentWithdrawn(1, Now)).When(Ask, 1, Now).ThenNothing();

    [Fact]
    public void a_rejected_amendment_is_not_withdrawn() => Given(Drafted, Second, new AmendmentRejected(1, "No", Now))
        .When(Ask, 1, Now)
        .ThenRefused(DeliberationRules.AmendmentSettled);
}
