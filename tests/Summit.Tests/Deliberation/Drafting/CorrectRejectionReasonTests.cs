using Summit.Deliberation;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class CorrectRejectionReasonTests
{
    private static readonly CorrectRejectionReason Ask = new("Said elsewhere.");
    private static readonly AmendmentProposed Second = Proposed(1, 2, "Two.", "Two, better.");
    private static readonly AmendmentRejected Rejected = new(1, "No", Now);
    private static readonly RejectionReasonCorrected Corrected = new(1, "Said elsewhere.", Now);

    [Fact]
    public void why_an_amendment_was_rejected_is_corrected_and_it_stays_rejected()
    {
        var amendment = Given(Drafted, Second, Rejected).When(Ask, 1, Now).Then(Corrected).Amendment(1)!;
        Assert.Equal((AmendmentStatus.Rejected, "Said elsewhere."), (amendment.Status, amendment.RejectedBecause));
    }

    [Fact]
    public void the_same_reason_again_is_nothing_new_even_where_the_text_changes_no_more() =>
        Given(Drafted, Second, Rejected, Corrected, Agreed, new MergedInto(Guid.CreateVersion7(), Now))
            .When(Ask, 1, Now).ThenNothing();

    [Fact]
    public void an_amendment_that_is_not_rejected_has_no_reason_to_correct()
    {
        RecommendationEvent[][] histories =
        [
            [Drafted, Second], [Drafted, Second, new AmendmentAccepted(1, Now)],
            [Drafted, Second, new AmendmentWithdrawn(1, Now)],
            [Drafted, Second, Rejected, new AmendmentReopened(1, "A slip.", Now)],
        ];
        foreach (var history in histories)
            Given(history).When(Ask, 1, Now).ThenRefused(DeliberationRules.NoReasonGiven);
    }

    [Fact]
    public void no_reason_is_corrected_where_the_text_changes_no_more() =>
        Given(Drafted, Second, Rejected, Agreed, new MergedInto(Guid.CreateVersion7(), Now))
            .When(Ask, 1, Now)
            .ThenRefused(DeliberationRules.AlreadyMerged);
}
