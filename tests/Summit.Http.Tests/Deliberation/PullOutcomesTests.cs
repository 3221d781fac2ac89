using System.Net;

namespace Summit.Http.Tests.Deliberation;

[Collection(typeof(DeliberationServer))]
public sealed class PullOutcomesTests(SummitServer server)
{
    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/markdown", "text/markdown")]
    [InlineData("text/*", "text/markdown")]
    [InlineData("application/json;q=0.5, text/markdown", "text/markdown")]
    [InlineData("text/markdown;q=0.1, */*;q=0.2", "application/json")]
    [InlineData("application/json;q=0, */*", "text/markdown")]
    public async Task outcomes_are_served_in_the_format_that_the_caller_prefers(string? accept, string media)
    {
        var scenario = await CongressScenario.Convene(server, $"forms-{Guid.NewGuid():N}");
        var answer = await scenario.Rapporteur.Get($"{scenario.Congress}/outcomes?lang=fr",
            accept is null ? [] : [("Accept", accept)]);
        Assert.StartsWith(media, answer.Expect(HttpStatusCode.OK).Headers["Content-Type"]);
        // The Congress has a name in English alone; the words of the document are French.
        Assert.Equal(media == "application/json" ? "en" : "fr", answer.Headers["Content-Language"]);
    }

    [Fact]
    public async Task what_was_just_agreed_is_in_the_outcomes()
    {
        var scenario = await CongressScenario.Convene(server, "just-agreed");
        var (session, paper, _) = await scenario.OpenSessionOnPaper();
        for (var n = 1; n <= 8; n++)
        {
            var id = await scenario.Draft(session, $"Text {n}.", paper);
            var agreed = (await scenario.Agree(id)).Headers[StoredResponseResult.PositionHeader];
            var outcomes = (await scenario.Rapporteur.Get($"{scenario.Congress}/outcomes")).Expect(HttpStatusCode.OK);
            Assert.Equal(n, outcomes.Body["items"]!.AsArray().Count);
            Assert.InRange(long.Parse(outcomes.Headers[StoredResponseResult.PositionHeader]),
                long.Parse(agreed), long.MaxValue);
        }
    }

    [Fact]
    public async Task outcomes_that_are_kept_are_those_of_the_caller_the_form_the_filter_and_the_moment()
    {
        var scenario = await CongressScenario.Convene(server, "kept-apart");
        var path = $"{scenario.Congress}/outcomes";
        await scenario.Agreed("assembly", "Housing", "Cities house everybody.");
        var before = (await scenario.Rapporteur.Get(path)).Headers[StoredResponseResult.PositionHeader];
        await scenario.Agreed("town-hall", "Water", "Cities share water.");
        var ofTownHall = await server.As("rapporteur", congress: "kept-apart", track: "town-hall");
        // Twice, so that what the others were given is kept by then.
        for (var n = 0; n < 2; n++)
        {
            Assert.Equal(2, await Count(scenario.Rapporteur, path));
            Assert.Equal(1, await Count(ofTownHall, path));
            Assert.Equal(0, await Count(server.Anybody, path));
            Assert.Equal(1, await Count(scenario.Rapporteur, $"{path}?track=assembly"));
            Assert.Equal(0, await Count(scenario.Rapporteur, $"{path}?domain=culture"));
            Assert.Equal(0, await Count(scenario.Rapporteur, $"{path}?section=africa"));
            Assert.Equal(0, await Count(scenario.Rapporteur, $"{path}?status=adopted"));
            Assert.Equal(1, await Count(scenario.Rapporteur, $"{path}?position={before}"));
            var french = await scenario.Rapporteur.Get($"{path}?lang=fr", ("Accept", "text/markdown"));
            Assert.StartsWith("# Résultats", french.Expect(HttpStatusCode.OK).Text);
            var english = await scenario.Rapporteur.Get(path, ("Accept", "text/markdown"));
            Assert.StartsWith("# Consolidated", english.Expect(HttpStatusCode.OK).Text);
        }
    }

    [Fact]
    public async Task outcomes_that_are_kept_have_the_names_that_the_register_has()
    {
        var scenario = await CongressScenario.Convene(server, "kept-names");
        var path = $"{scenario.Congress}/outcomes";
        await scenario.Agreed("assembly", "Old name", "Cities house everybody.");
        var old = (await scenario.Rapporteur.Get(path)).Expect(HttpStatusCode.OK);
        Assert.Contains("\"Old name\"", old.Text, StringComparison.Ordinal);
        (await scenario.Rapporteur.Get(path, ("If-None-Match", old.ETag!))).Expect(HttpStatusCode.NotModified);
        await server.Sql(
            "update register.organisations set name = '{\"en\": \"New name\"}' where name ->> 'en' = 'Old name'");
        var changed = await scenario.Rapporteur.Get(path, ("If-None-Match", old.ETag!));
        Assert.Contains("\"New name\"", changed.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    private static async Task<int> Count(Client client, string path) =>
        (await client.Get(path)).Expect(HttpStatusCode.OK).Body["items"]!.AsArray().Count;

    [Fact]
    public async Task an_unknown_format_or_status_of_outcomes_is_refused()
    {
        var scenario = await CongressScenario.Convene(server, "no-such-form");
        (await scenario.Rapporteur.Get($"{scenario.Congress}/outcomes", ("Accept", "text/html")))
            .ExpectProblem(HttpStatusCode.NotAcceptable, "http/not-acceptable");
        (await scenario.Rapporteur.Get($"{scenario.Congress}/outcomes?status=lost"))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
    }
}
