using Summit.Papers;

namespace Summit.Tests.Papers;

public sealed class AcceptPaperTests
{
    private static When<Paper, PaperEvent> Accepted(params PaperEvent[] history) =>
        PaperSamples.Paper(history).When(paper => AcceptPaper.Decide(paper, PaperSamples.AfterTheCall));

    private static When<Paper, PaperEvent> Returned(params PaperEvent[] history) =>
        PaperSamples.Paper(history)
            .When(paper => ReturnPaper.Decide(paper, new ReturnPaper("a map"), PaperSamples.AfterTheCall));

    private static When<Paper, PaperEvent> Rejected(params PaperEvent[] history) =>
        PaperSamples.Paper(history).When(paper =>
            RejectPaper.Decide(paper, new RejectPaper("off the subject"), PaperSamples.AfterTheCall));

    private static When<Paper, PaperEvent> Withdrawn(params PaperEvent[] history) =>
        PaperSamples.Paper(history).When(paper =>
            WithdrawPaper.Decide(paper, new WithdrawPaper("joined to another"), PaperSamples.AfterTheCall));

    [Fact]
    public void a_submitted_paper_is_accepted_in_its_latest_revision_without_any_review()
    {
        Accepted().Then(PaperSamples.Accepted);
        Accepted(PaperSamples.Revised).Then(PaperSamples.Accepted with { Revision = 2 });
        Accepted(PaperSamples.Accepted).ThenNothing();
    }

    [Fact]
    public void a_returned_paper_waits_for_its_revision()
    {
        Accepted(PaperSamples.Returned).ThenRefused(PaperRules.WaitsForRevision);
        Accepted(PaperSamples.Returned, PaperSamples.Revised).Then(PaperSamples.Accepted with { Revision = 2 });
    }

    [Fact]
    public void what_was_rejected_or_withdrawn_is_not_accepted()
    {
        Accepted(PaperSamples.Rejected).ThenRefused(PaperRules.AlreadySettled);
        Accepted(PaperSamples.Withdrawn).ThenRefused(PaperRules.AlreadySettled);
    }

    [Fact]
    public void an_open_paper_is_returned_with_what_is_missing()
    {
        Returned().Then(PaperSamples.Returned);
        Returned(PaperSamples.Returned).ThenNothing();
        Returned(PaperSamples.Returned with { Missing = "a budget" }).Then(PaperSamples.Returned);
        Returned(PaperSamples.Accepted).ThenRefused(PaperRules.AlreadySettled);
    }

    [Fact]
    public void an_open_paper_is_rejected_with_a_reason()
    {
        Rejected().Then(PaperSamples.Rejected);
        Rejected(PaperSamples.Returned).Then(PaperSamples.Rejected);
        Rejected(PaperSamples.Rejected).ThenNothing();
        Rejected(PaperSamples.Rejected with { Reason = "another" }).ThenRefused(PaperRules.AlreadySettled);
        Rejected(PaperSamples.Accepted).ThenRefused(PaperRules.AlreadySettled);
    }

    [Fact]
    public void a_paper_is_withdrawn_unless_it_was_rejected()
    {
        Withdrawn().Then(PaperSamples.Withdrawn);
        Withdrawn(PaperSamples.Returned).Then(PaperSamples.Withdrawn);
        Withdrawn(PaperSamples.Withdrawn).ThenNothing();
        Withdrawn(PaperSamples.Rejected).ThenRefused(PaperRules.AlreadySettled);
    }

    [Fact]
    public void what_was_public_stays_known_when_it_is_withdrawn()
    {
        Assert.True(Withdrawn(PaperSamples.Accepted).State.State.IsPublic);
        Assert.False(Withdrawn().State.State.IsPublic);
    }
}
