using Summit.Kernel;
using Summit.WorldAssembly;
using static Summit.Tests.WorldAssembly.WorldAssemblySamples;

namespace Summit.Tests.WorldAssembly;

public sealed class DecideItemTests
{
    private static readonly WorldAssemblyEvent[] InDebate = [Convened, Tabled(Housing), .. Debated(Housing)];
    private static readonly DecideItem Adopt = new(ItemDecision.Adopted, DecidedBy.Consensus);
    private static readonly DecideItem.Facts Facts = new(new HashSet<Guid> { Taskforce });
    private static readonly Objection Objected = new(Taskforce, Text("Not in our name."));

    private static readonly DecideItem WithObjection =
        new(ItemDecision.Adopted, DecidedBy.Vote, new Tally(88, 4, 9), Objections: [Objected]);

    private static readonly DecideItem Amended =
        new(ItemDecision.AdoptedAsAmended, DecidedBy.Consensus, Text: Text("Amended."));

    [Fact]
    public void an_item_that_is_only_tabled_or_presented_is_not_decided()
    {
        Given(Convened, Tabled(Housing)).When(Adopt, Housing, Facts, Now).ThenRefused(WorldAssemblyRules.NotDebated);
        Given(Convened, Tabled(Housing), new ItemPresented(Housing, 1, Now))
            .When(Adopt, Housing, Facts, Now)
            .ThenRefused(WorldAssemblyRules.NotDebated);
    }

    [Fact]
    public void an_item_that_is_not_tabled_is_not_decided() =>
        Given(Convened).When(Adopt, Housing, Facts, Now).ThenRefused(WorldAssemblyRules.NotTabled);

    [Fact]
    public void an_item_is_not_decided_before_the_convening() =>
        Given(Tabled(Housing)).When(Adopt, Housing, Facts, Now).ThenRefused(WorldAssemblyRules.NotConvened);

    [Theory]
    [InlineData(ItemDecision.Adopted)]
    [InlineData(ItemDecision.ReferredBack)]
    [InlineData(ItemDecision.NotAdopted)]
    public void an_item_is_decided_by_consensus(ItemDecision decision) => Given(InDebate)
        .When(Adopt with { Decision = decision }, Housing, Facts, Now)
        .Then(Adopted(Housing) with { Decision = decision });

    [Theory]
    [InlineData(ItemDecision.Adopted, 88, 4)]
    [InlineData(ItemDecision.NotAdopted, 31, 52)]
    [InlineData(ItemDecision.NotAdopted, 40, 40)]
    [InlineData(ItemDecision.ReferredBack, 60, 20)]
    [InlineData(ItemDecision.ReferredBack, 20, 60)]
    public void an_item_is_decided_by_vote(ItemDecision decision, int votesFor, int against) => Given(InDebate)
        .When(new DecideItem(decision, DecidedBy.Vote, new Tally(votesFor, against, 9)), Housing, Facts, Now)
        .Then(new ItemDecided(Housing, 1, decision, DecidedBy.Vote, Now, new Tally(votesFor, against, 9)));

    [Theory]
    [InlineData(ItemDecision.Adopted)]
    [InlineData(ItemDecision.ReferredBack)]
    [InlineData(ItemDecision.NotAdopted)]
    public void an_item_is_decided_by_a_show_of_hands_that_nobody_counted(ItemDecision decision) => Given(InDebate)
        .When(new DecideItem(decision, DecidedBy.ShowOfHands), Housing, Facts, Now)
        .Then(new ItemDecided(Housing, 1, decision, DecidedBy.ShowOfHands, Now));

    [Fact]
    public void a_show_of_hands_with_a_tally_is_refused_with_what_has_one() => Assert.Equal(["vote"], Given(InDebate)
        .When(Adopt with { By = DecidedBy.ShowOfHands, Tally = new Tally(2, 1, 0) }, Housing, Facts, Now)
        .ThenRefused(WorldAssemblyRules.TallyOfVoteOnly).Facts?.Admitted);

    [Fact]
    public void objections_are_recorded_beside_a_show_of_hands() => Given(InDebate)
        .When(new DecideItem(ItemDecision.Adopted, DecidedBy.ShowOfHands, Objections: [Objected]), Housing, Facts, Now)
        .Then(new ItemDecided(Housing, 1, ItemDecision.Adopted, DecidedBy.ShowOfHands, Now, Objections: [Objected]));

