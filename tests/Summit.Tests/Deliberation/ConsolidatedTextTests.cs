using Summit.Deliberation;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class ConsolidatedTextTests
{
    [Fact]
    public void a_consolidated_text_is_in_the_languages_that_all_its_clauses_are_in() => Assert.Equal(
        Text("O\n\nA\n\nB"),
        ConsolidatedText.Of(Text("O", "O fr"),
        [
            new ConsolidatedClause(Text("A", "A fr"), [], ClauseKind.New),
            new ConsolidatedClause(Text("B"), [], ClauseKind.New),
        ]));
}
