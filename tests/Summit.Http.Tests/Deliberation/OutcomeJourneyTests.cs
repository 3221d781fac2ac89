using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Summit.Http.Tests.Deliberation;

/// <summary>From papers to the sealed outcome, and back again from the outcome to the papers.</summary>
[Collection(typeof(DeliberationServer))]
public sealed class OutcomeJourneyTests(SummitServer server)
{
    [Fact]
    public async Task a_recommendation_goes_from_paper_to_sealed_outcome_and_is_traced_both_ways()
    {
        var scenario = await CongressScenario.Convene(server, "all-the-way");
        await scenario.ConveneWorldAssembly();
        var a = await scenario.Agreed("assembly", "Ana", "A1.\n\nA2.");
        var b = await scenario.Agreed("town-hall", "Ben", "B1.");
        var alone = await scenario.Agreed("assembly", "Cleo", "C1.");
        var consolidated = await scenario.Rapporteur.Post($"{scenario.Congress}/recommendations/consolidate", new
        {
            recommendations = new[] { a, b },
            text = CongressScenario.Text("Ana and Ben say:"),
            clauses = new object[]
            {
                Clause("A1.", "verbatim", (a, 1)),
                Clause("A2 and B1.", "merged", (a, 2), (b, 1)),
                Clause("And more.", "new"),
            },
            leftOut = Array.Empty<object>(),
        }, scenario.Key());
        var whole = consolidated.Expect(HttpStatusCode.Created).Id;
        Assert.Equal("Ana and Ben say:\n\nA1.\n\nA2 and B1.\n\nAnd more.", (string?)consolidated.Body["text"]!["en"]);
        (await scenario.Forward(whole)).Expect(HttpStatusCode.OK);
        var twice = (await scenario.Forward(whole)).Expect(HttpStatusCode.OK);
        Assert.Single(twice.Body["rounds"]!.AsArray());
        var forwarded = (await scenario.Forward(alone)).Expect(HttpStatusCode.OK);
        var position = forwarded.Headers[StoredResponseResult.PositionHeader];

        var before = (await scenario.Rapporteur.Get($"{scenario.Congress}/outcomes?position={position}"))
            .Expect(HttpStatusCode.OK);
        Assert.Equal([alone, whole], Ids(before));
        Assert.Empty(Ids((await server.Anybody.Get($"{scenario.Congress}/outcomes")).Expect(HttpStatusCode.OK)));

        await scenario.Table(whole, alone);
        await scenario.Decide(whole, new { decision = "adopted", by = "consensus" });
        await scenario.Decide(alone, new
        {
            decision = "adopted-as-amended",
            by = "vote",
            tally = new { @for = 5, against = 1, abstaining = 0 },
            text = CongressScenario.Text("C1, amended."),
        });
        var outcome = await scenario.Seal();

        var outcomes = (await server.Anybody.Get($"{scenario.Congress}/outcomes")).Expect(HttpStatusCode.OK);
        Assert.Equal([(whole, 1), (alone, 2)], outcomes.Body["items"]!.AsArray()
            .Select(item => ((Guid)item!["id"]!, (int)item["number"]!)));
        Assert.Equal("C1, amended.", (string?)outcomes.Body["items"]![1]!["text"]!["en"]);
        var asBefore = (await scenario.Rapporteur.Get($"{scenario.Congress}/outcomes?position={position}"))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(before.Text, asBefore.Text);

        await IsTracedFrom(scenario, whole, a, b);
        await IsTracedOnward(scenario, a, b, whole);
        await IsHandedOut(scenario, (string)outcome["hash"]!);
    }

    private async Task IsHandedOut(CongressScenario scenario, string hash)
    {
        var document = (await server.Anybody.Get(
            $"{scenario.Congress}/outcomes?status=adopted&asOf=2030-01-01T00:00:00Z", ("Accept", "text/markdown")))
            .Expect(HttpStatusCode.OK).Text;
        Assert.Contains("- **Place and dates**: Durban (ZA), 11–15 November 2019\n", document);
        Assert.Contains($"`{hash}`\n", document);
        Assert.Contains("- **State**: as of 1 January 2030 at 02:00 (Africa/Johannesburg), position ", document);
        Assert.Contains("- **Selection**: adopted only; status “Adopted by the World Assembly”\n", document);
        Assert.Contains("#### Recommendation 1\n", document);
    }

