using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class RejectPaperTests
{
    private static readonly RejectPaper Ask = new("off the subject");

    [Fact]
    public void a_submitted_or_returned_paper_is_rejected_with_a_reason()
    {
        Given(Submitted).When(Ask, AfterTheCall).Then(Rejected);
        Given(Submitted, Returned).When(Ask, AfterTheCall).Then(Rejected);
    }

    [Fact]
    public void a_paper_rejected_again_for_the_same_reason_is_nothing_new() =>
        Given(Submitted, Rejected).When(Ask, AfterTheCall).ThenNothing();

    [Fact]
    public void a_rejected_paper_is_not_rejected_for_another_reason() => Given(Submitted, Rejected)
        .When(Ask with { Reason = "too long" }, AfterTheCall)
        .ThenRefused(PaperRules.AlreadySettled);

    [Fact]
    public void an_accepted_paper_is_not_rejected() => Given(Submitted, Accepted)
        .When(Ask, AfterTheCall)
        .ThenRefused(PaperRules.AlreadySettled);
}
