using Summit.Kernel;
using Summit.WorldAssembly;
using static Summit.Tests.WorldAssembly.WorldAssemblySamples;

namespace Summit.Tests.WorldAssembly;

public sealed class SealOutcomeTests
{
    private static readonly SealOutcome Ask = new();

    private static readonly ItemDecided Amended = new(
        Finance, 1, ItemDecision.AdoptedAsAmended, DecidedBy.Consensus, Now, Text: Text("Amended."));

    private static readonly ItemDecided NotAdopted = Adopted(Food) with { Decision = ItemDecision.NotAdopted };

    private static readonly WorldAssemblyEvent[] Decided =
    [
        Convened, .. All(Housing, Adopted(Housing), "Housing."), .. All(Food, NotAdopted), .. All(Finance, Amended),
        new AgendaOrdered([Finance, Food, Housing], Now),
    ];

    private static readonly SealedItem[] Items =
    [
        new(1, Finance, Text("Amended."), "en", ["right-to-the-city"]),
        new(2, Housing, Text("Housing."), "en", ["right-to-the-city"]),
    ];

    private static readonly OutcomeSealed Sealed = new(1, Items, CanonicalJson.Hash(Items), Now);

    [Fact]
    public void adopted_items_are_numbered_in_the_order_of_the_agenda() => Given(Decided).When(Ask, Now).Then(Sealed);

    [Fact]
    public void an_assembly_that_adopts_nothing_has_an_empty_outcome() => Given([Convened, .. All(Food, NotAdopted)])
        .When(Ask, Now)
        .Then(new OutcomeSealed(1, [], CanonicalJson.Hash(Array.Empty<SealedItem>()), Now));

    [Fact]
    public void an_outcome_sealed_again_is_nothing_new() => Given([.. Decided, Sealed]).When(Ask, Now).ThenNothing();

    [Fact]
    public void another_order_of_the_agenda_does_not_change_a_sealed_number() =>
        Given([.. Decided, Sealed, new AgendaOrdered([Housing, Finance, Food], Now)]).When(Ask, Now).ThenNothing();

    [Fact]
    public void an_outcome_sealed_after_a_further_decision_is_a_second_version_with_the_numbers_of_the_first()
    {
        var outcome = Given(
            [
                .. Decided, Sealed, Tabled(Food, round: 2), .. Debated(Food, round: 2), Adopted(Food, round: 2),
                new AgendaOrdered([Food, Finance, Housing], Now),
            ])
            .When(Ask, Now).State.Outcome!;
        Assert.Equal(2, outcome.Version);
        Assert.Equal([(1, Finance), (2, Housing), (3, Food)],
            outcome.Items.Select(item => (item.Number, item.Recommendation)));
    }

    [Fact]
    public void an_outcome_is_not_sealed_while_an_item_is_undecided() => Assert.Equal([Housing],
        Given([Convened, .. All(Food, NotAdopted), Tabled(Housing)])
            .When(Ask, Now)
            .ThenRefused(WorldAssemblyRules.ItemsUndecided).ConflictsWith.Select(conflict => conflict.Id));

    [Fact]
    public void a_second_version_is_not_sealed_while_a_further_round_is_undecided() =>
        Given([.. Decided, Sealed, Tabled(Food, round: 2)])
            .When(Ask, Now)
            .ThenRefused(WorldAssemblyRules.ItemsUndecided);

    [Fact]
    public void an_outcome_is_not_sealed_where_nothing_was_tabled() =>
        Given(Convened).When(Ask, Now).ThenRefused(WorldAssemblyRules.NothingTabled);

    [Fact]
    public void an_outcome_is_not_sealed_before_the_convening() =>
        Given(Tabled(Housing)).When(Ask, Now).ThenRefused(WorldAssemblyRules.NotConvened);
}
