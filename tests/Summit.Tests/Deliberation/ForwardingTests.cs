using Summit.Deliberation;
using Summit.Kernel;
using Summit.WorldAssembly;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class ForwardingTests
{
    private static readonly Verdict ByConsensus = new(DecidedBy.Consensus, Now);
    private static readonly ItemDecided Adoption = new(Id, 1, ItemDecision.Adopted, DecidedBy.Consensus, Now);

    [Fact]
    public void an_agreed_text_is_forwarded() => Forward(true, Drafted, Agreed).Then(Forwarded());

    [Fact]
    public void forwarded_twice_it_is_one() => Forward(true, Drafted, Agreed, Forwarded()).ThenNothing();

    [Fact]
    public void a_draft_is_not() => Forward(true, Drafted).ThenRefused(DeliberationRules.NotAgreed);

    [Fact]
    public void there_is_somebody_to_forward_to() =>
        Forward(false, Drafted, Agreed).ThenRefused(DeliberationRules.WorldAssemblyNotConvened);

    [Fact]
    public void what_was_merged_goes_with_its_consolidation() =>
        Forward(true, Drafted, Agreed, new MergedInto(Paper, Now)).ThenRefused(DeliberationRules.AlreadyMerged);

    [Fact]
    public void what_was_decided_is_not_forwarded_again() =>
        Forward(true, Drafted, Agreed, Forwarded(), new RecommendationAdopted(1, ByConsensus))
            .ThenRefused(DeliberationRules.Decided);

    [Fact]
    public void referred_back_it_is_agreed_anew_before_the_next_round()
    {
        RecommendationEvent[] back = [Drafted, Agreed, Forwarded(), new RecommendationReferredBack(1, ByConsensus)];
        Forward(true, back).ThenRefused(DeliberationRules.NotAgreed);
        Forward(true, [.. back, Agreed]).Then(Forwarded(2));
    }

    [Fact]
    public void an_acknowledgement_is_noted_once()
    {
        var away = Given.Stream(Recommendation.Category, Drafted, Agreed, Forwarded());
        var it = away.When(it => RecommendationReceipts.Decide(it, 1, "202", Now))
            .Then(new RecommendationReceived(Id, CongressId, 1, "202", Now));
        Assert.Equal(RecommendationStatus.Received, it.State.Status);
        Assert.Empty(RecommendationReceipts.Decide(it, 1, "202", Now).Events);
    }

    [Fact]
    public void an_acknowledgement_that_comes_late_changes_nothing_of_what_followed()
    {
        var it = State(Drafted, Agreed, Forwarded(), new RecommendationAdopted(1, ByConsensus));
        var received = RecommendationReceipts.Decide(it, 1, "202", Now);
        Assert.Equal(RecommendationStatus.Adopted,
            Recommendation.Category.Evolve(it, received.Events[0]).State.Status);
    }

    [Fact]
    public void a_round_that_never_was_cannot_be_acknowledged() => Assert.Throws<InvalidOperationException>(() =>
        RecommendationReceipts.Decide(State(Drafted, Agreed), 1, "202", Now));

    [Fact]
    public void the_world_assembly_presents_and_decides()
    {
        var presented = Heard(new ItemPresented(Id, 1, Now), Drafted, Agreed, Forwarded())
            .Then(new RecommendationPresented(1, Now));
        Assert.Equal(RecommendationStatus.Presented, presented.State.Status);
        Heard(Adoption, Drafted, Agreed, Forwarded()).Then(new RecommendationAdopted(1, ByConsensus));
    }

    [Fact]
    public void adopted_as_amended_it_has_the_amended_text()
    {
        var objection = new Objection(Africa, Text("We object."));
        var it = Heard(
                new ItemDecided(Id, 1, ItemDecision.AdoptedAsAmended, DecidedBy.Vote, Now, new Tally(3, 1, 0),
                    Text("Amended.", "Amendé."), [objection]),
                Drafted, Agreed, Forwarded())
            .Then(new RecommendationAdoptedAsAmended(1, Text("Amended.", "Amendé."),
                new Verdict(DecidedBy.Vote, Now, new Tally(3, 1, 0), [new Reservation(Africa, Text("We object."))])));
        Assert.Equal("Amended.", it.Text.In("en"));
        Assert.Equal(Drafted.Text, it.Rounds[0].Text);
    }

    [Theory]
    [InlineData(ItemDecision.ReferredBack, RecommendationStatus.ReferredBack)]
    [InlineData(ItemDecision.NotAdopted, RecommendationStatus.NotAdopted)]
    public void or_it_does_not_adopt(ItemDecision decision, RecommendationStatus status) => Assert.Equal(status,
        Heard(Adoption with { Decision = decision }, Drafted, Agreed, Forwarded()).State.State.Status);

    [Fact]
    public void what_is_heard_twice_or_of_another_round_is_nothing_new()
    {
        Heard(Adoption, Drafted, Agreed, Forwarded(), new RecommendationAdopted(1, ByConsensus)).ThenNothing();
        Heard(Adoption, Drafted, Agreed, Forwarded(), new RecommendationReferredBack(1, ByConsensus), Agreed,
            Forwarded(2)).ThenNothing();
        Heard(new ItemPresented(Id, 1, Now), Drafted, Agreed, Forwarded(), new RecommendationPresented(1, Now))
            .ThenNothing();
    }

    private static When<Recommendation, RecommendationEvent> Forward(
        bool isConvened, params RecommendationEvent[] history) => Given.Stream(Recommendation.Category, history)
        .When(it => ForwardRecommendation.Decide(it, isConvened, Now));

    private static When<Recommendation, RecommendationEvent> Heard(
        WorldAssemblyEvent happened, params RecommendationEvent[] history) =>
        Given.Stream(Recommendation.Category, history).When(it => WorldAssemblyDecisions.Decide(it, happened));
}
