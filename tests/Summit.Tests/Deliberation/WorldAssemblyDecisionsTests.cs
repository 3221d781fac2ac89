using Summit.Deliberation;
using Summit.Kernel;
using Summit.WorldAssembly;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class WorldAssemblyDecisionsTests
{
    private static readonly RecommendationEvent[] Away = [Drafted, Agreed, Forwarded()];
    private static readonly ItemPresented Presented = new(Id, 1, Now);
    private static readonly ItemDecided Adoption = new(Id, 1, ItemDecision.Adopted, DecidedBy.Consensus, Now);

    [Fact]
    public void a_recommendation_is_presented_when_its_item_is() => Assert.Equal(RecommendationStatus.Presented,
        Given(Away)
            .When(it => WorldAssemblyDecisions.Decide(it, Presented))
            .Then(new RecommendationPresented(1, Now)).State.Status);

    [Fact]
    public void a_recommendation_is_adopted_when_its_item_is() => Given(Away)
        .When(it => WorldAssemblyDecisions.Decide(it, Adoption))
        .Then(new RecommendationAdopted(1, ByConsensus));

    [Fact]
    public void a_recommendation_adopted_as_amended_has_the_amended_text_and_its_round_keeps_the_forwarded_one()
    {
        var amended = Text("Amended.", "Amendé.");
        var it = Given(Away)
            .When(it => WorldAssemblyDecisions.Decide(it, new ItemDecided(Id, 1, ItemDecision.AdoptedAsAmended,
                DecidedBy.Vote, Now, new Tally(3, 1, 0), amended, [new Objection(Africa, Text("We object."))])))
            .Then(new RecommendationAdoptedAsAmended(1, amended,
                new Verdict(DecidedBy.Vote, Now, new Tally(3, 1, 0), [new Reservation(Africa, Text("We object."))]),
                IdsOf(3, ("en", [1, -2, -3]), ("fr", [1, -2, -3]))));
        Assert.Equal("Amended.", it.Text.In("en"));
        Assert.Equal(Drafted.Text, it.Rounds[0].Text);
    }

    [Fact]
    public void the_clauses_of_a_text_adopted_as_amended_keep_their_ids_in_all_its_languages()
    {
        var amended = Text("One.\n\nOne and a half.\n\nThree, better.", "Un.\n\nUn et demi.\n\nTrois, mieux.");
        var it = Given([.. Away, new RecommendationAdoptedAsAmended(1, amended, ByConsensus)]).State;
        Assert.Equal(["1 #1 One.", "2 #2 One and a half.", "3 #3 Three, better."], it.Shown());
        Assert.Equal(["1 #1 Un.", "2 #2 Un et demi.", "3 #3 Trois, mieux."], it.Shown("fr"));
        var longer = Text("One.\n\nNew.\n\nTwo.\n\nThree.", "Un.\n\nNouveau.\n\nDeux.\n\nTrois.");
        it = Given([.. Away, new RecommendationAdoptedAsAmended(1, longer, ByConsensus)]).State;
        Assert.Equal(["1 #1 One.", "2 #4 New.", "3 #2 Two.", "4 #3 Three."], it.Shown());
        Assert.Equal(["1 #1 Un.", "2 #4 Nouveau.", "3 #2 Deux.", "4 #3 Trois."], it.Shown("fr"));
    }

    [Fact]
    public void a_text_adopted_as_amended_says_the_ids_of_its_paragraphs_where_they_are_not_their_numbers()
    {
        var amended = Text("Two.\n\nThree.");
        Given(Away).When(it => WorldAssemblyDecisions.Decide(it,
                Adoption with { Decision = ItemDecision.AdoptedAsAmended, Text = amended }))
            .Then(new RecommendationAdoptedAsAmended(1, amended, ByConsensus, IdsOf(3, ("en", [-1, 2, 3]))));
    }

    [Fact]
    public void a_recommendation_is_referred_back_when_its_item_is() => Given(Away)
        .When(it => WorldAssemblyDecisions.Decide(it, Adoption with { Decision = ItemDecision.ReferredBack }))
        .Then(new RecommendationReferredBack(1, ByConsensus));

    [Fact]
    public void a_recommendation_is_not_adopted_when_its_item_is_not() => Given(Away)
        .When(it => WorldAssemblyDecisions.Decide(it, Adoption with { Decision = ItemDecision.NotAdopted }))
        .Then(new RecommendationNotAdopted(1, ByConsensus));

    [Fact]
    public void a_presentation_or_decision_received_again_is_nothing_new()
    {
        Given([.. Away, new RecommendationPresented(1, Now)])
            .When(it => WorldAssemblyDecisions.Decide(it, Presented))
            .ThenNothing();
        Given([.. Away, new RecommendationAdopted(1, ByConsensus)])
            .When(it => WorldAssemblyDecisions.Decide(it, Adoption))
            .ThenNothing();
    }

    [Fact]
    public void a_decision_of_an_earlier_round_is_nothing_new() =>
        Given([.. Away, new RecommendationReferredBack(1, ByConsensus), Agreed, Forwarded(2)])
            .When(it => WorldAssemblyDecisions.Decide(it, Adoption))
            .ThenNothing();
}
