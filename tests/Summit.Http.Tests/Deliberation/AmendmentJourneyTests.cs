using System.Net;
using System.Text.Json.Nodes;
using Summit.Deliberation;
using Summit.Kernel;

namespace Summit.Http.Tests.Deliberation;

[Collection(typeof(DeliberationServer))]
public sealed class AmendmentJourneyTests(SummitServer server)
{
    [Fact]
    public async Task participants_propose_and_withdraw_amendments_and_the_rapporteur_decides_them()
    {
        var scenario = await CongressScenario.Convene(server, "amend");
        var (session, paper, organisation) = await scenario.OpenSessionOnPaper();
        var id = await scenario.Draft(session, "One.\n\nTwo.", paper);
        var amendments = $"/v1/recommendations/{id}/amendments";
        var partner = await scenario.Partner(organisation);
        var person = await scenario.Delegate(organisation);
        var first = (await partner.Post(amendments, Words(1, "One!"))).Expect(HttpStatusCode.Created);
        Assert.Equal($"{amendments}/1", first.Headers["Location"]);
        (await person.Post(amendments, Words(1, "One?"))).Expect(HttpStatusCode.Created);
        (await person.Post(amendments, Words(2, "Two?"))).Expect(HttpStatusCode.Created);
        (await person.Post(amendments, Words(3, "Three?"))).ExpectRefused(DeliberationRules.NoSuchClause);
        (await server.Anybody.Post(amendments, Words(1, "?")))
            .ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
        (await partner.Post($"{amendments}/1/accept")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await partner.Post($"{amendments}/2/withdraw")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.Rapporteur.Post($"{amendments}/9/accept"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");

        var accepted = (await scenario.Rapporteur.Post($"{amendments}/1/accept")).Expect(HttpStatusCode.OK);
        Assert.Equal("One!\n\nTwo.", (string?)accepted.Body["text"]!["en"]);
        (await scenario.Rapporteur.Post($"{amendments}/2/accept")).ExpectRefused(DeliberationRules.ClauseChangedSince);
        var overtaken = (await person.Get($"{amendments}/2")).Expect(HttpStatusCode.OK);
        Assert.True((bool)overtaken.Body["overtaken"]!);
        (await scenario.Rapporteur.Post($"{amendments}/2/reject", new { reason = "Overtaken" }))
            .Expect(HttpStatusCode.OK);
        (await person.Post($"{amendments}/3/withdraw")).Expect(HttpStatusCode.OK);
        (await person.Post($"{amendments}/3/withdraw")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task amendments_follow_their_clauses_which_readers_know_by_ids_that_stay()
    {
        var scenario = await CongressScenario.Convene(server, "clause-ids");
        var (session, paper, organisation) = await scenario.OpenSessionOnPaper();
        var id = await scenario.Draft(session, "A\n\nWe so commit.\n\nB\n\nWe so commit.", paper);
        var partner = await scenario.Partner(organisation);
        foreach (var body in new object[]
                 {
                     Words(1, "A1\n\nA2\n\nA3"), Words(4, "We commit ourselves."),
                     new { change = "strike", clause = 2, language = "en", reason = "Said twice" },
                     new { change = "insert", after = 3, language = "en", text = "B and a half.", reason = "Missing" },
                     new { language = "en", reason = "Shorter", text = "A\n\nWe so commit.\n\nB!\n\nWe so commit." },
                 })
            (await partner.Post($"/v1/recommendations/{id}/amendments", body)).Expect(HttpStatusCode.Created);
        foreach (var number in Enumerable.Range(1, 5))
        {
            (await scenario.Rapporteur.Post($"/v1/recommendations/{id}/amendments/{number}/accept"))
                .Expect(HttpStatusCode.OK);
        }
        string[] clauses =
            ["1 #1 A1", "2 #5 A2", "3 #6 A3", "4 #3 B!", "5 #7 B and a half.", "6 #4 We commit ourselves."];
        var page = (await partner.Get($"/v1/recommendations/{id}?lang=en")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(clauses, Clauses(page));
        Assert.Equal("A1\n\nA2\n\nA3\n\nB!\n\nB and a half.\n\nWe commit ourselves.", (string?)page["text"]!["en"]);
        var list = (await partner.Get($"{scenario.Congress}/recommendations")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(clauses, Clauses(Assert.Single(list["items"]!.AsArray())!));
        Assert.Equal(["replace", "replace", "strike", "insert", "replace"],
            page["amendments"]!.AsArray().Select(one => (string?)one!["change"]));
        Assert.Equal((3, 3), ((int)page["amendments"]![3]!["after"]!, (int)page["amendments"]![3]!["afterId"]!));

        var byId = new { clauseId = 4, language = "en", text = "We commit.", reason = "Shorter" };
        var sixth = (await partner.Post($"/v1/recommendations/{id}/amendments", byId)).Expect(HttpStatusCode.Created);
        Assert.Equal((6, 4), ((int)sixth.Body["clause"]!, (int)sixth.Body["clauseId"]!));
        await scenario.Agree(id);
        var outcomes = (await scenario.Rapporteur.Get($"{scenario.Congress}/outcomes")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(clauses, Clauses(Assert.Single(outcomes["items"]!.AsArray())!));
    }

    [Fact]
    public async Task a_row_that_says_nothing_of_clauses_is_listed_as_the_recommendation_itself_is_shown()
    {
        var scenario = await CongressScenario.Convene(server, "clause-rows");
        var (session, paper, organisation) = await scenario.OpenSessionOnPaper();
        var id = await scenario.Draft(session, "One.\n\nTwo.", paper);
        var partner = await scenario.Partner(organisation);
        (await partner.Post($"/v1/recommendations/{id}/amendments", Words(2, "Two!"))).Expect(HttpStatusCode.Created);
        (await scenario.Rapporteur.Post($"/v1/recommendations/{id}/amendments/1/accept")).Expect(HttpStatusCode.OK);
        var page = (await partner.Get($"/v1/recommendations/{id}")).Expect(HttpStatusCode.OK).Body;
        var list = (await partner.Get($"{scenario.Congress}/recommendations")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(["1 #1 One.", "2 #2 Two!"], Clauses(page));
        Assert.Equal(page.ToJsonString(), list["items"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task a_list_shows_what_is_overtaken_at_its_moment()
    {
        var scenario = await CongressScenario.Convene(server, "overtaken");
        var (session, paper, organisation) = await scenario.OpenSessionOnPaper();
        var amendments = $"/v1/recommendations/{await scenario.Draft(session, "One.\n\nTwo.", paper)}/amendments";
        var partner = await scenario.Partner(organisation);
        foreach (var body in new[] { Words(1, "One!"), Words(1, "One?"), Words(2, "Two?") })
            (await partner.Post(amendments, body)).Expect(HttpStatusCode.Created);
        var before = Uri.EscapeDataString($"{server.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await scenario.Rapporteur.Post($"{amendments}/1/accept")).Expect(HttpStatusCode.OK);
        Assert.Equal([2], await Overtaken(""));
        Assert.Empty(await Overtaken($"?asOf={before}"));

        async Task<IEnumerable<int>> Overtaken(string asOf) => Assert.Single(
                (await partner.Get($"{scenario.Congress}/recommendations{asOf}")).Expect(HttpStatusCode.OK)
                .Body["items"]!.AsArray())!["amendments"]!.AsArray()
            .Where(one => (bool?)one!["overtaken"] == true).Select(one => (int)one!["number"]!);
    }

    [Fact]
    public async Task a_text_has_a_bounded_number_of_paragraphs_wherever_it_comes_in()
    {
        var scenario = await CongressScenario.Convene(server, "paragraphs");
        var (session, paper, organisation) = await scenario.OpenSessionOnPaper();
        var recommendation = $"/v1/recommendations/{await scenario.Draft(session, "One.", paper)}";
        var partner = await scenario.Partner(organisation);
        var most = string.Join("\n\n", Enumerable.Repeat("a", Limits.Clauses));
        object Whole(string text) => new { language = "en", text, reason = "Longer" };
        (await partner.Post($"{recommendation}/amendments", Whole(most))).Expect(HttpStatusCode.Created);
        foreach (var refused in new[]
                 {
                     await partner.Post($"{recommendation}/amendments", Whole($"{most}\n\na")),
                     await scenario.Rapporteur.PostSeen(
                         recommendation, "translations", new { language = "fr", text = $"{most}\n\na" }),
                     await scenario.Rapporteur.Post($"/v1/sessions/{session}/recommendations", new
                     {
                         text = new { en = $"{most}\n\na" },
                         policyDomains = Array.Empty<string>(),
                         sources = Array.Empty<object>(),
                     }, scenario.Key()),
                 })
            Assert.Contains("paragraphs", refused.Expect(HttpStatusCode.BadRequest).Text);
    }

    private static IEnumerable<string> Clauses(JsonNode shown) => shown["clauses"]!.AsArray()
        .Select(clause => $"{clause!["number"]} #{clause["id"]} {clause["text"]!["en"]}");

    private static object Words(int clause, string text) => new { clause, language = "en", text, reason = "Clearer" };
}
