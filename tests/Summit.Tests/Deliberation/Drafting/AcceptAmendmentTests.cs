using Summit.Deliberation;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class AcceptAmendmentTests
{
    private static readonly AcceptAmendment Ask = new();
    private static readonly AmendmentProposed Second = Proposed(1, 2, "Two.", "Two, better.");

    [Fact]
    public void an_accepted_amendment_changes_its_clause_and_leaves_the_translations_behind()
    {
        var it = Given(Drafted, Second).When(Ask, 1, Now).Then(new AmendmentAccepted(1, Now));
        Assert.Equal("One.\n\nTwo, better.\n\nThree.", it.Text.In("en"));
        Assert.Equal("Un.\n\nDeux.\n\nTrois.", it.Text.In("fr"));
        Assert.Equal(["fr"], it.Behind);
    }

    [Fact]
    public void an_accepted_amendment_to_the_whole_text_replaces_it() => Assert.Equal("All in one.",
        Given(Drafted, Proposed(1, null, Drafted.Text.In("en")!, "All in one."))
            .When(Ask, 1, Now)
            .Then(new AmendmentAccepted(1, Now, ParagraphIds: IdsOf(3, ("en", [1, -2, -3])))).Text.In("en"));

    [Fact]
    public void an_accepted_amendment_to_a_clause_of_a_consolidation_keeps_its_opening() =>
        Assert.Equal("We say:\n\nFirst of all.",
            Given(ConsolidatedAs(Text("We say:"), Text("First.")), Proposed(1, 1, "First.", "First of all."))
                .When(Ask, 1, Now)
                .Then(new AmendmentAccepted(1, Now)).Text.In("en"));

    [Fact]
    public void an_amendment_accepted_again_is_nothing_new() =>
        Given(Drafted, Second, new AmendmentAccepted(1, Now)).When(Ask, 1, Now).ThenNothing();

    [Fact]
    public void an_amendment_to_a_clause_that_has_changed_since_is_refused_and_shown_as_overtaken()
    {
        var rival = Proposed(2, 2, "Two.", "Two, otherwise.");
        var it = Given(Drafted, Second, rival, new AmendmentAccepted(1, Now));
        it.When(Ask, 2, Now).ThenRefused(DeliberationRules.ClauseChangedSince);
        Assert.True(AmendmentDetails.Of(it.State, it.State.Amendments[1]).Overtaken);
    }

    [Fact]
    public void an_amendment_is_accepted_after_an_amendment_to_another_clause() =>
        Assert.Equal("One.\n\nTwo, better.\n\nThree, better.",
            Given(Drafted, Second, Proposed(2, 3, "Three.", "Three, better."), new AmendmentAccepted(1, Now))
                .When(Ask, 2, Now)
                .Then(new AmendmentAccepted(2, Now)).Text.In("en"));

    [Fact]
    public void an_amendment_follows_its_clause_to_another_number()
    {
        var it = Given(Drafted, Second, Proposed(2, 1, "One.", "One.\n\nOne and a half."),
            new AmendmentAccepted(2, Now));
        Assert.Null(AmendmentDetails.Of(it.State, it.State.Amendments[0]).Overtaken);
        Assert.Equal(["1 #1 One.", "2 #4 One and a half.", "3 #2 Two, better.", "4 #3 Three."],
            it.When(Ask, 1, Now).Then(new AmendmentAccepted(1, Now, Clause: 3)).Shown());
    }

    [Fact]
    public void an_amendment_follows_its_clause_where_another_has_the_same_words()
    {
        var it = Given(DraftedAs(Id, Text("A\n\nWe so commit.\n\nB\n\nWe so commit.")),
            Proposed(1, 1, "A", "A1\n\nA2\n\nA3"), Proposed(2, 4, "We so commit.", "We commit ourselves."),
            new AmendmentAccepted(1, Now)).When(Ask, 2, Now).Then(new AmendmentAccepted(2, Now, Clause: 6));
        Assert.Equal(
            ["1 #1 A1", "2 #5 A2", "3 #6 A3", "4 #2 We so commit.", "5 #3 B", "6 #4 We commit ourselves."], it.Shown());
    }

    [Fact]
    public void a_struck_clause_is_gone_and_the_others_keep_their_ids()
    {
        var it = Given(Drafted, ProposedToStrike(1, 2, "Two."), Proposed(2, 2, "Two.", "Two!"),
            ProposedToStrike(3, 3, "Three."), new AmendmentAccepted(1, Now));
        Assert.Equal(["1 #1 One.", "2 #3 Three."], it.State.Shown());
        it.When(Ask, 2, Now).ThenRefused(DeliberationRules.ClauseChangedSince);
        Assert.Equal(["1 #1 One."], it.When(Ask, 3, Now).Then(new AmendmentAccepted(3, Now, Clause: 2)).Shown());
    }

    [Fact]
    public void an_id_is_not_given_again_after_the_last_clause_was_struck() =>
        Assert.Equal(["1 #1 One.", "2 #2 Two.", "3 #4 New."], Given(Drafted, ProposedToStrike(1, 3, "Three."),
            new AmendmentAccepted(1, Now), ProposedToInsert(2, 2, "New.", id: 2)).When(Ask, 2, Now).State.Shown());

    [Fact]
    public void the_last_clause_is_not_struck() =>
        Given(DraftedAs(Id, Text("One.\n\nTwo.")), ProposedToStrike(1, 1, "One."), ProposedToStrike(2, 2, "Two."),
                new AmendmentAccepted(1, Now))
            .When(Ask, 2, Now)
            .ThenRefused(DeliberationRules.LastClause);

    [Fact]
    public void insertions_at_one_place_stand_in_the_order_of_their_acceptance_also_beside_a_struck_clause()
    {
        var it = Given(Drafted, ProposedToInsert(1, 2, "First."), ProposedToInsert(2, 2, "Second."),
            ProposedToStrike(3, 2, "Two."), ProposedToInsert(4, 0, "Before all."), ProposedToInsert(5, 0, "Then."),
            new AmendmentAccepted(2, Now), new AmendmentAccepted(3, Now), new AmendmentAccepted(1, Now),
            new AmendmentAccepted(4, Now)).When(Ask, 5, Now).Then(new AmendmentAccepted(5, Now));
        Assert.Equal(
            ["1 #6 Before all.", "2 #7 Then.", "3 #1 One.", "4 #4 Second.", "5 #5 First.", "6 #3 Three."], it.Shown());
    }

    [Fact]
    public void a_clause_inserted_at_the_beginning_comes_after_the_opening()
    {
        var it = Given(ConsolidatedAs(Text("We say:"), Text("First.")), ProposedToInsert(1, 0, "Before."))
            .When(Ask, 1, Now).State;
        Assert.Equal(["1 #2 Before.", "2 #1 First."], it.Shown());
        Assert.Equal("We say:", RecommendationDetails.Of(it).Opening!.In("en"));
    }

    [Fact]
    public void an_amendment_to_the_whole_text_leaves_what_it_does_not_touch_as_it_is_now()
    {
        var it = Given(Drafted, Second,
            Proposed(2, null, "One.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree!\n\nFour."),
            new AmendmentAccepted(1, Now));
        const string both = "One.\n\nTwo, better.\n\nThree!\n\nFour.";
        Assert.Equal(["1 #1 One.", "2 #2 Two, better.", "3 #3 Three!", "4 #4 Four."],
            it.When(Ask, 2, Now).Then(new AmendmentAccepted(2, Now, Text: both)).Shown());
    }

    [Fact]
    public void an_accepted_whole_text_says_the_ids_of_its_paragraphs_where_they_are_not_their_numbers()
    {
        var it = Given(Drafted, Proposed(1, null, Drafted.Text.In("en")!, "New.\n\nOne.\n\nThree."));
        var accepted = it.When(Ask, 1, Now).Then(new AmendmentAccepted(
            1, Now, ParagraphIds: IdsOf(4, ("en", [4, 1, -2, 3]))));
        Assert.Equal(["1 #4 New.", "2 #1 One.", "3 #3 Three."], accepted.Shown());
    }

    [Fact]
    public void an_amendment_to_the_whole_text_is_overtaken_where_a_clause_that_it_changes_has_changed() =>
        Given(Drafted, Second, Proposed(2, null, "One.\n\nTwo.\n\nThree.", "One.\n\nThree."),
                new AmendmentAccepted(1, Now))
            .When(Ask, 2, Now)
            .ThenRefused(DeliberationRules.ClauseChangedSince);

    [Theory]
    [InlineData("First.\n\nSecond.", null)]
    [InlineData("We mayors say:\n\nAnd mean it:\n\nFirst.\n\nSecond.", "We mayors say:\n\nAnd mean it:")]
    [InlineData("Cities:\n\nWe say:\n\nFirst.\n\nSecond.", "Cities:\n\nWe say:")]
    public void the_first_clause_keeps_its_number_where_the_opening_is_struck_or_split(string text, string? opening)
    {
        var it = Given(ConsolidatedAs(Text("We say:"), Text("First."), Text("Second.")),
            Proposed(1, 1, "First.", "First!"), Proposed(2, null, "We say:\n\nFirst.\n\nSecond.", text),
            new AmendmentAccepted(2, Now));
        Assert.Equal(opening, RecommendationDetails.Of(it.State).Opening?.In("en"));
        Assert.Equal(["1 #1 First!", "2 #2 Second."],
            it.When(Ask, 1, Now).Then(new AmendmentAccepted(1, Now, Clause: 1)).Shown());
    }

    [Fact]
    public void a_proposer_says_how_many_paragraphs_of_a_whole_text_are_its_opening()
    {
        var whole = Proposed(1, null, "We say:\n\nFirst.", "We say:\n\nToday.\n\nFirst.");
        var before = ConsolidatedAs(Text("We say:"), Text("First."));
        Assert.Equal(["1 #2 Today.", "2 #1 First."], Given(before, whole, new AmendmentAccepted(1, Now)).State.Shown());
        Assert.Equal(["1 #1 First."],
            Given(before, whole with { Openings = 2 }, new AmendmentAccepted(1, Now)).State.Shown());
    }

    [Fact]
    public void an_agreed_text_is_a_draft_again_after_an_accepted_amendment() =>
        Assert.Equal(RecommendationStatus.Drafted,
            Given(Drafted, Second, Agreed).When(Ask, 1, Now).Then(new AmendmentAccepted(1, Now)).State.Status);

    [Fact]
    public void an_amendment_to_a_forwarded_recommendation_is_not_accepted() =>
        Given(Drafted, Second, Agreed, Forwarded())
            .When(Ask, 1, Now)
            .ThenRefused(DeliberationRules.AlreadyForwarded);

    [Fact]
    public void a_rejected_amendment_is_not_accepted() =>
        Given(Drafted, Second, new AmendmentRejected(1, "No", Now))
            .When(Ask, 1, Now)
            .ThenRefused(DeliberationRules.AmendmentSettled);
}
