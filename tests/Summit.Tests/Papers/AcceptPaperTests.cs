using Summit.Papers;

namespace Summit.Tests.Papers;

public sealed class AcceptPaperTests
{
    private static When<Paper, PaperEvent> Accepted(params PaperEvent[] history) =>
        Some.Paper(history).When(paper => AcceptPaper.Decide(paper, Some.AfterTheCall));

    private static When<Paper, PaperEvent> Returned(params PaperEvent[] history) =>
        Some.Paper(history).When(paper => ReturnPaper.Decide(paper, new ReturnPaper("a map"), Some.AfterTheCall));

    private static When<Paper, PaperEvent> Rejected(params PaperEvent[] history) =>
        Some.Paper(history).When(paper =>
            RejectPaper.Decide(paper, new RejectPaper("off the subject"), Some.AfterTheCall));

    private static When<Paper, PaperEvent> Withdrawn(params PaperEvent[] history) =>
        Some.Paper(history).When(paper =>
            WithdrawPaper.Decide(paper, new WithdrawPaper("joined to another"), Some.AfterTheCall));

    [Fact]
    public void a_submitted_paper_is_accepted_in_its_latest_revision_without_any_review()
    {
        Accepted().Then(Some.Accepted);
        Accepted(Some.Revised).Then(Some.Accepted with { Revision = 2 });
        Accepted(Some.Accepted).ThenNothing();
    }

    [Fact]
    public void a_returned_paper_waits_for_its_revision()
    {
        Accepted(Some.Returned).ThenRefused(PaperRules.WaitsForRevision);
        Accepted(Some.Returned, Some.Revised).Then(Some.Accepted with { Revision = 2 });
    }

    [Fact]
    public void what_was_rejected_or_withdrawn_is_not_accepted()
    {
        Accepted(Some.Rejected).ThenRefused(PaperRules.AlreadySettled);
        Accepted(Some.Withdrawn).ThenRefused(PaperRules.AlreadySettled);
    }

    [Fact]
    public void an_open_paper_is_returned_with_what_is_missing()
    {
        Returned().Then(Some.Returned);
        Returned(Some.Returned).ThenNothing();
        Returned(Some.Returned with { Missing = "a budget" }).Then(Some.Returned);
        Returned(Some.Accepted).ThenRefused(PaperRules.AlreadySettled);
    }

    [Fact]
    public void an_open_paper_is_rejected_with_a_reason()
    {
        Rejected().Then(Some.Rejected);
        Rejected(Some.Returned).Then(Some.Rejected);
        Rejected(Some.Rejected).ThenNothing();
        Rejected(Some.Rejected with { Reason = "another" }).ThenRefused(PaperRules.AlreadySettled);
        Rejected(Some.Accepted).ThenRefused(PaperRules.AlreadySettled);
    }

    [Fact]
    public void a_paper_is_withdrawn_unless_it_was_rejected()
    {
        Withdrawn().Then(Some.Withdrawn);
        Withdrawn(Some.Returned).Then(Some.Withdrawn);
        Withdrawn(Some.Withdrawn).ThenNothing();
        Withdrawn(Some.Rejected).ThenRefused(PaperRules.AlreadySettled);
    }

    [Fact]
    public void what_was_public_stays_known_when_it_is_withdrawn()
    {
        Assert.True(Withdrawn(Some.Accepted).State.State.IsPublic);
        Assert.False(Withdrawn().State.State.IsPublic);
    }
}
