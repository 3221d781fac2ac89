using Summit.Deliberation;
using Summit.Kernel;
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
    public void the_clauses_of_a_consolidation_are_counted_after_its_opening() => Given(
            new RecommendationConsolidated(Id, CongressId, [], Text("We say:"),
                [new ConsolidatedClause(Text("First."), [], ClauseKind.New)], [], "en", [Track.Assembly], [Session],
                [], [], [], Now))
        .When(Ask with { Clause = 1, Text = "First of all." }, Moussa, Now)
        .Then(Proposed(1, 1, "First.", "First of all."));
}
