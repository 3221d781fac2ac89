using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class ConsolidationTests
{
    private static readonly Guid Other = Guid.CreateVersion7();
    private static readonly Guid New = Guid.CreateVersion7();

    private static readonly Recommendation One = State(DraftedAs(Id, Text("A1.\n\nA2.", "A1 fr.\n\nA2 fr.")), Agreed);
    private static readonly Recommendation Two = State(
        DraftedAs(Other, Text("B1.\n\nB2."), Track.TownHall) with { PolicyDomains = ["culture"] }, Agreed);

    private static readonly ConsolidateRecommendations Ask = new([Id, Other], Text("Together:"),
        [
            new ConsolidatedClause(Text("A1."), [new ClauseRef(Id, 1)], ClauseKind.Verbatim),
            new ConsolidatedClause(
                Text("A2 and B1."), [new ClauseRef(Id, 2), new ClauseRef(Other, 1)], ClauseKind.Merged),
            new ConsolidatedClause(Text("And report."), [], ClauseKind.New),
        ],
        [new LeftOutClause(new ClauseRef(Other, 2), "Said already")]);

    [Fact]
    public void several_become_one_and_nothing_is_lost()
    {
        var it = When(Ask).Then(new RecommendationConsolidated(New, CongressId,
            [new ConsolidatedSource(Id, 2), new ConsolidatedSource(Other, 2)], Ask.Text, Ask.Clauses, Ask.LeftOut, "en",
            [Track.Assembly, Track.TownHall], [Session], [new RestsOn(Paper, 2, Africa, 1)], ["governance", "culture"],
            ["africa"], Now));
        Assert.Equal("Together:\n\nA1.\n\nA2 and B1.\n\nAnd report.", it.Text.In("en"));
        Assert.Equal(["A1.", "A2 and B1.", "And report."], it.AuthenticClauses);
        Assert.Equal(RecommendationStatus.Consolidated, it.State.Status);
    }

    [Fact]
    public void a_consolidation_can_be_consolidated_further()
    {
        var first = When(Ask).State;
        var third = State(DraftedAs(Guid.CreateVersion7(), Text("C1.")), Agreed);
        var ask = new ConsolidateRecommendations([New, third.Id], Text("All together:"),
            [
                new ConsolidatedClause(
                    Text("All."), [new ClauseRef(New, 1), new ClauseRef(third.Id, 1)], ClauseKind.Merged),
                new ConsolidatedClause(Text("A2, B1."), [new ClauseRef(New, 2)], ClauseKind.Reworded),
            ],
            [new LeftOutClause(new ClauseRef(New, 3), "Goes without saying")]);
        var decided = ConsolidateRecommendations.Decide(
            Guid.CreateVersion7(), CongressId, ask, [new(first, 1), new(third, 2)], Now);
        Assert.Single(decided.Events);
    }

    [Fact]
    public void a_clause_of_which_nothing_is_said_is_named()
    {
        var refused = When(Ask with { LeftOut = [] }).ThenRefused(DeliberationRules.ClauseUnaccounted);
        var lost = Assert.Single(refused.ConflictsWith);
        Assert.Equal((Other, "2. B2."), (lost.Id, lost.Title!.In("en")));
    }

    [Fact]
    public void one_alone_is_no_consolidation() =>
        When(Ask with { Recommendations = [Id, Id] }).ThenRefused(DeliberationRules.TooFewSources);

    [Fact]
    public void its_sources_are_there() =>
        When(Ask with { Recommendations = [Id, New] }).ThenRefused(DeliberationRules.NoSuchRecommendation);

    [Fact]
    public void its_sources_are_of_the_same_congress() =>
        When(Ask, Two with { Congress = New }).ThenRefused(DeliberationRules.NoSuchRecommendation);

    [Fact]
    public void a_draft_is_no_source() =>
        When(Ask, Two with { State = new RecommendationState.Drafted() }).ThenRefused(DeliberationRules.NotAgreed);

    [Fact]
    public void what_was_forwarded_is_no_source() =>
        When(Ask, Two with { State = new RecommendationState.Forwarded() })
            .ThenRefused(DeliberationRules.AlreadyForwarded);

    [Fact]
    public void what_was_consolidated_already_is_no_source() =>
        When(Ask, Two with { State = new RecommendationState.Merged(New) })
            .ThenRefused(DeliberationRules.AlreadyMerged);

    [Fact]
    public void a_source_clause_is_there() =>
        When(Ask with { LeftOut = [.. Ask.LeftOut, new LeftOutClause(new ClauseRef(Other, 3), "?")] })
            .ThenRefused(DeliberationRules.NoSuchSourceClause);

    [Fact]
    public void what_is_used_is_not_left_out() =>
        When(Ask with { LeftOut = [.. Ask.LeftOut, new LeftOutClause(new ClauseRef(Other, 1), "?")] })
            .ThenRefused(DeliberationRules.UsedAndLeftOut);

    [Theory]
    [InlineData(ClauseKind.Verbatim)]
    [InlineData(ClauseKind.Reworded)]
    [InlineData(ClauseKind.New)]
    public void a_kind_has_its_number_of_sources(ClauseKind kind) =>
        When(Ask with { Clauses = [Ask.Clauses[0], Ask.Clauses[1] with { Kind = kind }, Ask.Clauses[2]] })
            .ThenRefused(DeliberationRules.KindAndSources);

    [Fact]
    public void verbatim_is_word_for_word() => When(Ask with
    {
        Clauses = [Ask.Clauses[0] with { Text = Text("A1, improved.") }, .. Ask.Clauses.Skip(1)],
    }).ThenRefused(DeliberationRules.NotVerbatim);

    [Fact]
    public void in_every_language_that_both_have() => When(Ask with
    {
        Clauses = [Ask.Clauses[0] with { Text = Text("A1.", "Autre chose.") }, .. Ask.Clauses.Skip(1)],
    }).ThenRefused(DeliberationRules.NotVerbatim);

    [Fact]
    public void every_clause_is_one_paragraph_in_the_authentic_language()
    {
        When(Ask with { Text = Text("Together:\n\nAnd more:") }).ThenRefused(DeliberationRules.NotOneParagraph);
        When(Ask with { Authentic = "fr" }).ThenRefused(DeliberationRules.AuthenticNotInText);
    }

    [Fact]
    public void its_text_is_in_the_languages_that_all_its_clauses_are_in()
    {
        var text = ConsolidatedText.Of(Text("O", "O fr"),
        [
            new ConsolidatedClause(Text("A", "A fr"), [], ClauseKind.New),
            new ConsolidatedClause(Text("B"), [], ClauseKind.New),
        ]);
        Assert.Equal(Text("O\n\nA\n\nB"), text);
    }

    private static When<Recommendation, RecommendationEvent> When(
        ConsolidateRecommendations ask, Recommendation? second = null) => Given.Stream(Recommendation.Category)
        .When(_ => ConsolidateRecommendations.Decide(New, CongressId, ask, [new(One, 2), new(second ?? Two, 2)], Now));
}
