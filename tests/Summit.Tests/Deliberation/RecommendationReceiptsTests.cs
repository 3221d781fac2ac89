using Summit.Deliberation;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class RecommendationReceiptsTests
{
    private static readonly RecommendationReceived Received = new(Id, CongressId, 1, "202", Now);

    [Fact]
    public void an_acknowledged_recommendation_is_received() => Assert.Equal(RecommendationStatus.Received,
        Given(Drafted, Agreed, Forwarded())
            .When(it => RecommendationReceipts.Decide(it, 1, "202", Now))
            .Then(Received).State.Status);

    [Fact]
    public void a_round_acknowledged_again_is_nothing_new() => Given(Drafted, Agreed, Forwarded(), Received)
        .When(it => RecommendationReceipts.Decide(it, 1, "202", Now))
        .ThenNothing();

    [Fact]
    public void a_late_acknowledgement_is_noted_and_leaves_an_adopted_recommendation_adopted() =>
        Assert.Equal(RecommendationStatus.Adopted,
            Given(Drafted, Agreed, Forwarded(), new RecommendationAdopted(1, ByConsensus))
                .When(it => RecommendationReceipts.Decide(it, 1, "202", Now))
                .Then(Received).State.Status);

    [Fact]
    public void a_round_that_was_never_forwarded_cannot_be_acknowledged() => Assert.Throws<InvalidOperationException>(
        () => Given(Drafted, Agreed).When(it => RecommendationReceipts.Decide(it, 1, "202", Now)));
}
