using Summit.WorldAssembly;
using static Summit.Tests.WorldAssembly.WorldAssemblySamples;

namespace Summit.Tests.WorldAssembly;

public sealed class OrderAgendaTests
{
    [Fact]
    public void the_agenda_is_ordered() => Assert.Equal([Food, Housing, Finance],
        Given(Convened, Tabled(Housing), Tabled(Finance), Tabled(Food))
            .When(new OrderAgenda([Food, Housing, Finance]), Now)
            .Then(new AgendaOrdered([Food, Housing, Finance], Now)).Agenda.Select(item => item.Recommendation));

    [Fact]
    public void items_that_are_not_named_keep_their_order_behind_those_that_are() =>
        Given(Convened, Tabled(Housing), Tabled(Finance), Tabled(Food))
            .When(new OrderAgenda([Food]), Now)
            .Then(new AgendaOrdered([Food, Housing, Finance], Now));

    [Fact]
    public void the_order_that_the_agenda_has_already_is_nothing_new() =>
        Given(Convened, Tabled(Housing), Tabled(Finance))
            .When(new OrderAgenda([Housing, Finance]), Now)
            .ThenNothing();

    [Fact]
    public void an_item_keeps_its_decision_when_the_agenda_is_ordered() => Assert.NotNull(
        Given([Convened, .. All(Housing, Adopted(Housing)), Tabled(Finance)])
            .When(new OrderAgenda([Finance, Housing]), Now)
            .Then(new AgendaOrdered([Finance, Housing], Now)).Find(Housing)!.Decision);

    [Fact]
    public void an_item_that_is_not_tabled_is_refused() => Assert.Equal("/items/1",
        Given(Convened, Tabled(Housing))
            .When(new OrderAgenda([Housing, Food]), Now)
            .ThenRefused(WorldAssemblyRules.NotTabled).Field);

    [Fact]
    public void an_item_named_twice_is_refused() => Given(Convened, Tabled(Housing), Tabled(Food))
        .When(new OrderAgenda([Housing, Food, Housing]), Now)
        .ThenRefused(WorldAssemblyRules.NamedTwice);

    [Fact]
    public void the_agenda_is_not_ordered_before_the_convening() => Given(Tabled(Housing))
        .When(new OrderAgenda([Housing]), Now)
        .ThenRefused(WorldAssemblyRules.NotConvened);
}
