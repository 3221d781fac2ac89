using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class AcceptAmendmentTests
{
    private static readonly AcceptAmendment Ask = new();
    private static readonly AmendmentProposed Second = Proposed(1, 2, "Two.", "Two, better.");

    [Fact]
    public void an_accepted_amendment_changes_its_clause_and_leaves_the_translations_behind()
    {
        var it = Given(Drafted, Second).When(Ask, 1, Now).Then(new AmendmentAccepted(1, Now));
        Assert.Equal("One.\n\nTwo, better.\n\nThree.", it.Text.In("en"));
        Assert.Equal("Un.\n\nDeux.\n\nTrois.", it.Text.In("fr"));
        Assert.Equal(["fr"], it.Behind);
    }

    [Fact]
    public void an_accepted_amendment_to_the_whole_text_replaces_it() => Assert.Equal("All in one.",
        Given(Drafted, Proposed(1, null, Drafted.Text.In("en")!, "All in one."))
            .When(Ask, 1, Now)
            .Then(new AmendmentAccepted(1, Now)).Text.In("en"));

    [Fact]
    public void an_accepted_amendment_to_a_clause_of_a_consolidation_keeps_its_opening()
    {
        var consolidated = new RecommendationConsolidated(Id, CongressId, [], Text("We say:"),
            [new ConsolidatedClause(Text("First."), [], ClauseKind.New)], [], "en", [Track.Assembly], [Session], [],
            [], [], Now);
        Assert.Equal("We say:\n\nFirst of all.",
            Given(consolidated, Proposed(1, 1, "First.", "First of all."))
                .When(Ask, 1, Now)
                .Then(new AmendmentAccepted(1, Now)).Text.In("en"));
    }

    [Fact]
    public void an_amendment_accepted_again_is_nothing_new() =>
        Given(Drafted, Second, new AmendmentAccepted(1, Now)).When(Ask, 1, Now).ThenNothing();

    [Fact]
    public void an_amendment_to_a_clause_that_has_changed_since_is_refused_and_shown_as_overtaken()
    {
        var rival = Proposed(2, 2, "Two.", "Two, otherwise.");
        var it = Given(Drafted, Second, rival, new AmendmentAccepted(1, Now));
        it.When(Ask, 2, Now).ThenRefused(DeliberationRules.ClauseChangedSince);
        Assert.True(AmendmentDetails.Of(it.State, it.State.Amendments[1]).Overtaken);
    }

    [Fact]
    public void an_amendment_is_accepted_after_an_amendment_to_another_clause() =>
        Assert.Equal("One.\n\nTwo, better.\n\nThree, better.",
            Given(Drafted, Second, Proposed(2, 3, "Three.", "Three, better."), new AmendmentAccepted(1, Now))
                .When(Ask, 2, Now)
                .Then(new AmendmentAccepted(2, Now)).Text.In("en"));

    [Fact]
    public void an_amendment_to_a_clause_that_has_another_number_since_is_refused() =>
        Given(Drafted, Second, Proposed(2, 1, "One.", "One.\n\nOne and a half."), new AmendmentAccepted(2, Now))
            .When(Ask, 1, Now)
            .ThenRefused(DeliberationRules.ClauseChangedSince);

    [Fact]
    public void an_agreed_text_is_a_draft_again_after_an_accepted_amendment() =>
        Assert.Equal(RecommendationStatus.Drafted,
            Given(Drafted, Second, Agreed).When(Ask, 1, Now).Then(new AmendmentAccepted(1, Now)).State.Status);

    [Fact]
    public void an_amendment_to_a_forwarded_recommendation_is_not_accepted() =>
        Given(Drafted, Second, Agreed, Forwarded())
            .When(Ask, 1, Now)
            .ThenRefused(DeliberationRules.AlreadyForwarded);

    [Fact]
    public void a_rejected_amendment_is_not_accepted() =>
        Given(Drafted, Second, new AmendmentRejected(1, "No", Now))
            .When(Ask, 1, Now)
            .ThenRefused(DeliberationRules.AmendmentSettled);
}
