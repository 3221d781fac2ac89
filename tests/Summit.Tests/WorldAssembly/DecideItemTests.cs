using Summit.Kernel;
using Summit.WorldAssembly;
using static Summit.Tests.WorldAssembly.WorldAssemblySamples;

namespace Summit.Tests.WorldAssembly;

public sealed class DecideItemTests
{
    private static readonly WorldAssemblyEvent[] BeforeDecision = [Convened, Tabled(Housing), .. Debated(Housing)];
    private static readonly DecideItem Adopt = new(ItemDecision.Adopted, DecidedBy.Consensus);
    private static readonly Objection Objected = new(Taskforce, Text("Not in our name."));

    [Fact]
    public void an_item_is_presented_and_debated()
    {
        Given(Convened, Tabled(Housing))
            .When(plenary => PresentItem.Decide(plenary, Housing, Now)).Then(new ItemPresented(Housing, 1, Now));
        Given(Convened, Tabled(Housing), new ItemPresented(Housing, 1, Now))
            .When(plenary => DebateItem.Decide(plenary, Housing, Now)).Then(new DebateOpened(Housing, 1, Now));
    }

    [Fact]
    public void presented_or_debated_again_nothing_is_new()
    {
        foreach (var more in new WorldAssemblyEvent[][] { [], [Adopted(Housing)] })
        {
            var given = Given([.. BeforeDecision, .. more]);
            given.When(plenary => PresentItem.Decide(plenary, Housing, Now)).ThenNothing();
            given.When(plenary => DebateItem.Decide(plenary, Housing, Now)).ThenNothing();
        }
    }

    [Fact]
    public void it_is_presented_before_it_is_debated() => Given(Convened, Tabled(Housing))
        .When(plenary => DebateItem.Decide(plenary, Housing, Now))
        .ThenRefused(WorldAssemblyRules.NotPresented);

    [Fact]
    public void it_is_debated_before_it_is_decided()
    {
        Given(Convened, Tabled(Housing)).When(Deciding(Adopt)).ThenRefused(WorldAssemblyRules.NotDebated);
        Given(Convened, Tabled(Housing), new ItemPresented(Housing, 1, Now))
            .When(Deciding(Adopt)).ThenRefused(WorldAssemblyRules.NotDebated);
    }

    [Fact]
    public void nothing_is_done_with_what_is_not_tabled()
    {
        Given(Convened).When(p => PresentItem.Decide(p, Housing, Now)).ThenRefused(WorldAssemblyRules.NotTabled);
        Given(Convened).When(p => DebateItem.Decide(p, Housing, Now)).ThenRefused(WorldAssemblyRules.NotTabled);
        Given(Convened).When(Deciding(Adopt)).ThenRefused(WorldAssemblyRules.NotTabled);
    }

    [Fact]
    public void nothing_is_done_before_the_convening()
    {
        var waiting = Tabled(Housing);
        Given(waiting).When(p => PresentItem.Decide(p, Housing, Now)).ThenRefused(WorldAssemblyRules.NotConvened);
        Given(waiting).When(p => DebateItem.Decide(p, Housing, Now)).ThenRefused(WorldAssemblyRules.NotConvened);
        Given(waiting).When(Deciding(Adopt)).ThenRefused(WorldAssemblyRules.NotConvened);
    }

    [Theory]
    [InlineData(ItemDecision.Adopted)]
    [InlineData(ItemDecision.ReferredBack)]
    [InlineData(ItemDecision.NotAdopted)]
    public void it_is_decided_by_consensus(ItemDecision decision) => Given(BeforeDecision)
        .When(Deciding(Adopt with { Decision = decision }))
        .Then(Adopted(Housing) with { Decision = decision });

    [Theory]
    [InlineData(ItemDecision.Adopted, 88, 4)]
    [InlineData(ItemDecision.NotAdopted, 31, 52)]
    [InlineData(ItemDecision.NotAdopted, 40, 40)]
    [InlineData(ItemDecision.ReferredBack, 60, 20)]
    [InlineData(ItemDecision.ReferredBack, 20, 60)]
    public void it_is_decided_by_vote(ItemDecision decision, int votesFor, int against) => Given(BeforeDecision)
        .When(Deciding(new(decision, DecidedBy.Vote, new Tally(votesFor, against, 9))))
        .Then(new ItemDecided(Housing, 1, decision, DecidedBy.Vote, Now, new Tally(votesFor, against, 9)));

    [Theory]
    [InlineData(ItemDecision.Adopted, 40, 40)]
    [InlineData(ItemDecision.Adopted, 31, 52)]
    [InlineData(ItemDecision.NotAdopted, 52, 31)]
    public void a_vote_decides_as_its_majority_does(ItemDecision decision, int votesFor, int against) =>
        Given(BeforeDecision)
            .When(Deciding(new(decision, DecidedBy.Vote, new Tally(votesFor, against, 0))))
            .ThenRefused(WorldAssemblyRules.MajoritySaysOtherwise);

