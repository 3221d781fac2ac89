using System.Text.RegularExpressions;
using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed partial class OutcomeMarkdownTests
{
    private const string Hostile =
        "# Heading\r\n\r\n<script>alert(1)</script>\n- item\n1. one\n===\n---\n```\ncode\n```\n| a | b |\n"
        + "[link](javascript:alert(1)) ![x](y) &lt;b&gt; <!-- *bold* __under__ ~~g~~ \\# \u2028# Second\u000b# Third";

    [Fact]
    public void a_hostile_text_does_not_change_the_structure_of_the_document()
    {
        // As many lines and paragraphs, of words alone.
        var tame = OutcomeMarkdown.Render(Hostilely(Line().Replace(Hostile, "Calm words.")), "en");
        var hostile = OutcomeMarkdown.Render(Hostilely(Hostile), "en");
        Assert.Equal(Structure(tame), Structure(hostile));
        Assert.DoesNotMatch(RawHtml(), hostile);
        Assert.Equal(Links().Count(tame), Links().Count(hostile));
        Assert.DoesNotContain("```", hostile);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("es")]
    public void the_document_is_one_that_can_be_handed_out(string language) => Approved.Is(
        $"OutcomeMarkdown.{language}.approved.md", OutcomeMarkdown.Render(OutcomeSamples.Durban, language));

    [Theory]
    [InlineData("fr", "# Résultats consolidés\u00A0: Durban 2019 (fr)", "## La gouvernance")]
    [InlineData("es", "# Resultados consolidados: Durban 2019", "## Governance")]
    public void the_document_is_in_the_language_of_the_reader(string language, string title, string domain)
    {
        var text = OutcomeMarkdown.Render(Merged(), language);
        Assert.StartsWith(title, text);
        Assert.Contains(domain, text);
    }

    [Fact]
    public void texts_are_in_the_language_that_the_reader_prefers_also_where_the_document_cannot_be_in_it()
    {
        var document = Merged();
        var text = LocalisedText.Of(("en", "One."), ("pt", "Um."));
        document = document with { Items = [document.Items[0] with { Text = text, Opening = null }] };
        Assert.Contains("**1.** Um.", OutcomeMarkdown.Render(document, "en", new LanguagePreference(["pt"], [])));
        Assert.Contains("**1.** One.", OutcomeMarkdown.Render(document, "en", new LanguagePreference(["fr"], [])));
    }

    [Theory]
    [InlineData("All.", "\n\n**1.** All.\n")]
    [InlineData("We mayors:\n\nTogether:\n\nAll.", "\n\nWe mayors:\n\nTogether:\n\n**1.** All.\n")]
    public void the_clauses_are_numbered_from_1_where_the_opening_was_struck_or_split(string text, string shown)
    {
        var rows = ConsolidatedOutcomeTests.Merged();
        RecommendationEvent[] happened =
            [Proposed(1, null, "Together:\n\nAll.", text), new AmendmentAccepted(1, Now), Agreed];
        foreach (var whole in rows.Keys.Where(id => rows[id].It.Lineage is not null).ToArray())
            rows[whole] = new OutcomeRow(happened.Aggregate(rows[whole].It, Recommendation.Category.Evolve));
        Assert.Contains(shown, OutcomeMarkdown.Render(
            ConsolidatedOutcomeTests.Document(rows, new Actor("key:r", Role.Rapporteur)), "en"));
    }

    [Theory]
    [InlineData("en", 0, "0 abstaining")]
    [InlineData("en", 1, "1 abstaining")]
    [InlineData("en", 1100, "1,100 abstaining")]
    [InlineData("fr", 0, "0 abstention*")]
    [InlineData("fr", 1, "1 abstention*")]
    [InlineData("fr", 2, "2 abstentions*")]
    [InlineData("fr", 1100, "1\u202F100 abstentions*")]
    [InlineData("es", 0, "0 abstenciones")]
    [InlineData("es", 1, "1 abstención")]
    [InlineData("es", 1100, "1100 abstenciones")]
    [InlineData("es", 11000, "11\u202F000 abstenciones")]
    public void votes_are_in_the_plural_and_the_digits_of_the_language(string language, int abstaining, string said)
    {
        var document = Merged();
        var support = new OutcomeSupport([], new Agreement(DecidedBy.Vote, Now, new Tally(7, 2, abstaining)));
        var text = OutcomeMarkdown.Render(
            document with { Items = [document.Items[0] with { Support = support }] }, language);
        Assert.Contains($" {said}".Replace("*", "\n", StringComparison.Ordinal), text);
    }

    [Theory]
    [InlineData("en", "by show of hands")]
    [InlineData("fr", "par un vote à main levée")]
    [InlineData("es", "por votación a mano alzada")]
    public void a_majority_that_nobody_counted_is_said_without_numbers(string language, string said)
    {
        var document = Merged();
        var support = new OutcomeSupport([], new Agreement(DecidedBy.ShowOfHands, Now));
        var decision = new OutcomeDecision(1, RecommendationStatus.Adopted, DecidedBy.ShowOfHands, Now);
        var text = OutcomeMarkdown.Render(
            document with { Items = [document.Items[0] with { Support = support, Decision = decision }] }, language);
        Assert.Equal(2, text.Split('\n').Count(line => line.EndsWith($", {said}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("en", "2019-11-11", "2019-11-11", "11 November 2019")]
    [InlineData("en", "2019-11-11", "2019-11-15", "11–15 November 2019")]
    [InlineData("en", "2019-10-30", "2019-11-02", "30 October – 2 November 2019")]
    [InlineData("en", "2019-12-30", "2020-01-02", "30 December 2019 – 2 January 2020")]
    [InlineData("fr", "2019-02-01", "2019-02-01", "1er février 2019")]
    [InlineData("fr", "2019-08-01", "2019-08-15", "du 1er au 15 août 2019")]
    [InlineData("fr", "2019-10-30", "2019-11-01", "du 30 octobre au 1er novembre 2019")]
    [InlineData("fr", "2019-12-30", "2020-01-02", "du 30 décembre 2019 au 2 janvier 2020")]
    [InlineData("es", "2019-11-01", "2019-11-01", "1 de noviembre de 2019")]
    [InlineData("es", "2019-11-11", "2019-11-15", "del 11 al 15 de noviembre de 2019")]
    [InlineData("es", "2019-10-30", "2019-11-02", "del 30 de octubre al 2 de noviembre de 2019")]
    [InlineData("es", "2019-12-30", "2020-01-02", "del 30 de diciembre de 2019 al 2 de enero de 2020")]
    public void days_are_in_the_words_of_the_language(string language, string from, string until, string said)
    {
        var document = Merged() with { StartsOn = DateOnly.Parse(from, null), EndsOn = DateOnly.Parse(until, null) };
        Assert.Contains($" Durban (ZA), {said}\n", OutcomeMarkdown.Render(document, language));
    }

    [Theory]
    [InlineData("en", "- **State**: as of 13 November 2019 at 18:05 (Africa/Johannesburg), position 12\n",
        "adopted only; policy domain “Culture”; track Town Hall; section africa; status “Consolidated”\n")]
    [InlineData("fr", "au 13 novembre 2019 à 18\u00A0h\u00A005 (Africa/Johannesburg), position 12\n",
        "adoptées seulement\u202F; domaine politique «\u202FLa culture\u202F»\u202F; circuit Town Hall")]
    [InlineData("es", "al 13 de noviembre de 2019 a las 18:05 (Africa/Johannesburg), posición 12\n",
        "solo las aprobadas; ámbito de políticas «Culture»; circuito Town Hall; sección africa")]
    public void the_document_tells_what_was_asked_for(string language, string state, string selection)
    {
        var filter = new OutcomeFilter("culture", [Track.TownHall], "africa", [RecommendationStatus.Consolidated]);
        var text = OutcomeMarkdown.Render(Merged() with { Position = 12 }, language, null, new OutcomeSelection(
            filter, IsPublic: true, new DateTimeOffset(2019, 11, 13, 16, 5, 0, TimeSpan.Zero)));
        Assert.Contains(state, text);
        Assert.Contains(selection, text);
    }

    [Fact]
    public void the_typography_of_French_is_kept_in_all_that_the_document_says_itself()
    {
        var document = OutcomeSamples.Durban with { Position = 12 };
        var text = OutcomeMarkdown.Render(document, "fr", null, new OutcomeSelection(new OutcomeFilter("culture")));
        Assert.DoesNotMatch(" [:;!?»%]|« |'", text.Replace("Ensemble :", "", StringComparison.Ordinal));
    }

    [Fact]
    public void texts_are_in_the_language_of_the_reader_also_where_the_document_cannot_be()
    {
        var document = Merged() with
        {
            Name = LocalisedText.Of(("en", "Summit"), ("pt-BR", "Cúpula")), Items = [], PolicyDomains = [],
        };
        Assert.StartsWith("# Consolidated outcomes: Cúpula",
            OutcomeMarkdown.Render(document, "en", new LanguagePreference(["pt"], [])), StringComparison.Ordinal);
    }

    private static OutcomeDocument Merged() => ConsolidatedOutcomeTests.Document(
        ConsolidatedOutcomeTests.Merged(), new Actor("key:r", Role.Rapporteur));

    private static OutcomeDocument Hostilely(string words)
    {
        var document = Merged();
        var item = document.Items[0];
        var organisation = new OutcomeOrganisation(Africa, Text(words));
        return document with
        {
            Name = Text(words),
            PolicyDomains = [.. document.PolicyDomains.Select(domain => domain with { Name = Text(words) })],
            Items =
            [
                item with
                {
                    Text = Text(words),
                    Reservations = [new OutcomeStatement(organisation, Text(words))],
                    Lineage = item.Lineage with
                    {
                        Sessions = [new OutcomeSession(Session, Track.Assembly, Text(words))],
                        Papers = [new OutcomePaper(Paper, 1, organisation, Text(words), 1)],
                        LeftOut = [new LeftOutClause(item.Lineage.LeftOut![0].Source, words)],
                    },
                },
            ],
        };
    }

    // Of each line only what Markdown makes of it.
    private static IEnumerable<string> Structure(string markdown) => markdown.Split('\n')
        .Select(line => Marks().Match(line).Value);

    [GeneratedRegex(@"^( *)(#{1,6} |- |\d+[.)] |>|===|---|```|~~~|\||    )?", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();

    [GeneratedRegex(@"[^\r\n\u2028]+", RegexOptions.CultureInvariant)]
    private static partial Regex Line();

    [GeneratedRegex(@"(?<!\\)\]\(", RegexOptions.CultureInvariant)]
    private static partial Regex Links();

    [GeneratedRegex("<[a-zA-Z!/?]", RegexOptions.CultureInvariant)]
    private static partial Regex RawHtml();
}
