using Summit.Deliberation;
using Summit.Http;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class ReopenAmendmentTests
{
    private static readonly ReopenAmendment Ask = new("The wrong one.");
    private static readonly AmendmentProposed Second = Proposed(1, 2, "Two.", "Two, better.");
    private static readonly AmendmentRejected Rejected = new(1, "No", Now);
    private static readonly AmendmentWithdrawn Withdrawn = new(1, Now);
    private static readonly AmendmentReopened Reopened = new(1, "The wrong one.", Now);

    [Fact]
    public void a_rejected_amendment_lies_on_the_table_again()
    {
        var amendment = Given(Drafted, Second, Rejected).When(Ask, 1, Now).Then(Reopened).Amendment(1)!;
        Assert.Equal((AmendmentStatus.Proposed, null, "The wrong one."),
            (amendment.Status, amendment.RejectedBecause, amendment.ReopenedBecause));
    }

    [Fact]
    public void a_withdrawn_amendment_lies_on_the_table_again() =>
        Given(Drafted, Second, Withdrawn).When(Ask, 1, Now).Then(Reopened);

    [Fact]
    public void an_amendment_reopened_again_for_the_same_reason_is_nothing_new() =>
        Given(Drafted, Second, Rejected, Reopened).When(Ask, 1, Now).ThenNothing();

    [Fact]
    public void an_amendment_rejected_again_is_reopened_again() =>
        Given(Drafted, Second, Rejected, Reopened, Rejected).When(Ask, 1, Now).Then(Reopened);

    [Fact]
    public void a_reopened_amendment_is_accepted() =>
        Given(Drafted, Second, Rejected, Reopened).When(new AcceptAmendment(), 1, Now)
            .Then(new AmendmentAccepted(1, Now));

    [Fact]
    public void a_reopened_amendment_follows_its_clause_past_what_was_accepted_meanwhile()
    {
        var insertion = new AmendmentProposed(2, Second.By, "en", "Zero.", null, "Missing", Now,
            Change: AmendmentChange.Insert, After: 0);
        Given(Drafted, Second, insertion, Rejected, new AmendmentAccepted(2, Now), Reopened)
            .When(new AcceptAmendment(), 1, Now)
            .Then(new AmendmentAccepted(1, Now, Clause: 3));
    }

    [Fact]
    public void an_amendment_that_is_not_settled_is_not_reopened() => Given(Drafted, Second)
        .When(Ask, 1, Now)
        .ThenRefused(DeliberationRules.AmendmentNotReopened);

    [Fact]
    public void an_accepted_amendment_is_not_reopened() => Assert.Equal("accepted",
        Given(Drafted, Second, new AmendmentAccepted(1, Now))
            .When(Ask, 1, Now)
            .ThenRefused(DeliberationRules.AmendmentNotReopened).Facts?.State);

    [Fact]
    public void no_amendment_of_a_text_that_does_not_change_any_more_is_reopened() =>
        Given(Drafted, Second, Rejected, Agreed, new MergedInto(Guid.CreateVersion7(), Now))
            .When(Ask, 1, Now)
            .ThenRefused(DeliberationRules.AlreadyMerged);

    [Fact]
    public void who_could_do_it_takes_it_back()
    {
        var proposer = Second.By;
        var (withdrawn, rejected) = (Given(Drafted, Second, Withdrawn).State, Given(Drafted, Second, Rejected).State);
        var keeper = Moussa with { Id = "keeper", Role = Role.Rapporteur, Organisation = null, Person = null };
        var own = Moussa with
        {
            Id = proposer.Key, Role = Role.Delegate, Organisation = proposer.Organisation, Person = proposer.Person,
        };
        Assert.Equal((Permission.Granted, Permission.Forbidden, Permission.NotFound),
            (ReopenAmendment.PermissionOn(rejected, 1, keeper), ReopenAmendment.PermissionOn(withdrawn, 1, keeper),
                ReopenAmendment.PermissionOn(rejected, 2, keeper)));
        Assert.Equal((Permission.Forbidden, Permission.Granted),
            (ReopenAmendment.PermissionOn(rejected, 1, own), ReopenAmendment.PermissionOn(withdrawn, 1, own)));
    }
}
