using Summit.Deliberation;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class RejectAmendmentTests
{
    private static readonly RejectAmendment Ask = new("No");
    private static readonly AmendmentProposed Second = Proposed(1, 2, "Two.", "Two, better.");

    [Fact]
    public void a_proposed_amendment_is_rejected_with_a_reason() =>
        Given(Drafted, Second).When(Ask, 1, Now).Then(new AmendmentRejected(1, "No", Now));

    [Fact]
    public void an_amendment_rejected_again_is_nothing_new() =>
        Given(Drafted, Second, new AmendmentRejected(1, "No", Now)).When(Ask, 1, Now).ThenNothing();

    [Fact]
    public void an_accepted_amendment_is_not_rejected() => Given(Drafted, Second, new AmendmentAccepted(1, Now))
        .When(Ask, 1, Now)
        .ThenRefused(DeliberationRules.AmendmentSettled);
}
