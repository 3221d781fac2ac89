using Summit.Deliberation;
using Summit.Kernel;
using Summit.WorldAssembly;
using static Summit.Tests.WorldAssembly.WorldAssemblySamples;

namespace Summit.Tests.WorldAssembly;

public sealed class AgendaTests
{
    private static readonly RecommendationForwarded Forwarded = new(
        Housing, Durban, Track.TownHall, Session, 1, Text("A text."), "en", ["right-to-the-city"], Now);

    [Fact]
    public void what_is_received_is_tabled_at_the_end() => Assert.Equal([Finance, Housing],
        Given(Convened, Tabled(Finance))
            .When(plenary => TableReceived.Decide(plenary, Forwarded, Now))
            .Then(Tabled(Housing)).Agenda.Select(item => item.Recommendation));

    [Fact]
    public void what_is_received_before_the_convening_is_tabled_too() => Given()
        .When(plenary => TableReceived.Decide(plenary, Forwarded, Now))
        .Then(Tabled(Housing));

    [Fact]
    public void a_round_is_tabled_once() => Given(Convened, Tabled(Housing))
        .When(plenary => TableReceived.Decide(plenary, Forwarded, Now))
        .ThenNothing();

    [Fact]
    public void an_older_round_comes_too_late() => Given(Convened, Tabled(Housing, round: 2))
        .When(plenary => TableReceived.Decide(plenary, Forwarded, Now))
        .ThenNothing();

    [Fact]
    public void a_later_round_is_tabled_again_behind_the_others_and_keeps_what_was_decided()
    {
        var referred = Adopted(Housing) with { Decision = ItemDecision.ReferredBack };
        var plenary = Given([Convened, .. All(Housing, referred), Tabled(Finance)])
            .When(plenary => TableReceived.Decide(plenary, Forwarded with { Round = 2 }, Now))
            .Then(Tabled(Housing, round: 2));
        Assert.Equal([Finance, Housing], plenary.Agenda.Select(item => item.Recommendation));
        Assert.Equal([referred], plenary.Find(Housing)!.Earlier);
        Assert.IsType<ItemState.OnTheTable>(plenary.Find(Housing)!.State);
    }

    [Fact]
    public void the_agenda_is_ordered() => Assert.Equal([Food, Housing, Finance],
        Given(Convened, Tabled(Housing), Tabled(Finance), Tabled(Food))
            .When(plenary => OrderAgenda.Decide(plenary, new([Food, Housing, Finance]), Now))
            .Then(new AgendaOrdered([Food, Housing, Finance], Now)).Agenda.Select(item => item.Recommendation));

    [Fact]
    public void what_is_not_named_keeps_its_order_behind_what_is() =>
        Given(Convened, Tabled(Housing), Tabled(Finance), Tabled(Food))
            .When(plenary => OrderAgenda.Decide(plenary, new([Food]), Now))
            .Then(new AgendaOrdered([Food, Housing, Finance], Now));

    [Fact]
    public void ordered_as_it_stands_nothing_is_new() => Given(Convened, Tabled(Housing), Tabled(Finance))
        .When(plenary => OrderAgenda.Decide(plenary, new([Housing, Finance]), Now))
        .ThenNothing();

    [Fact]
    public void ordering_keeps_what_was_decided() => Assert.NotNull(
        Given([Convened, .. All(Housing, Adopted(Housing)), Tabled(Finance)])
            .When(plenary => OrderAgenda.Decide(plenary, new([Finance, Housing]), Now))
            .State.Find(Housing)!.Decision);

    [Fact]
    public void only_what_is_tabled_comes_on_the_agenda() => Assert.Equal("/items/1",
        Given(Convened, Tabled(Housing))
            .When(plenary => OrderAgenda.Decide(plenary, new([Housing, Food]), Now))
            .ThenRefused(WorldAssemblyRules.NotTabled).Field);

    [Fact]
    public void nothing_comes_on_the_agenda_twice() => Given(Convened, Tabled(Housing), Tabled(Food))
        .When(plenary => OrderAgenda.Decide(plenary, new([Housing, Food, Housing]), Now))
        .ThenRefused(WorldAssemblyRules.NamedTwice);

    [Fact]
    public void there_is_no_agenda_before_the_convening() => Given(Tabled(Housing))
        .When(plenary => OrderAgenda.Decide(plenary, new([Housing]), Now))
        .ThenRefused(WorldAssemblyRules.NotConvened);
}
