using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class ForwardRecommendationTests
{
    private static readonly ForwardRecommendation Ask = new();
    private static readonly ForwardRecommendation.Facts Facts = new(IsConvened: true);

    [Fact]
    public void an_agreed_recommendation_is_forwarded() =>
        Given(Drafted, Agreed).When(Ask, Facts, Now).Then(Forwarded());

    [Fact]
    public void a_recommendation_forwarded_again_is_nothing_new() =>
        Given(Drafted, Agreed, Forwarded()).When(Ask, Facts, Now).ThenNothing();

    [Fact]
    public void a_recommendation_whose_delivery_was_given_up_is_not_forwarded_again_but_its_delivery_named()
    {
        var delivery = Guid.CreateVersion7();
        var refused = Given(Drafted, Agreed, Forwarded()).When(Ask, Facts with { GivenUp = delivery }, Now)
            .ThenRefused(DeliberationRules.ForwardGivenUp);
        Assert.Equal(new Conflict(delivery, "delivery"), Assert.Single(refused.ConflictsWith));
    }

    [Fact]
    public void a_draft_is_not_forwarded() =>
        Given(Drafted).When(Ask, Facts, Now).ThenRefused(DeliberationRules.NotAgreed);

    [Fact]
    public void an_agreed_text_that_was_amended_is_not_forwarded_before_it_is_agreed_again() =>
        Given(Drafted, Proposed(1, 2, "Two.", "Two, better."), Agreed, new AmendmentAccepted(1, Now))
            .When(Ask, Facts, Now)
            .ThenRefused(DeliberationRules.NotAgreed);

    [Fact]
    public void a_recommendation_is_not_forwarded_before_the_world_assembly_is_convened() => Given(Drafted, Agreed)
        .When(Ask, Facts with { IsConvened = false }, Now)
        .ThenRefused(DeliberationRules.WorldAssemblyNotConvened);

    [Fact]
    public void a_merged_recommendation_is_not_forwarded_by_itself() =>
        Given(Drafted, Agreed, new MergedInto(Paper, Now))
            .When(Ask, Facts, Now)
            .ThenRefused(DeliberationRules.AlreadyMerged);

    [Fact]
    public void an_adopted_recommendation_is_not_forwarded_again() =>
        Given(Drafted, Agreed, Forwarded(), new RecommendationAdopted(1, ByConsensus))
            .When(Ask, Facts, Now)
            .ThenRefused(DeliberationRules.Decided);

    [Fact]
    public void a_recommendation_that_was_referred_back_is_not_forwarded_before_it_is_agreed_again() =>
        Given(Drafted, Agreed, Forwarded(), new RecommendationReferredBack(1, ByConsensus))
            .When(Ask, Facts, Now)
            .ThenRefused(DeliberationRules.NotAgreed);

    [Fact]
    public void a_recommendation_agreed_again_after_it_was_referred_back_is_forwarded_in_a_further_round() =>
        Given(Drafted, Agreed, Forwarded(), new RecommendationReferredBack(1, ByConsensus), Agreed)
            .When(Ask, Facts, Now)
            .Then(Forwarded(2));
}
