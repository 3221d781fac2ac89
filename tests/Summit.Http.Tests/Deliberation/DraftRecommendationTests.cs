using System.Net;
using Summit.Deliberation;

namespace Summit.Http.Tests.Deliberation;

[Collection(typeof(DeliberationServer))]
public sealed class DraftRecommendationTests(SummitServer server)
{
    [Fact]
    public async Task a_draft_needs_an_idempotency_key_and_is_made_once_under_it()
    {
        var scenario = await CongressScenario.Convene(server, "draft-once");
        var (session, paper, organisation) = await scenario.OpenSessionOnPaper();
        var body = new
        {
            text = CongressScenario.Text("One.\n\nTwo."),
            policyDomains = new[] { "governance" },
            sources = new[] { new { paper, revision = 1, proposed = 1 } },
        };
        var route = $"/v1/sessions/{session}/recommendations";
        (await scenario.Rapporteur.Post(route, body))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/idempotency-key-missing");
        var first = (await scenario.Rapporteur.Post(route, body, scenario.Key("draft"))).Expect(HttpStatusCode.Created);
        var again = (await scenario.Rapporteur.Post(route, body, scenario.Key("draft"))).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Id, again.Id);
        Assert.Equal($"/v1/recommendations/{first.Id}", first.Headers["Location"]);
        Assert.Equal("drafted", (string?)first.Body["status"]);
        var partner = await scenario.Partner(organisation);
        (await partner.Post(route, body, scenario.Key())).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.Rapporteur.Post($"/v1/sessions/{paper}/recommendations", body, scenario.Key()))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await scenario.Organiser.Post($"/v1/sessions/{session}/close")).Expect(HttpStatusCode.OK);
        (await scenario.Rapporteur.Post(route, body, scenario.Key())).ExpectRefused(DeliberationRules.SessionNotOpen);
    }

    [Fact]
    public async Task a_draft_is_refused_when_its_source_paper_is_not_on_the_agenda()
    {
        var scenario = await CongressScenario.Convene(server, "draft-agenda");
        var (session, _, organisation) = await scenario.OpenSessionOnPaper();
        var other = await scenario.AcceptedPaper("assembly", organisation, "Another paper", "Something else");
        (await scenario.Rapporteur.Post($"/v1/sessions/{session}/recommendations", new
        {
            text = CongressScenario.Text("One."),
            policyDomains = new[] { "governance" },
            sources = new[] { new { paper = other, revision = 1 } },
        }, scenario.Key())).ExpectRefused(DeliberationRules.NotOnAgenda);
    }
}
