using Summit.Deliberation;
using Summit.Kernel;
using Summit.Store;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class ConsolidateRecommendationsTests
{
    private static readonly Guid Other = Guid.CreateVersion7();
    private static readonly Guid Whole = Guid.CreateVersion7();

    private static readonly Versioned<Recommendation> First = Of(
        DraftedAs(Id, Text("A1.\n\nA2.", "A1 fr.\n\nA2 fr.")), Agreed);

    private static readonly RecommendationDrafted SecondDrafted =
        DraftedAs(Other, Text("B1.\n\nB2."), Track.TownHall) with { PolicyDomains = ["culture"] };

    private static readonly ConsolidateRecommendations.Facts Facts = new([First, Of(SecondDrafted, Agreed)]);

    private static readonly ConsolidateRecommendations Ask = new([Id, Other], Text("Together:"),
        [
            new ConsolidatedClause(Text("A1."), [new ClauseRef(Id, 1)], ClauseKind.Verbatim),
            new ConsolidatedClause(
                Text("A2 and B1."), [new ClauseRef(Id, 2), new ClauseRef(Other, 1)], ClauseKind.Merged),
            new ConsolidatedClause(Text("And report."), [], ClauseKind.New),
        ],
        [new LeftOutClause(new ClauseRef(Other, 2), "Said already")]);

    private static readonly RecommendationConsolidated Consolidated = new(Whole, CongressId,
        [new ConsolidatedSource(Id, 2), new ConsolidatedSource(Other, 2)], Ask.Text, Ask.Clauses, Ask.LeftOut, "en",
        [Track.Assembly, Track.TownHall], [Session], [new RestsOn(Paper, 2, Africa, 1)], ["governance", "culture"],
        ["africa"], Now);

    [Fact]
    public void agreed_recommendations_are_consolidated_with_all_that_they_rest_on()
    {
        var it = Given().When(Ask, Whole, CongressId, Facts, Now).Then(Consolidated);
        Assert.Equal("Together:\n\nA1.\n\nA2 and B1.\n\nAnd report.", it.Text.In("en"));
        Assert.Equal(["A1.", "A2 and B1.", "And report."], it.AuthenticClauses.Select(clause => clause.Words!));
        Assert.Equal(RecommendationStatus.Consolidated, it.State.Status);
    }

    [Fact]
    public void a_consolidation_is_consolidated_further()
    {
        var (third, next) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var ask = new ConsolidateRecommendations([Whole, third], Text("All together:"),
            [
                new ConsolidatedClause(
                    Text("All."), [new ClauseRef(Whole, 1), new ClauseRef(third, 1)], ClauseKind.Merged),
                new ConsolidatedClause(Text("A2, B1."), [new ClauseRef(Whole, 2)], ClauseKind.Reworded),
            ],
            [new LeftOutClause(new ClauseRef(Whole, 3), "Goes without saying")]);
        Given()
            .When(ask, next, CongressId, new ConsolidateRecommendations.Facts(
                [Of(Consolidated), Of(DraftedAs(third, Text("C1.")), Agreed)]), Now)
            .Then(Consolidated with
            {
                Recommendation = next,
                Sources = [new ConsolidatedSource(Whole, 1), new ConsolidatedSource(third, 2)],
                Opening = ask.Text,
                Clauses = ask.Clauses,
                LeftOut = ask.LeftOut,
            });
    }

    [Fact]
    public void a_source_clause_that_is_neither_used_nor_left_out_is_named_in_the_refusal()
    {
        var lost = Assert.Single(Given()
            .When(Ask with { LeftOut = [] }, Whole, CongressId, Facts, Now)
            .ThenRefused(DeliberationRules.ClauseUnaccounted).ConflictsWith);
        Assert.Equal((Other, "2. B2."), (lost.Id, lost.Title!.In("en")));
    }

    [Fact]
    public void one_recommendation_alone_is_not_consolidated() =>
        Refused(Ask with { Recommendations = [Id, Id] }, DeliberationRules.TooFewSources);

    [Fact]
    public void a_source_that_does_not_exist_is_refused() =>
        Refused(Ask with { Recommendations = [Id, Whole] }, DeliberationRules.NoSuchRecommendation);

    [Fact]
    public void a_source_of_another_congress_is_refused() => RefusedWith(DeliberationRules.NoSuchRecommendation,
        SecondDrafted with { Congress = Guid.CreateVersion7() }, Agreed);

    [Fact]
    public void a_draft_is_not_consolidated() => RefusedWith(DeliberationRules.NotAgreed, SecondDrafted);

    [Fact]
    public void a_forwarded_recommendation_is_not_consolidated() =>
        RefusedWith(DeliberationRules.AlreadyForwarded, SecondDrafted, Agreed, Forwarded());

    [Fact]
    public void a_merged_recommendation_is_not_consolidated_again() =>
        RefusedWith(DeliberationRules.AlreadyMerged, SecondDrafted, Agreed, new MergedInto(Whole, Now));

    [Fact]
    public void a_source_clause_that_does_not_exist_is_refused() => Refused(
        Ask with { LeftOut = [.. Ask.LeftOut, new LeftOutClause(new ClauseRef(Other, 3), "?")] },
        DeliberationRules.NoSuchSourceClause);

    [Fact]
    public void a_source_clause_that_is_both_used_and_left_out_is_refused() => Refused(
        Ask with { LeftOut = [.. Ask.LeftOut, new LeftOutClause(new ClauseRef(Other, 1), "?")] },
        DeliberationRules.UsedAndLeftOut);

    [Theory]
    [InlineData(ClauseKind.Verbatim)]
    [InlineData(ClauseKind.Reworded)]
    [InlineData(ClauseKind.New)]
    public void a_clause_of_two_sources_that_is_not_called_merged_is_refused(ClauseKind kind) => Refused(
        Ask with { Clauses = [Ask.Clauses[0], Ask.Clauses[1] with { Kind = kind }, Ask.Clauses[2]] },
        DeliberationRules.KindAndSources);

    [Fact]
    public void a_verbatim_clause_with_other_words_than_its_source_is_refused() => Refused(
        Ask with { Clauses = [Ask.Clauses[0] with { Text = Text("A1, improved.") }, .. Ask.Clauses.Skip(1)] },
        DeliberationRules.NotVerbatim);

    [Fact]
    public void a_verbatim_clause_with_other_words_in_a_further_language_is_refused() => Refused(
        Ask with { Clauses = [Ask.Clauses[0] with { Text = Text("A1.", "Autre chose.") }, .. Ask.Clauses.Skip(1)] },
        DeliberationRules.NotVerbatim);

    [Fact]
    public void an_opening_of_two_paragraphs_is_refused() =>
        Refused(Ask with { Text = Text("Together:\n\nAnd more:") }, DeliberationRules.NotOneParagraph);

    [Fact]
    public void a_consolidation_that_lacks_its_authentic_language_is_refused() =>
        Refused(Ask with { Authentic = "fr" }, DeliberationRules.AuthenticNotInText);

    private static void Refused(ConsolidateRecommendations ask, Rule rule) =>
        Given().When(ask, Whole, CongressId, Facts, Now).ThenRefused(rule);

    private static void RefusedWith(Rule rule, params RecommendationEvent[] second) => Given()
        .When(Ask, Whole, CongressId, new ConsolidateRecommendations.Facts([First, Of(second)]), Now)
        .ThenRefused(rule);

    private static Versioned<Recommendation> Of(params RecommendationEvent[] history) =>
        new(Given(history).State, history.Length);
}
