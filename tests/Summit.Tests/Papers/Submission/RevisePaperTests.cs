using Summit.Kernel;
using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class RevisePaperTests
{
    private static readonly RevisePaper.Facts Facts = new(Durban);
    private static readonly RevisePaper Other = Saying(OtherContent);
    private static readonly RevisePaper Same = Saying(Content);

    [Fact]
    public void a_submitted_paper_is_revised_while_the_call_is_open() =>
        Given(Submitted).When(Other, Facts, DuringTheCall).Then(Revised);

    [Fact]
    public void the_revisions_of_a_paper_are_numbered() => Given(Submitted, Revised)
        .When(Same, Facts, DuringTheCall)
        .Then(new PaperRevised(3, Content, DuringTheCall));

    [Fact]
    public void a_policy_domain_named_twice_in_a_revision_counts_once() => Given(Submitted)
        .When(Other with { PolicyDomains = ["resilience", "resilience"] }, Facts, DuringTheCall)
        .Then(Revised);

    [Fact]
    public void a_revision_that_says_the_same_is_nothing_new_while_the_paper_is_there()
    {
        PaperEvent[][] histories = [[Submitted], [Submitted, Accepted], [Submitted, Returned]];
        foreach (var history in histories)
            Given(history).When(Same, Facts, AfterTheCall).ThenNothing();
    }

    [Fact]
    public void a_submitted_paper_is_not_revised_after_the_call() => Given(Submitted)
        .When(Other, Facts, AfterTheCall)
        .ThenRefused(PaperRules.DeadlinePassed);

    [Fact]
    public void a_returned_paper_is_revised_after_the_call_and_is_thereby_submitted_again()
    {
        var paper = Given(Submitted, Returned)
            .When(Other, Facts, AfterTheCall)
            .Then(Revised with { At = AfterTheCall });
        Assert.IsType<PaperState.Submitted>(paper.State);
    }

    [Fact]
    public void an_accepted_paper_is_not_revised() => Given(Submitted, Accepted)
        .When(Other, Facts, DuringTheCall)
        .ThenRefused(PaperRules.AlreadySettled);

    [Fact]
    public void a_revision_of_a_withdrawn_or_rejected_paper_is_told_which_whether_or_not_it_says_the_same()
    {
        foreach (var (gone, rule) in new (PaperEvent, Rule)[]
            { (Withdrawn, PaperRules.Withdrawn), (Rejected, PaperRules.Rejected) })
        {
            foreach (var command in new[] { Same, Other })
            {
                var refused = Given(Submitted, gone).When(command, Facts, DuringTheCall).ThenRefused(rule);
                Assert.Equal([new Conflict(PaperId, "paper", Content.Title)], refused.ConflictsWith);
            }
        }
    }

    [Fact]
    public void a_paper_whose_withdrawal_was_rescinded_is_revised() =>
        Given(Submitted, Withdrawn, RescindedWithdrawal).When(Other, Facts, DuringTheCall).Then(Revised);

    [Fact]
    public void a_revision_without_a_proposal_is_refused() => Given(Submitted)
        .When(Same with { ProposedRecommendations = [] }, Facts, DuringTheCall)
        .ThenRefused(PaperRules.NothingProposed);

    [Fact]
    public void a_revision_with_a_policy_domain_that_the_congress_lacks_is_refused() => Given(Submitted)
        .When(Same with { PolicyDomains = ["space"] }, Facts, DuringTheCall)
        .ThenRefused(PaperRules.NoSuchPolicyDomain);

    private static RevisePaper Saying(PaperContent content) => new()
    {
        Title = content.Title,
        Summary = content.Summary,
        Body = content.Body,
        PolicyDomains = content.PolicyDomains,
        ProposedRecommendations = content.ProposedRecommendations,
    };
}
