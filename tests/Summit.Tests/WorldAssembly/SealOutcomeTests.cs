using Summit.Kernel;
using Summit.WorldAssembly;
using static Summit.Tests.WorldAssembly.WorldAssemblySamples;

namespace Summit.Tests.WorldAssembly;

public sealed class SealOutcomeTests
{
    private static readonly ItemDecided Amended = new(
        Finance, 1, ItemDecision.AdoptedAsAmended, DecidedBy.Consensus, Now, Text: Text("Amended."));

    private static readonly ItemDecided Refused = Adopted(Food) with { Decision = ItemDecision.NotAdopted };

    private static readonly WorldAssemblyEvent[] Decided =
    [
        Convened, .. All(Housing, Adopted(Housing), "Housing."), .. All(Food, Refused), .. All(Finance, Amended),
        new AgendaOrdered([Finance, Food, Housing], Now),
    ];

    [Fact]
    public void what_was_adopted_is_numbered_in_the_order_of_the_agenda()
    {
        var outcome = Given(Decided).When(Seal).State.Outcome!;
        Assert.Equal(1, outcome.Version);
        Assert.Equal([(1, Finance, Text("Amended.")), (2, Housing, Text("Housing."))],
            outcome.Items.Select(item => (item.Number, item.Recommendation, item.Text)));
        Assert.Equal(CanonicalJson.Hash(outcome.Items), outcome.Hash);
    }

    [Fact]
    public void the_hash_is_of_bytes_that_anybody_can_write()
    {
        var text = LocalisedText.Of(("fr", "« été »\n\"x\" \\ \u0001\u2028 \U0001F3D9 <&>"), ("en", "A\tb"));
        SealedItem[] items = [new(1, Guid.Parse("0196f2c4-0000-7000-8000-000000000001"), text, "en", ["b", "a"])];
        var canonical = string.Concat(
            "[{'authentic':'en','number':1,'policyDomains':['b','a'],",
            "'recommendation':'0196f2c4-0000-7000-8000-000000000001',",
            @"'text':{'en':'A\tb','fr':'« été »\n\'x\' \\ \u0001", "\u2028 \U0001F3D9 <&>'}}]").Replace('\'', '"');
        Assert.Equal(canonical, CanonicalJson.Of(items));
        // Python: hashlib.sha256(json.dumps(items, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
        Assert.Equal("e64b2d386174412057ffd0eb0d19a5a0fd4b6af93bb2e398e0bd3b92a2041c79", CanonicalJson.Hash(items));
    }

    [Fact]
    public void keys_are_sorted_at_every_depth()
    {
        using var json = System.Text.Json.JsonDocument.Parse("""{"b":-7,"a":[{"d":true,"c":null}]}""");
        Assert.Equal("""{"a":[{"c":null,"d":true}],"b":-7}""", CanonicalJson.Of(json.RootElement));
    }

    [Fact]
    public void an_assembly_that_adopts_nothing_has_an_outcome_too() => Assert.Empty(
        Given([Convened, .. All(Food, Refused)]).When(Seal).State.Outcome!.Items);

    [Fact]
    public void sealed_again_nothing_is_new() =>
        Given([.. Decided, .. Seal(Given(Decided).State)]).When(Seal).ThenNothing();

    [Fact]
    public void another_order_of_the_agenda_changes_no_sealed_number() =>
        Given([.. Decided, .. Seal(Given(Decided).State), new AgendaOrdered([Housing, Finance, Food], Now)])
            .When(Seal).ThenNothing();

    [Fact]
    public void after_a_further_decision_there_is_a_second_version_with_the_numbers_of_the_first()
    {
        WorldAssemblyEvent[] further =
        [
            .. Decided, .. Seal(Given(Decided).State), Tabled(Food, round: 2), .. Debated(Food, round: 2),
            Adopted(Food, round: 2), new AgendaOrdered([Food, Finance, Housing], Now),
        ];
        var outcome = Given(further).When(Seal).State.Outcome!;
        Assert.Equal(2, outcome.Version);
        Assert.Equal([(1, Finance), (2, Housing), (3, Food)],
            outcome.Items.Select(item => (item.Number, item.Recommendation)));
    }

    [Fact]
    public void what_is_undecided_stands_in_the_way() => Assert.Equal([Housing],
        Given([Convened, .. All(Food, Refused), Tabled(Housing)]).When(Seal)
            .ThenRefused(WorldAssemblyRules.ItemsUndecided).ConflictsWith.Select(conflict => conflict.Id));

    [Fact]
    public void a_further_round_has_to_be_decided_before_the_next_version() =>
        Given([.. Decided, .. Seal(Given(Decided).State), Tabled(Food, round: 2)])
            .When(Seal).ThenRefused(WorldAssemblyRules.ItemsUndecided);

    [Fact]
    public void where_nothing_was_tabled_there_is_nothing_to_seal() =>
        Given(Convened).When(Seal).ThenRefused(WorldAssemblyRules.NothingTabled);

    [Fact]
    public void nothing_is_sealed_before_the_convening() =>
        Given(Tabled(Housing)).When(Seal).ThenRefused(WorldAssemblyRules.NotConvened);

    private static Decision<WorldAssemblyEvent> Seal(Plenary plenary) => SealOutcome.Decide(plenary, Now);
}
