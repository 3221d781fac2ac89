using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class ConsolidatedTextTests
{
    private static readonly LocalisedText Opening = Text("O", "O fr");

    private static readonly ConsolidatedClause[] Clauses =
    [
        new(Text("A", "A fr"), [], ClauseKind.New),
        new(Text("B", "B fr"), [], ClauseKind.New),
    ];

    [Fact]
    public void a_consolidated_text_is_in_the_languages_that_all_its_clauses_are_in() => Assert.Equal(
        Text("O\n\nA\n\nB"),
        ConsolidatedText.Of(Text("O", "O fr"),
        [
            new ConsolidatedClause(Text("A", "A fr"), [], ClauseKind.New),
            new ConsolidatedClause(Text("B"), [], ClauseKind.New),
        ]));

    [Fact]
    public void a_text_is_as_consolidated_while_it_says_the_same_in_the_languages_it_was_consolidated_in()
    {
        Assert.Null(AmendedIn(Text("O\n\nA\n\nB", "O fr\n\nA fr\n\nB fr")));
        Assert.Null(AmendedIn(LocalisedText.Of(("en", "O\r\n\r\nA\n\n\nB"), ("es", "Otra\n\nA\n\nB"))));
    }

    [Theory]
    [InlineData("O\n\nA\n\nB!", "O fr\n\nA fr\n\nB fr", 2)]
    [InlineData("O\n\nA\n\nB", "O fr\n\nA fr!\n\nB fr", 1)]
    [InlineData("O\n\nA1\n\nA2\n\nB", "O fr\n\nA fr\n\nB fr", 1)]
    [InlineData("O\n\nB", null, 1)]
    [InlineData("A\n\nB", null)]
    [InlineData("O\n\nA\n\nB\n\nC", null)]
    [InlineData("O\n\nB\n\nA", null)]
    [InlineData("Something else.", null, 1, 2)]
    public void the_clauses_amended_since_are_told_by_the_numbers_they_were_consolidated_under(
        string en, string? fr, params int[] amended) => Assert.Equal(amended, AmendedIn(Text(en, fr)));

    [Fact]
    public void a_text_in_other_languages_alone_has_none_of_the_clauses_consolidated() =>
        Assert.Equal([1, 2], AmendedIn(LocalisedText.Of(("es", "Otra"))));

    // As the World Assembly adopts a text in place of the one consolidated.
    private static IReadOnlyList<int>? AmendedIn(LocalisedText text) => ConsolidatedText.AmendedIn(
        Given(ConsolidatedAs(Opening, [.. Clauses.Select(clause => clause.Text)]), Agreed, Forwarded(),
            new RecommendationAdoptedAsAmended(1, text, ByConsensus)).State.Texts,
        Opening, Clauses);
}
