using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class AcceptPaperTests
{
    private static readonly AcceptPaper Ask = new();

    [Fact]
    public void a_submitted_paper_is_accepted_without_any_review() =>
        Given(Submitted).When(Ask, AfterTheCall).Then(Accepted);

    [Fact]
    public void a_revised_paper_is_accepted_in_its_latest_revision() => Given(Submitted, Revised)
        .When(Ask, AfterTheCall)
        .Then(Accepted with { Revision = 2 });

    [Fact]
    public void a_paper_accepted_again_is_nothing_new() =>
        Given(Submitted, Accepted).When(Ask, AfterTheCall).ThenNothing();

    [Fact]
    public void a_returned_paper_is_not_accepted_before_its_revision() => Given(Submitted, Returned)
        .When(Ask, AfterTheCall)
        .ThenRefused(PaperRules.WaitsForRevision);

    [Fact]
    public void a_returned_paper_is_accepted_after_its_revision() => Given(Submitted, Returned, Revised)
        .When(Ask, AfterTheCall)
        .Then(Accepted with { Revision = 2 });

    [Fact]
    public void a_rejected_or_withdrawn_paper_is_not_accepted()
    {
        Given(Submitted, Rejected).When(Ask, AfterTheCall).ThenRefused(PaperRules.AlreadySettled);
        Given(Submitted, Withdrawn).When(Ask, AfterTheCall).ThenRefused(PaperRules.AlreadySettled);
    }
}
