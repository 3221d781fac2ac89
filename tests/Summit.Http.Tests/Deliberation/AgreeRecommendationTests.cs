using System.Net;
using Summit.Deliberation;

namespace Summit.Http.Tests.Deliberation;

[Collection(typeof(DeliberationServer))]
public sealed class AgreeRecommendationTests(SummitServer server)
{
    [Fact]
    public async Task an_agreement_needs_the_version_of_the_text_that_was_read()
    {
        var scenario = await CongressScenario.Convene(server, "agree");
        var (session, paper, organisation) = await scenario.OpenSessionOnPaper();
        var id = await scenario.Draft(session, "One.\n\nTwo.", paper);
        var page = $"/v1/recommendations/{id}";
        (await scenario.Rapporteur.Post($"{page}/agree", new { by = "consensus" }))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        (await scenario.Rapporteur.Post($"{page}/agree", new { by = "consensus" }, ("If-Match", "\"7\"")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        (await scenario.Rapporteur.PostSeen(page, "translations", new { language = "fr", text = "Un.\n\nDeux." }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Rapporteur.PostSeen(page, "agree", new { by = "vote", @for = 3, against = 3 }))
            .ExpectRefused(DeliberationRules.NoMajority);
        var agreed = await scenario.Agree(id, new
        {
            by = "vote",
            @for = 3,
            against = 2,
            abstaining = 9,
            reservations = new[] { new { organisation, text = CongressScenario.Text("Not all of us.") } },
        });
        Assert.Equal("agreed", (string?)agreed.Body["status"]);
        Assert.Equal("\"4\"", agreed.ETag);
        Assert.Equal("Not all of us.", (string?)agreed.Body["reservations"]![0]!["text"]!["en"]);
    }
}