    [Theory]
    [InlineData(ItemDecision.Adopted, 40, 40, "not-adopted referred-back")]
    [InlineData(ItemDecision.Adopted, 31, 52, "not-adopted referred-back")]
    [InlineData(ItemDecision.NotAdopted, 52, 31, "adopted adopted-as-amended referred-back")]
    public void a_decision_against_the_majority_of_its_vote_is_refused_with_those_that_the_majority_can_take(
        ItemDecision decision, int votesFor, int against, string admitted) => Assert.Equal(admitted.Split(' '),
        Given(InDebate)
            .When(new DecideItem(decision, DecidedBy.Vote, new Tally(votesFor, against, 0)), Housing, Facts, Now)
            .ThenRefused(WorldAssemblyRules.MajoritySaysOtherwise).Facts?.Admitted);

    [Fact]
    public void an_amended_text_without_a_majority_is_refused() => Given(InDebate)
        .When(Amended with { By = DecidedBy.Vote, Tally = new Tally(1, 2, 0) }, Housing, Facts, Now)
        .ThenRefused(WorldAssemblyRules.MajoritySaysOtherwise);

    [Fact]
    public void an_item_adopted_as_amended_has_the_amended_text() => Assert.Equal(Text("Amended."),
        Given(InDebate)
            .When(Amended, Housing, Facts, Now)
            .Then(new ItemDecided(Housing, 1, ItemDecision.AdoptedAsAmended, DecidedBy.Consensus, Now,
                Text: Text("Amended.")))
            .Find(Housing)!.Adopted);

    [Fact]
    public void an_adoption_with_an_amended_text_is_refused() => Given(InDebate)
        .When(Adopt with { Text = Text("Other.") }, Housing, Facts, Now)
        .ThenRefused(WorldAssemblyRules.TextOfAmendmentOnly);

    [Fact]
    public void an_adoption_as_amended_without_its_text_is_refused() => Given(InDebate)
        .When(Amended with { Text = null }, Housing, Facts, Now)
        .ThenRefused(WorldAssemblyRules.TextOfAmendmentOnly);

    [Fact]
    public void an_amended_text_that_lacks_the_authentic_language_is_refused() => Given(InDebate)
        .When(Amended with { Text = LocalisedText.Of(("fr", "Texte.")) }, Housing, Facts, Now)
        .ThenRefused(WorldAssemblyRules.AuthenticLanguageMissing);

    [Fact]
    public void a_vote_without_a_tally_is_refused() => Given(InDebate)
        .When(Adopt with { By = DecidedBy.Vote }, Housing, Facts, Now)
        .ThenRefused(WorldAssemblyRules.TallyOfVoteOnly);

    [Fact]
    public void a_consensus_with_a_tally_is_refused() => Given(InDebate)
        .When(Adopt with { Tally = new Tally(1, 0, 0) }, Housing, Facts, Now)
        .ThenRefused(WorldAssemblyRules.TallyOfVoteOnly);

    [Fact]
    public void objections_are_recorded_beside_a_vote() => Given(InDebate)
        .When(WithObjection, Housing, Facts, Now)
        .Then(new ItemDecided(Housing, 1, ItemDecision.Adopted, DecidedBy.Vote, Now, new Tally(88, 4, 9),
            Objections: [Objected]));

    [Fact]
    public void a_consensus_with_an_objection_is_refused() => Given(InDebate)
        .When(Adopt with { Objections = [Objected] }, Housing, Facts, Now)
        .ThenRefused(WorldAssemblyRules.ConsensusHasObjections);

    [Fact]
    public void an_objection_of_an_organisation_that_the_register_does_not_have_is_refused() => Given(InDebate)
        .When(WithObjection with { Objections = [Objected with { Organisation = Food }] }, Housing, Facts, Now)
        .ThenRefused(WorldAssemblyRules.NoSuchOrganisation);

    [Fact]
    public void the_same_decision_again_is_nothing_new()
    {
        var decided = Given(InDebate).When(WithObjection, Housing, Facts, Now).State.Find(Housing)!.Decision!;
        Given([.. InDebate, decided])
            .When(WithObjection with { Objections = [Objected with { }] }, Housing, Facts, Now)
            .ThenNothing();
        Given([.. InDebate, Adopted(Housing)])
            .When(Adopt with { Objections = [] }, Housing, Facts, Now)
            .ThenNothing();
    }

    [Fact]
    public void another_decision_on_a_decided_item_is_refused() => Given([.. InDebate, Adopted(Housing)])
        .When(Adopt with { Decision = ItemDecision.NotAdopted }, Housing, Facts, Now)
        .ThenRefused(WorldAssemblyRules.AlreadyDecided);

    [Fact]
    public void an_item_that_was_referred_back_is_decided_again_in_its_next_round() =>
        Given([
            Convened, .. All(Housing, Adopted(Housing) with { Decision = ItemDecision.ReferredBack }),
            Tabled(Housing, round: 2), .. Debated(Housing, round: 2),
        ])
            .When(Adopt, Housing, Facts, Now)
            .Then(Adopted(Housing, round: 2));
}