    [Fact]
    public async Task a_recommendation_that_is_referred_back_is_agreed_and_forwarded_again()
    {
        var scenario = await CongressScenario.Convene(server, "second-round");
        await scenario.ConveneWorldAssembly();
        var id = await scenario.Agreed("assembly", "Ana", "A1.");
        (await scenario.Forward(id)).Expect(HttpStatusCode.OK);
        await scenario.Table(id);
        await scenario.Decide(id, new { decision = "referred-back", by = "consensus" });
        (await scenario.Forward(id)).ExpectRefused(Summit.Deliberation.DeliberationRules.NotAgreed);
        await scenario.Agree(id, new { by = "vote", @for = 2, against = 1, abstaining = 0 });
        var again = (await scenario.Forward(id)).Expect(HttpStatusCode.OK);
        Assert.Equal(2, again.Body["rounds"]!.AsArray().Count);
    }

    private static async Task IsTracedFrom(CongressScenario scenario, Guid whole, Guid a, Guid b)
    {
        var trace = (await scenario.Rapporteur.Get($"/v1/recommendations/{whole}/trace"))
            .Expect(HttpStatusCode.OK).Body;
        Assert.Equal(["Proposal of Ana", "Proposal of Ben"], trace["papers"]!.AsArray()
            .Select(paper => (string?)paper!["taken"]![0]!["text"]!["en"]).Order());
        Assert.Equal([a, b, whole], trace["recommendations"]!.AsArray().Select(one => (Guid)one!["id"]!).Order());
        var types = trace["steps"]!.AsArray().Select(step => (string)step!["type"]!).ToArray();
        foreach (var type in new[]
                 {
                     "deliberation.recommendation-drafted", "deliberation.recommendation-agreed",
                     "deliberation.recommendation-consolidated", "deliberation.merged-into",
                     "deliberation.recommendation-forwarded", "deliberation.recommendation-presented",
                     "deliberation.recommendation-adopted", "world-assembly.outcome-sealed",
                 })
            Assert.Contains(type, types);
        var positions = trace["steps"]!.AsArray().Select(step => (long)step!["position"]!).ToArray();
        Assert.Equal(positions.Order(), positions);
    }

    private static async Task IsTracedOnward(CongressScenario scenario, Guid a, Guid b, Guid whole)
    {
        var page = (await scenario.Rapporteur.Get($"/v1/recommendations/{a}")).Expect(HttpStatusCode.OK).Body;
        var paper = (Guid)page["papers"]![0]!["paper"]!;
        var trace = (await scenario.Rapporteur.Get($"/v1/papers/{paper}/trace")).Expect(HttpStatusCode.OK).Body;
        var reached = trace["recommendations"]!.AsArray().Select(one => (Guid)one!["id"]!).ToArray();
        Assert.Equal([a, whole], reached.Order());
        Assert.DoesNotContain(b, reached);
        var drafted = Position(trace, "deliberation.recommendation-drafted");
        var then = (await scenario.Rapporteur.Get($"/v1/papers/{paper}/trace?position={drafted}"))
            .Expect(HttpStatusCode.OK).Body;
        Assert.Equal(a, (Guid)Assert.Single(then["recommendations"]!.AsArray())!["id"]!);
    }

    private static string Position(JsonObject trace, string type) => trace["steps"]!.AsArray()
        .Where(step => (string?)step!["type"] == type)
        .Select(step => ((long)step!["position"]!).ToString(CultureInfo.InvariantCulture))
        .First();

    private static IEnumerable<Guid> Ids(Answer answer) =>
        answer.Body["items"]!.AsArray().Select(item => (Guid)item!["id"]!);

    private static object Clause(string text, string kind, params (Guid Recommendation, int Clause)[] sources) => new
    {
        text = CongressScenario.Text(text),
        kind,
        sources = sources.Select(source => new { recommendation = source.Recommendation, clause = source.Clause }),
    };
}
