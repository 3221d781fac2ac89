using System.Text.Json;
using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

/// <summary>Amendments that were stored before clauses had ids lead to the texts that they led to then.</summary>
public sealed class EarlierAmendmentsTests
{
    [Fact]
    public void an_amendment_of_a_whole_text_replaces_it_as_it_was_typed()
    {
        var it = Given(Drafted, Proposed(1, null, Drafted.Text.In("en")!, "One.\r\n\r\n\r\nThree."),
            Read<AmendmentAccepted>("""{"number": 1, "at": "2019-11-11T12:00:00+02:00"}""")).State;
        Assert.Equal("One.\r\n\r\n\r\nThree.", it.Text.In("en"));
        Assert.Equal(["1 #1 One.", "2 #3 Three."], it.Shown());
    }

    [Fact]
    public void an_amendment_changed_the_clause_that_had_its_number_when_it_was_accepted()
    {
        var it = Given(DraftedAs(Id, Text("A\n\nWe so commit.\n\nB\n\nWe so commit.")),
            Read<AmendmentProposed>(ByNumber(1, 1, "A", "A1\\n\\nA2\\n\\nA3")),
            Read<AmendmentProposed>(ByNumber(2, 4, "We so commit.", "We commit.")),
            new AmendmentAccepted(1, Now), new AmendmentAccepted(2, Now)).State;
        Assert.Equal("A1\n\nA2\n\nA3\n\nWe commit.\n\nB\n\nWe so commit.", it.Text.In("en"));
        Assert.Equal(["1 #1 A1", "2 #5 A2", "3 #6 A3", "4 #2 We commit.", "5 #3 B", "6 #4 We so commit."], it.Shown());
    }

    [Fact]
    public void an_amendment_was_counted_as_if_a_consolidation_had_its_opening_where_that_was_struck()
    {
        var it = Given(ConsolidatedAs(Text("We say:"), Text("First."), Text("Second.")),
            Proposed(1, null, "We say:\n\nFirst.\n\nSecond.", "First.\n\nSecond."), new AmendmentAccepted(1, Now),
            Read<AmendmentProposed>(ByNumber(2, 1, "Second.", "Second!")));
        var accepted = it.When(new AcceptAmendment(), 2, Now).Then(new AmendmentAccepted(2, Now, Clause: 2));
        Assert.Equal(["1 #1 First.", "2 #2 Second!"], accepted.Shown());
        Assert.Equal("First.\n\nSecond!",
            Recommendation.Category.Evolve(it.State, new AmendmentAccepted(2, Now)).Text.In("en"));
    }

    [Fact]
    public void an_amendment_was_counted_by_blank_lines_of_spaces_alone()
    {
        var it = Given(DraftedAs(Id, Text("One\n\u00A0\nand one\n\nTwo")),
            Read<AmendmentProposed>(ByNumber(1, 2, "Two", "Two!")), new AmendmentAccepted(1, Now)).State;
        Assert.Equal("One\n\u00A0\nand one\n\nTwo!", it.Text.In("en"));
        Assert.Equal(["1 #1 One", "2 #2 and one", "3 #3 Two!"], it.Shown());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(null)]
    public void words_that_nobody_sees_make_no_clause(int? clause)
    {
        var it = Given(DraftedAs(Id, Text("One\n\nTwo")),
            Proposed(1, clause, clause is null ? "One\n\nTwo" : "Two", "\u200B"), new AmendmentAccepted(1, Now)).State;
        Assert.Equal(clause is null ? [] : ["1 #1 One"], it.Shown());
        var row = new OutcomeRow(Recommendation.Category.Evolve(it, Agreed));
        Assert.DoesNotContain("**2.**", OutcomeMarkdown.Render(
            ConsolidatedOutcomeTests.Document(new() { [Id] = row }, new Actor("key:r", Role.Rapporteur)), "en"));
    }

    [Theory]
    [InlineData(AmendmentChange.Insert, 2, null, "1 #1 One. 2 #2 Two. 3 #4 New. 4 #3 Three.")]
    [InlineData(AmendmentChange.Insert, 9, null, "1 #1 One. 2 #2 Two. 3 #3 Three. 4 #4 New.")]
    [InlineData(AmendmentChange.Strike, 2, 9, "1 #1 One. 2 #2 Two. 3 #3 Three.")]
    [InlineData(AmendmentChange.Replace, 2, 9, "1 #1 One. 2 #2 Two. 3 #3 Three.")]
    public void an_acceptance_at_a_clause_whose_id_a_row_does_not_have_goes_by_its_number(
        AmendmentChange change, int number, int? later, string clauses)
    {
        var proposed = change switch
        {
            AmendmentChange.Insert => ProposedToInsert(1, number, "New.", id: 7),
            AmendmentChange.Strike => ProposedToStrike(1, number, "Two.", id: 7),
            _ => Proposed(1, number, "Two.", "Two!") with { ClauseId = 7 },
        };
        var it = Given(Drafted, proposed, new AmendmentAccepted(1, Now, Clause: later)).State;
        Assert.Equal(clauses, string.Join(' ', it.Shown()));
        Assert.Equal(AmendmentStatus.Accepted, it.Amendments[0].Status);
    }

    private static string ByNumber(int number, int clause, string replaces, string text) =>
        $$"""
        {"number": {{number}}, "by": {"role": "delegate", "key": "key:1"}, "language": "en", "text": "{{text}}",
         "replaces": "{{replaces}}", "reason": "Clearer", "at": "2019-11-11T12:00:00+02:00", "clause": {{clause}}}
        """;

    private static T Read<T>(string stored) => JsonSerializer.Deserialize<T>(stored, Json.Options)!;
}
