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
    public async Task an_unknown_format_or_status_of_outcomes_is_refused()
    {
        var scenario = await CongressScenario.Convene(server, "no-such-form");
        (await scenario.Rapporteur.Get($"{scenario.Congress}/outcomes", ("Accept", "text/html")))
            .ExpectProblem(HttpStatusCode.NotAcceptable, "http/not-acceptable");
        (await scenario.Rapporteur.Get($"{scenario.Congress}/outcomes?status=lost"))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
    }
}
