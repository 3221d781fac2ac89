using System.Net;
using Summit.Deliberation;

namespace Summit.Http.Tests.Deliberation;

[Collection(typeof(DeliberationServer))]
public sealed class DraftRecommendationTests(SummitServer server)
{
    [Fact]
    public async Task a_draft_needs_an_idempotency_key_and_is_made_once_under_it()
    {
        var journey = await CongressScenario.Convene(server, "draft-once");
        var (session, paper, organisation) = await journey.OpenSessionOnPaper();
        var body = new
        {
            text = CongressScenario.Text("One.\n\nTwo."),
            policyDomains = new[] { "governance" },
            sources = new[] { new { paper, revision = 1, proposed = 1 } },
        };
        var route = $"/v1/sessions/{session}/recommendations";
        (await journey.Rapporteur.Post(route, body))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/idempotency-key-missing");
        var first = (await journey.Rapporteur.Post(route, body, journey.Key("draft"))).Expect(HttpStatusCode.Created);
        var again = (await journey.Rapporteur.Post(route, body, journey.Key("draft"))).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Id, again.Id);
        Assert.Equal($"/v1/recommendations/{first.Id}", first.Headers["Location"]);
        Assert.Equal("drafted", (string?)first.Body["status"]);
        var partner = await journey.Partner(organisation);
        (await partner.Post(route, body, journey.Key())).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await journey.Rapporteur.Post($"/v1/sessions/{paper}/recommendations", body, journey.Key()))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await journey.Organiser.Post($"/v1/sessions/{session}/close")).Expect(HttpStatusCode.OK);
        (await journey.Rapporteur.Post(route, body, journey.Key())).ExpectRefused(DeliberationRules.SessionNotOpen);
    }

    [Fact]
    public async Task a_draft_is_refused_when_its_source_paper_is_not_on_the_agenda()
    {
        var journey = await CongressScenario.Convene(server, "draft-agenda");
        var (session, _, organisation) = await journey.OpenSessionOnPaper();
        var other = await journey.AcceptedPaper("assembly", organisation, "Another paper", "Something else");
        (await journey.Rapporteur.Post($"/v1/sessions/{session}/recommendations", new
        {
            text = CongressScenario.Text("One."),
            policyDomains = new[] { "governance" },
            sources = new[] { new { paper = other, revision = 1 } },
        }, journey.Key())).ExpectRefused(DeliberationRules.NotOnAgenda);
    }
}
