using Summit.Deliberation;
using Summit.Kernel;
using Summit.WorldAssembly;
using static Summit.Tests.WorldAssembly.WorldAssemblySamples;

namespace Summit.Tests.WorldAssembly;

public sealed class TableReceivedTests
{
    private static readonly RecommendationForwarded Forwarded = new(
        Housing, Durban, Track.TownHall, Session, 1, Text("A text."), "en", ["right-to-the-city"], Now);

    [Fact]
    public void a_received_recommendation_is_tabled_at_the_end_of_the_agenda() => Assert.Equal([Finance, Housing],
        Given(Convened, Tabled(Finance))
            .When(plenary => TableReceived.Decide(plenary, Forwarded, Now))
            .Then(Tabled(Housing)).Agenda.Select(item => item.Recommendation));

    [Fact]
    public void a_recommendation_received_before_the_convening_is_tabled() => Given()
        .When(plenary => TableReceived.Decide(plenary, Forwarded, Now))
        .Then(Tabled(Housing));

    [Fact]
    public void a_round_received_again_is_nothing_new() => Given(Convened, Tabled(Housing))
        .When(plenary => TableReceived.Decide(plenary, Forwarded, Now))
        .ThenNothing();

    [Fact]
    public void a_round_received_after_a_later_one_is_nothing_new() => Given(Convened, Tabled(Housing, round: 2))
        .When(plenary => TableReceived.Decide(plenary, Forwarded, Now))
        .ThenNothing();

    [Fact]
    public void a_later_round_is_tabled_at_the_end_and_keeps_the_decision_of_the_earlier_one()
    {
        var referred = Adopted(Housing) with { Decision = ItemDecision.ReferredBack };
        var plenary = Given([Convened, .. All(Housing, referred), Tabled(Finance)])
            .When(plenary => TableReceived.Decide(plenary, Forwarded with { Round = 2 }, Now))
            .Then(Tabled(Housing, round: 2));
        Assert.Equal([Finance, Housing], plenary.Agenda.Select(item => item.Recommendation));
        Assert.Equal([referred], plenary.Find(Housing)!.Earlier);
        Assert.IsType<ItemState.OnTheTable>(plenary.Find(Housing)!.State);
    }
}
