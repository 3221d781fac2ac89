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

    [Fact]
    public async Task a_majority_seen_in_a_show_of_hands_is_carried_and_said_so_without_numbers()
    {
        var scenario = await CongressScenario.Convene(server, "show-of-hands");
        await scenario.ConveneWorldAssembly();
        var (session, paper, _) = await scenario.OpenSessionOnPaper();
        var id = await scenario.Draft(session, "One.", paper);
        var page = $"/v1/recommendations/{id}";
        (await scenario.Rapporteur.PostSeen(page, "agree", new { by = "show-of-hands", @for = 30 }))
            .ExpectRefused(DeliberationRules.VotesAndConsensus);
        await scenario.Agree(id, new { by = "show-of-hands" });
        (await scenario.Forward(id)).Expect(HttpStatusCode.OK);
        await scenario.Table(id);
        await scenario.Decide(id, new { decision = "adopted", by = "show-of-hands" });
        var outcomes = (await scenario.Rapporteur.Get($"{scenario.Congress}/outcomes?status=adopted"))
            .Expect(HttpStatusCode.OK);
        var item = Assert.Single(outcomes.Body["items"]!.AsArray())!;
        foreach (var said in new[] { item["decision"]!, item["support"]!["agreement"]! })
            Assert.Equal(("show-of-hands", null), ((string?)said["by"], said["tally"]));
        var document = (await scenario.Rapporteur.Get(
            $"{scenario.Congress}/outcomes?lang=fr", ("Accept", "text/markdown"))).Expect(HttpStatusCode.OK);
        Assert.Contains("par un vote à main levée", document.Text);
    }
}
