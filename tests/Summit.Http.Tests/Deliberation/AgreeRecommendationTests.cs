using System.Net;
using Summit.Deliberation;

namespace Summit.Http.Tests.Deliberation;

[Collection(typeof(DeliberationServer))]
public sealed class AgreeRecommendationTests(SummitServer server)
{
    [Fact]
    public async Task an_agreement_needs_the_version_of_the_text_that_was_read()
    {
        var journey = await CongressScenario.Convene(server, "agree");
        var (session, paper, organisation) = await journey.OpenSessionOnPaper();
        var id = await journey.Draft(session, "One.\n\nTwo.", paper);
        var page = $"/v1/recommendations/{id}";
        (await journey.Rapporteur.Post($"{page}/agree", new { by = "consensus" }))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        (await journey.Rapporteur.Post($"{page}/agree", new { by = "consensus" }, ("If-Match", "\"7\"")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        (await journey.Rapporteur.PostSeen(page, "translations", new { language = "fr", text = "Un.\n\nDeux." }))
            .Expect(HttpStatusCode.OK);
        (await journey.Rapporteur.PostSeen(page, "agree", new { by = "vote", @for = 3, against = 3 }))
            .ExpectRefused(DeliberationRules.NoMajority);
        var agreed = await journey.Agree(id, new
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
