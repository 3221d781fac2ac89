using Summit.Deliberation;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class ProposeAmendmentTests
{
    private static readonly ProposeAmendment Ask = new("en", "Two, better.", "Clearer", 2);

    [Fact]
    public void an_amendment_names_the_words_it_replaces() =>
        Given(Drafted).When(Ask, Moussa, Now).Then(Proposed(1, 2, "Two.", "Two, better."));

    [Fact]
    public void the_same_amendment_proposed_again_is_nothing_new() =>
        Given(Drafted, Proposed(1, 2, "Two.", "Two, better.")).When(Ask, Moussa, Now).ThenNothing();

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void an_amendment_to_a_clause_that_does_not_exist_is_refused(int clause) => Given(Drafted)
        .When(Ask with { Clause = clause }, Moussa, Now)
        .ThenRefused(DeliberationRules.NoSuchClause);

    [Fact]
    public void an_amendment_in_a_language_that_the_text_lacks_is_refused() => Given(Drafted)
        .When(Ask with { Language = "es" }, Moussa, Now)
        .ThenRefused(DeliberationRules.NotInLanguage);

    [Fact]
    public void an_amendment_that_changes_only_white_space_is_refused() => Given(Drafted)
        .When(Ask with { Text = " Two.\r\n" }, Moussa, Now)
        .ThenRefused(DeliberationRules.ChangesNothing);

    [Fact]
    public void a_forwarded_recommendation_takes_no_amendment() => Given(Drafted, Agreed, Forwarded())
        .When(Ask, Moussa, Now)
        .ThenRefused(DeliberationRules.AlreadyForwarded);

    [Fact]
    public void the_clauses_of_a_consolidation_are_counted_after_its_opening() =>
        Given(ConsolidatedAs(Text("We say:"), Text("First.")))
            .When(Ask with { Clause = 1, Text = "First of all." }, Moussa, Now)
            .Then(Proposed(1, 1, "First.", "First of all."));

    [Fact]
    public void an_amendment_by_number_is_to_the_clause_that_has_it_now_and_records_its_id() =>
        Given(Split).When(Ask with { Clause = 3 }, Moussa, Now)
            .Then(Proposed(2, 3, "Two.", "Two, better.") with { ClauseId = 2 });

    [Fact]
    public void a_clause_is_named_by_its_id_in_place_of_its_number() =>
        Given(Split).When(Ask with { Clause = null, ClauseId = 2 }, Moussa, Now)
            .Then(Proposed(2, 3, "Two.", "Two, better.") with { ClauseId = 2 });

    [Theory]
    [InlineData(null, 9)]
    [InlineData(null, 0)]
    [InlineData(2, 2)]
    public void an_id_that_no_clause_has_or_that_is_not_of_the_number_named_is_refused(int? number, int id) =>
        Assert.Equal("/clauseId", Given(Split)
            .When(Ask with { Clause = number, ClauseId = id }, Moussa, Now)
            .ThenRefused(DeliberationRules.NoSuchClause).Field);

    [Fact]
    public void a_clause_is_struck() => Given(Drafted)
        .When(new ProposeAmendment("en", null, "Said twice", 2, AmendmentChange.Strike), Moussa, Now)
        .Then(ProposedToStrike(1, 2, "Two."));

    [Theory]
    [InlineData(null, 0)]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    public void a_clause_is_inserted_after_another_or_at_the_beginning(int? after, int recorded) => Given(Drafted)
        .When(Inserted with { After = after }, Moussa, Now)
        .Then(ProposedToInsert(1, recorded, "New."));

    [Fact]
    public void a_clause_is_inserted_after_one_that_is_named_by_its_id() => Given(Split)
        .When(Inserted with { AfterId = 2 }, Moussa, Now)
        .Then(ProposedToInsert(2, 3, "New.", id: 2));

    [Fact]
    public void a_clause_is_not_inserted_after_one_that_does_not_exist() => Assert.Equal("/after", Given(Drafted)
        .When(Inserted with { After = 4 }, Moussa, Now)
        .ThenRefused(DeliberationRules.NoSuchClause).Field);

    [Fact]
    public void a_strike_or_an_insertion_proposed_again_is_nothing_new()
    {
        Given(Drafted, ProposedToStrike(1, 2, "Two."))
            .When(new ProposeAmendment("en", null, "So", 2, AmendmentChange.Strike), Moussa, Now).ThenNothing();
        Given(Drafted, ProposedToInsert(1, 0, "New.")).When(Inserted, Moussa, Now).ThenNothing();
    }

    public static TheoryData<ProposeAmendment, string> Misplaced => new()
    {
        { Ask with { Text = null }, "/text" },
        { Ask with { Change = AmendmentChange.Strike }, "/text" },
        { Ask with { Change = AmendmentChange.Strike, Text = null, Clause = null }, "/clause" },
        { Ask with { Change = AmendmentChange.Strike, Text = null, After = 1 }, "/after" },
        { Ask with { AfterId = 1 }, "/after" },
        { Ask with { Openings = 1 }, "/openings" },
        { Inserted with { Text = null }, "/text" },
        { Inserted with { ClauseId = 1 }, "/clause" },
        { Inserted with { Openings = 1 }, "/openings" },
    };

    [Theory]
    [MemberData(nameof(Misplaced))]
    public void an_amendment_says_no_more_and_no_less_than_what_it_does(ProposeAmendment ask, string field) =>
        Assert.Equal(field, Given(Drafted).When(ask, Moussa, Now).ThenRefused(DeliberationRules.ChangeAndPlace).Field);

    [Fact]
    public void an_amendment_that_leaves_no_clause_is_refused()
    {
        var only = Given(ConsolidatedAs(Text("We say:"), Text("First.")));
        only.When(new ProposeAmendment("en", null, "So", 1, AmendmentChange.Strike), Moussa, Now)
            .ThenRefused(DeliberationRules.LastClause);
        only.When(new ProposeAmendment("en", "We say nothing.", "So", Openings: 1), Moussa, Now)
            .ThenRefused(DeliberationRules.LastClause);
    }

    // One was split in two: Two is number 3.
    private static RecommendationEvent[] Split =>
        [Drafted, Proposed(1, 1, "One.", "One.\n\nOne and a half."), new AmendmentAccepted(1, Now)];

    private static ProposeAmendment Inserted { get; } =
        new("en", "New.", "Missing", Change: AmendmentChange.Insert);
}
