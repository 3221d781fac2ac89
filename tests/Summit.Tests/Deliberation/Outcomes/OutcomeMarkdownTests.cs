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
        var tame = OutcomeMarkdown.Render(Hostilely("Calm words.\n\nMore of them."), "en");
        var hostile = OutcomeMarkdown.Render(Hostilely(Hostile), "en");
        Assert.Equal(Structure(tame), Structure(hostile));
        Assert.DoesNotMatch(RawHtml(), hostile);
        Assert.DoesNotContain("](", hostile.Replace(@"\](", "", StringComparison.Ordinal));
        Assert.DoesNotContain("```", hostile);
    }

    [Fact]
    public void the_document_has_recommendations_by_policy_domain_with_their_sources()
    {
        var text = OutcomeMarkdown.Render(Merged(), "en");
        Assert.Equal(
            """
            # Consolidated outcomes: Durban 2019

            1 recommendation.

            ## Governance

            ### Recommendation 1

            **Consolidated**

            Together:

            **1.** All.

            - **Authentic text**: English
            - **Comes from**: Assembly, “Africa of solutions”
            - **Rests on**: “Public service” (UCLG Africa), revision 2, proposal 1

            #### Consolidated from

            ##### Source A

            **A1.** One. *→ clause 1 (reworded)*

            **A2.** Two.

            **A3.** Three.

            - **Authentic text**: English
            - **Comes from**: Assembly, “Africa of solutions”
            - **Rests on**: “Public service” (UCLG Africa), revision 2, proposal 1
            - **Agreed**: 2019-11-11, by consensus
            - **Reservations**:
              - **UCLG Africa**: We hesitate.

            ##### Source B

            **B1.** B1. *→ left out*: Said already

            - **Authentic text**: English
            - **Comes from**: Assembly, “Africa of solutions”
            - **Rests on**: “Public service” (UCLG Africa), revision 2, proposal 1
            - **Agreed**: 2019-11-11, by consensus

            ## Culture

            *Recommendations that also belong here: 1*


            """.ReplaceLineEndings("\n"), text);
    }

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
    public void a_decision_is_shown_with_its_votes_its_objections_and_its_number()
    {
        var document = Merged();
        var item = document.Items[0] with
        {
            Status = RecommendationStatus.AdoptedAsAmended,
            Number = 4,
            OutcomeVersion = 1,
            Decision = new OutcomeDecision(1, RecommendationStatus.AdoptedAsAmended, DecidedBy.Vote,
                new DateTimeOffset(2019, 11, 14, 23, 0, 0, TimeSpan.Zero), new Tally(83, 6, 12),
                [new OutcomeStatement(new OutcomeOrganisation(Africa, Text("Altynsai")), Text("We object."))]),
        };
        var text = OutcomeMarkdown.Render(document with { Items = [item] }, "en");
        Assert.Contains("**Adopted as amended by the World Assembly**, 2019-11-15, by vote: "
            + "83 for, 6 against, 12 abstaining · No. 4 of the sealed outcome (version 1)", text);
        Assert.Contains("- **Objections**:\n  - **Altynsai**: We object.", text);
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

    [GeneratedRegex("<[a-zA-Z!/?]", RegexOptions.CultureInvariant)]
    private static partial Regex RawHtml();
}