    [Fact]
    public void an_amended_text_needs_the_majority_too() => Given(BeforeDecision)
        .When(Deciding(new(ItemDecision.AdoptedAsAmended, DecidedBy.Vote, new Tally(1, 2, 0), Text("Amended."))))
        .ThenRefused(WorldAssemblyRules.MajoritySaysOtherwise);

    [Fact]
    public void it_is_adopted_as_amended_with_the_text_that_was_adopted() => Assert.Equal(Text("Amended."),
        Given(BeforeDecision)
            .When(Deciding(new(ItemDecision.AdoptedAsAmended, DecidedBy.Consensus, Text: Text("Amended."))))
            .Then(new ItemDecided(Housing, 1, ItemDecision.AdoptedAsAmended, DecidedBy.Consensus, Now,
                Text: Text("Amended.")))
            .Find(Housing)!.Adopted);

    [Fact]
    public void a_text_comes_with_an_amendment_and_only_with_one()
    {
        Given(BeforeDecision).When(Deciding(Adopt with { Text = Text("Other.") }))
            .ThenRefused(WorldAssemblyRules.TextOfAmendmentOnly);
        Given(BeforeDecision).When(Deciding(Adopt with { Decision = ItemDecision.AdoptedAsAmended }))
            .ThenRefused(WorldAssemblyRules.TextOfAmendmentOnly);
    }

    [Fact]
    public void an_amended_text_is_there_in_the_authentic_language() => Given(BeforeDecision)
        .When(Deciding(new(
            ItemDecision.AdoptedAsAmended, DecidedBy.Consensus, Text: LocalisedText.Of(("fr", "Texte.")))))
        .ThenRefused(WorldAssemblyRules.AuthenticLanguageMissing);

    [Fact]
    public void votes_are_counted_and_a_consensus_is_not()
    {
        Given(BeforeDecision).When(Deciding(Adopt with { By = DecidedBy.Vote }))
            .ThenRefused(WorldAssemblyRules.TallyOfVoteOnly);
        Given(BeforeDecision).When(Deciding(Adopt with { Tally = new Tally(1, 0, 0) }))
            .ThenRefused(WorldAssemblyRules.TallyOfVoteOnly);
    }

    [Fact]
    public void objections_are_recorded_beside_a_vote() => Given(BeforeDecision)
        .When(Deciding(new(ItemDecision.Adopted, DecidedBy.Vote, new Tally(88, 4, 9), Objections: [Objected])))
        .Then(new ItemDecided(Housing, 1, ItemDecision.Adopted, DecidedBy.Vote, Now, new Tally(88, 4, 9),
            Objections: [Objected]));

    [Fact]
    public void where_somebody_objects_there_is_no_consensus() => Given(BeforeDecision)
        .When(Deciding(Adopt with { Objections = [Objected] }))
        .ThenRefused(WorldAssemblyRules.ConsensusHasObjections);

    [Fact]
    public void who_objects_stands_in_the_register() => Given(BeforeDecision)
        .When(Deciding(new(ItemDecision.Adopted, DecidedBy.Vote, new Tally(88, 4, 9),
            Objections: [Objected with { Organisation = Food }])))
        .ThenRefused(WorldAssemblyRules.NoSuchOrganisation);

    [Fact]
    public void decided_the_same_way_again_nothing_is_new()
    {
        var ask = new DecideItem(ItemDecision.AdoptedAsAmended, DecidedBy.Vote, new Tally(88, 4, 9), Text("Amended."),
            [Objected]);
        Given([.. BeforeDecision, .. Deciding(ask)(Given(BeforeDecision).State)])
            .When(Deciding(ask with { Objections = [Objected] })).ThenNothing();
        Given([.. BeforeDecision, Adopted(Housing)]).When(Deciding(Adopt with { Objections = [] })).ThenNothing();
    }

    [Fact]
    public void a_decision_stands() => Given([.. BeforeDecision, Adopted(Housing)])
        .When(Deciding(Adopt with { Decision = ItemDecision.NotAdopted }))
        .ThenRefused(WorldAssemblyRules.AlreadyDecided);

    [Fact]
    public void what_was_referred_back_is_decided_anew_in_its_next_round() =>
        Given([
            Convened, .. All(Housing, Adopted(Housing) with { Decision = ItemDecision.ReferredBack }),
            Tabled(Housing, round: 2), .. Debated(Housing, round: 2),
        ])
            .When(Deciding(Adopt))
            .Then(Adopted(Housing, round: 2));

    private static Func<Plenary, Decision<WorldAssemblyEvent>> Deciding(DecideItem ask) =>
        plenary => DecideItem.Decide(plenary, Housing, ask, new HashSet<Guid> { Taskforce }, Now);
}
