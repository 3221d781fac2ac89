using Summit.Kernel;
using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class RescindAcceptanceTests
{
    private static readonly RescindAcceptance Ask = new("a slip");
    private static readonly RescindAcceptance.Facts Facts = new([]);

    [Fact]
    public void a_paper_whose_acceptance_is_rescinded_waits_for_a_decision_and_is_no_longer_public()
    {
        var paper = Given(Submitted, Accepted).When(Ask, Facts, AfterTheCall).Then(RescindedAcceptance);
        Assert.IsType<PaperState.Submitted>(paper.State);
        Assert.False(paper.State.IsPublic);
    }

    [Fact]
    public void an_acceptance_that_something_rests_on_is_not_rescinded_and_the_refusal_names_it()
    {
        var session = new Conflict(Guid.CreateVersion7(), "session", Text("Water"));
        var refused = Given(Submitted, Accepted)
            .When(Ask, new RescindAcceptance.Facts([session]), AfterTheCall)
            .ThenRefused(PaperRules.AcceptanceInUse);
        Assert.Equal([session], refused.ConflictsWith);
    }

    [Fact]
    public void an_acceptance_rescinded_again_for_the_same_reason_is_nothing_new() =>
        Given(Submitted, Accepted, RescindedAcceptance).When(Ask, Facts, AfterTheCall).ThenNothing();

    [Fact]
    public void a_paper_is_accepted_again_and_that_can_be_rescinded_again()
    {
        PaperEvent[] history = [Submitted, Accepted, RescindedAcceptance];
        Given(history).When(new AcceptPaper(), AfterTheCall).Then(Accepted);
        Given([.. history, Accepted]).When(Ask, Facts, AfterTheCall).Then(RescindedAcceptance);
    }

    [Fact]
    public void a_paper_that_is_not_accepted_has_no_acceptance_to_rescind()
    {
        PaperEvent[][] histories = [[Submitted], [Submitted, Returned], [Submitted, Rejected], [Submitted, Withdrawn]];
        foreach (var history in histories)
            Given(history).When(Ask, Facts, AfterTheCall).ThenRefused(PaperRules.NothingToRescind);
    }
}
