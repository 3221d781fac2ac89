using System.Net;
using Summit.Http.Tests.Papers;
using Summit.Http.Tests.Programme;

namespace Summit.Http.Tests.Http;

/// <summary>What <c>?q=</c> finds, in the function of the database that all three searches ask.</summary>
public sealed class SearchTests(SummitServer server) : IClassFixture<SummitServer>
{
    private const string Text =
        """
        {"en": "Housing and habitat for women",
         "fr": "L’éducation au cœur de l’égalité, la \ufb01nance, des villes",
         "es": "La participación ciudadana, una acción",
         "pt": "A habitação"}
        """;

    [Theory]
    [InlineData("education")]
    [InlineData("ÉDUCATION")]
    [InlineData("coeur")]
    [InlineData("cœurs")]
    [InlineData("egalite")]
    [InlineData("finance")]
    [InlineData("ville")]
    [InlineData("participacion")]
    [InlineData("participaciones")]
    [InlineData("acciones")]
    [InlineData("habitacao")]
    [InlineData("house")]
    [InlineData("\"habitat for women\"")]
    [InlineData("deserts or coeur")]
    [InlineData("habitat -deserts")]
    [InlineData("-deserts")]
    [InlineData("habitat -\"habitat for men\"")]
    public async Task a_text_is_found_without_accents_and_ligatures_and_by_each_grammar(string q) =>
        Assert.True(await Finds(q));

    [Theory]
    [InlineData("deserts")]
    [InlineData("habitat -housing")]
    [InlineData("housing -house")]
    [InlineData("habitat -education")]
    [InlineData("habitat -éducation")]
    [InlineData("éducation -housing")]
    [InlineData("participacion -coeur")]
    [InlineData("habitat -\"habitat for women\"")]
    [InlineData("\"habitat -housing\"")]
    [InlineData("-habitacao")]
    [InlineData("'")]
    public async Task a_word_that_is_excluded_excludes_in_all_languages(string q) => Assert.False(await Finds(q));

    [Fact]
    public async Task all_three_lists_find_and_exclude_alike_and_an_empty_search_finds_all()
    {
        var papers = await PapersScenario.Convene(server, "searched");
        foreach (var (en, fr) in new[] { ("Habitat", "Le cœur"), ("Habitat and housing", "L'éducation") })
        {
            var body = papers.Body(en);
            body["title"] = new { en, fr };
            (await papers.Submit(papers.Partner, body)).Expect(HttpStatusCode.Created);
        }
        var sessions = await ProgrammeScenario.Convene(server, "searched-sessions");
        await sessions.Session("Habitat: the right to a cœur");
        await sessions.Session("Habitat, housing, éducation");
        var recommendations = await CongressScenario.Convene(server, "searched-texts");
        var (session, paper, _) = await recommendations.OpenSessionOnPaper();
        await recommendations.Draft(session, "Habitat at the cœur.", paper);
        await recommendations.Draft(session, "Habitat, housing, éducation.", paper);
        foreach (var list in new[]
                 {
                     papers.Papers, $"{sessions.Path}/sessions", $"{recommendations.Congress}/recommendations",
                 })
        {
            foreach (var (q, found) in new[]
                     {
                         ("coeur", 1), ("education", 1), ("habitat", 2), ("habitat -housing", 1), ("-housing", 1),
                         ("deserts", 0), ("", 2), ("  ", 2),
                     })
            {
                var page = await papers.Organiser.Get($"{list}?q={Uri.EscapeDataString(q)}");
                Assert.Equal((list, q, found),
                    (list, q, page.Expect(HttpStatusCode.OK).Body["items"]!.AsArray().Count));
            }
        }
    }

    private async Task<bool> Finds(string q) =>
        (bool)(await server.Sql("select search.words($1::jsonb) @@ search.asked($2)", Text, q))!;
}
