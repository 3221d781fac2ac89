using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class AmendmentTests
{
    private static readonly ProposeAmendment Ask = new("en", "Two, better.", "Clearer", 2);
    private static readonly AmendmentProposed Second = Proposed(1, 2, "Two.", "Two, better.");

    [Fact]
    public void an_amendment_names_the_words_it_replaces() => Given.Stream(Recommendation.Category, Drafted)
        .When(it => ProposeAmendment.Decide(it, Ask, Moussa, Now))
        .Then(Second);

    [Fact]
    public void proposed_twice_it_is_one() => Given.Stream(Recommendation.Category, Drafted, Second)
        .When(it => ProposeAmendment.Decide(it, Ask, Moussa, Now))
        .ThenNothing();

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void the_clause_is_there(int clause) => Given.Stream(Recommendation.Category, Drafted)
        .When(it => ProposeAmendment.Decide(it, Ask with { Clause = clause }, Moussa, Now))
        .ThenRefused(DeliberationRules.NoSuchClause);

    [Fact]
    public void the_language_is_there() => Given.Stream(Recommendation.Category, Drafted)
        .When(it => ProposeAmendment.Decide(it, Ask with { Language = "es" }, Moussa, Now))
        .ThenRefused(DeliberationRules.NotInLanguage);

    [Fact]
    public void it_says_something_else() => Given.Stream(Recommendation.Category, Drafted)
        .When(it => ProposeAmendment.Decide(it, Ask with { Text = " Two.\r\n" }, Moussa, Now))
        .ThenRefused(DeliberationRules.ChangesNothing);

    [Fact]
    public void accepted_it_is_the_text()
    {
        var it = Given.Stream(Recommendation.Category, Drafted, Second)
            .When(it => AcceptAmendment.Decide(it, it.Amendments[0], Now))
            .Then(new AmendmentAccepted(1, Now));
        Assert.Equal("One.\n\nTwo, better.\n\nThree.", it.Text.In("en"));
        Assert.Equal("Un.\n\nDeux.\n\nTrois.", it.Text.In("fr"));
        Assert.Equal(["fr"], it.Behind);
    }

    [Fact]
    public void the_whole_text_can_be_proposed_anew()
    {
        var whole = Proposed(1, null, Drafted.Text.In("en")!, "All in one.");
        Assert.Equal("All in one.", State(Drafted, whole, new AmendmentAccepted(1, Now)).Text.In("en"));
    }

    [Fact]
    public void a_clause_that_changed_since_is_not_changed_again_unseen()
    {
        var rival = Proposed(2, 2, "Two.", "Two, otherwise.");
        var it = Given.Stream(Recommendation.Category, Drafted, Second, rival, new AmendmentAccepted(1, Now));
        it.When(it => AcceptAmendment.Decide(it, it.Amendments[1], Now))
            .ThenRefused(DeliberationRules.ClauseChangedSince);
        Assert.True(AmendmentDetails.Of(it.State, it.State.Amendments[1]).Overtaken);
    }

    [Fact]
    public void amendments_to_other_clauses_stand_beside_each_other()
    {
        var third = Proposed(2, 3, "Three.", "Three, better.");
        var it = Given.Stream(Recommendation.Category, Drafted, Second, third, new AmendmentAccepted(1, Now))
            .When(it => AcceptAmendment.Decide(it, it.Amendments[1], Now))
            .Then(new AmendmentAccepted(2, Now));
        Assert.Equal("One.\n\nTwo, better.\n\nThree, better.", it.Text.In("en"));
    }

    [Fact]
    public void a_clause_that_moved_is_not_taken_for_another()
    {
        var split = Proposed(2, 1, "One.", "One.\n\nOne and a half.");
        Given.Stream(Recommendation.Category, Drafted, Second, split, new AmendmentAccepted(2, Now))
            .When(it => AcceptAmendment.Decide(it, it.Amendments[0], Now))
            .ThenRefused(DeliberationRules.ClauseChangedSince);
    }

    [Fact]
    public void accepted_on_an_agreed_text_it_needs_agreement_again()
    {
        var it = State(Drafted, Second, Agreed, new AmendmentAccepted(1, Now));
        Assert.Equal(RecommendationStatus.Drafted, it.State.Status);
        Assert.Equal(DeliberationRules.NotAgreed.Code,
            ForwardRecommendation.Decide(it, true, Now).Refused?.Rule.Code);
    }

    [Fact]
    public void before_the_world_assembly_the_text_stands()
    {
        var away = Given.Stream(Recommendation.Category, Drafted, Second, Agreed, Forwarded());
        away.When(it => AcceptAmendment.Decide(it, it.Amendments[0], Now))
            .ThenRefused(DeliberationRules.AlreadyForwarded);
        away.When(it => ProposeAmendment.Decide(it, Ask, Moussa, Now))
            .ThenRefused(DeliberationRules.AlreadyForwarded);
    }

    [Fact]
    public void it_is_settled_once()
    {
        var rejected = Given.Stream(Recommendation.Category, Drafted, Second, new AmendmentRejected(1, "No", Now));
        rejected.When(it => AcceptAmendment.Decide(it, it.Amendments[0], Now))
            .ThenRefused(DeliberationRules.AmendmentSettled);
        rejected.When(it => WithdrawAmendment.Decide(it.Amendments[0], Now))
            .ThenRefused(DeliberationRules.AmendmentSettled);
        rejected.When(it => RejectAmendment.Decide(it.Amendments[0], new RejectAmendment("No"), Now)).ThenNothing();
        Given.Stream(Recommendation.Category, Drafted, Second, new AmendmentAccepted(1, Now))
            .When(it => RejectAmendment.Decide(it.Amendments[0], new RejectAmendment("No"), Now))
            .ThenRefused(DeliberationRules.AmendmentSettled);
    }

    [Fact]
    public void a_consolidations_clauses_are_counted_after_its_opening()
    {
        var consolidated = new RecommendationConsolidated(Id, CongressId, [], Text("We say:"),
            [new ConsolidatedClause(Text("First."), [], ClauseKind.New)], [], "en", [Track.Assembly], [Session], [], [],
            [], Now);
        Given.Stream(Recommendation.Category, consolidated)
            .When(it => ProposeAmendment.Decide(it, Ask with { Clause = 1, Text = "First of all." }, Moussa, Now))
            .Then(Proposed(1, 1, "First.", "First of all.") with { Reason = "Clearer" });
        var it = State(consolidated, Proposed(1, 1, "First.", "First of all."), new AmendmentAccepted(1, Now));
        Assert.Equal("We say:\n\nFirst of all.", it.Text.In("en"));
    }

    [Fact]
    public void only_who_proposed_takes_back()
    {
        var partner = new Proposer(Role.Partner, "key:1", Organisation: Africa);
        Assert.True(partner.Is(new Actor("key:1", Role.Partner, Organisation: Africa)));
        Assert.True(partner.Is(new Actor("key:2", Role.Partner, Organisation: Africa)));
        Assert.False(partner.Is(new Actor("key:2", Role.Partner, Organisation: Paper)));
        Assert.False(partner.Is(new Actor("key:2", Role.Delegate, Organisation: Africa)));
        Assert.False(partner.Is(new Actor("key:2", Role.Organiser)));
        Assert.False(new Proposer(Role.Rapporteur, "key:1").Is(new Actor("key:2", Role.Rapporteur)));
        Assert.True(Moussa.Is(new Actor("key:2", Role.Delegate, Person: Moussa.Person)));
    }
}
