using System.Net;
using Summit.WorldAssembly;

namespace Summit.Http.Tests.WorldAssembly;

[Collection(typeof(WorldAssemblyServer))]
public sealed class DecideItemTests(SummitServer server)
{
    private static readonly object Adopted = new { decision = "adopted", by = "consensus" };

    private readonly Guid housing = Guid.CreateVersion7();
    private readonly Guid finance = Guid.CreateVersion7();

    [Fact]
    public async Task an_item_is_presented_debated_and_decided()
    {
        var scenario = await WorldAssemblyScenario.Convened(server, "sitting", housing, finance);
        var organiser = await server.As("organiser", congress: "sitting");
        var presented = (await organiser.Post(WorldAssemblyScenario.Act(housing, "present"))).Expect(HttpStatusCode.OK);
        Assert.Equal("presented", (string?)presented.Body["status"]);
        Assert.Equal("\"4\"", presented.ETag);
        (await organiser.Post(WorldAssemblyScenario.Act(housing, "decide"), Adopted))
            .ExpectRefused(WorldAssemblyRules.NotDebated);
        (await organiser.Post(WorldAssemblyScenario.Act(housing, "debate"))).Expect(HttpStatusCode.OK);
        var decided = (await organiser.Post(WorldAssemblyScenario.Act(housing, "decide"), Adopted))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("decided", "adopted"),
            ((string?)decided.Body["status"], (string?)decided.Body["decision"]!["decision"]));
        var page = (await organiser.Get(scenario.Path)).Expect(HttpStatusCode.OK).Body;
        Assert.Equal([housing, finance], page["agenda"]!.AsArray().Select(id => (Guid)id!));
        Assert.Equal(["decided", "tabled"], page["items"]!.AsArray().Select(item => (string?)item!["status"]));
        var item = (await organiser.Get($"/v1/world-assembly/items/{finance}")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (int)item.Body["place"]!);
    }

    [Fact]
    public async Task an_equal_decision_sent_again_changes_nothing_and_another_decision_is_refused()
    {
        await WorldAssemblyScenario.Convened(server, "again", housing);
        var organiser = await server.As("organiser");
        var first = await WorldAssemblyScenario.Decide(organiser, housing, Adopted);
        var again = (await organiser.Post(WorldAssemblyScenario.Act(housing, "decide"), Adopted))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(first.ETag, again.ETag);
        (await organiser.Post(WorldAssemblyScenario.Act(housing, "decide"),
            new { decision = "not-adopted", by = "consensus" }))
            .ExpectRefused(WorldAssemblyRules.AlreadyDecided);
    }

    [Fact]
    public async Task when_different_decisions_race_exactly_one_succeeds()
    {
        await WorldAssemblyScenario.Convened(server, "raced-decision", housing);
        var organiser = await server.As("organiser");
        await organiser.Post(WorldAssemblyScenario.Act(housing, "present"));
        await organiser.Post(WorldAssemblyScenario.Act(housing, "debate"));
        string[] decisions = ["adopted", "referred-back", "not-adopted"];
        var answers = await Task.WhenAll(decisions.Select(decision =>
            organiser.Post(WorldAssemblyScenario.Act(housing, "decide"), new { decision, by = "consensus" })));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK),
            answer => answer.ExpectRefused(WorldAssemblyRules.AlreadyDecided));
    }

    [Fact]
    public async Task a_malformed_or_refused_decision_names_the_place_of_its_error()
    {
        await WorldAssemblyScenario.Convened(server, "malformed", housing);
        var organiser = await server.As("organiser");
        await organiser.Post(WorldAssemblyScenario.Act(housing, "present"));
        await organiser.Post(WorldAssemblyScenario.Act(housing, "debate"));
        var malformed = await organiser.Post(WorldAssemblyScenario.Act(housing, "decide"), new
        {
            decision = "adopted", by = "vote", tally = new { @for = -1, against = 2, abstaining = 0 }, mood = "good",
        });
        Assert.Contains("/mood", malformed.ExpectProblem(HttpStatusCode.BadRequest, "http/malformed")
            .Body["errors"]!.AsObject().Select(error => error.Key));
        var refused = (await organiser.Post(WorldAssemblyScenario.Act(housing, "decide"), new
        {
            decision = "adopted", by = "vote", tally = new { @for = 3, against = 2, abstaining = 0 },
            objections = new[] { new { organisation = Guid.CreateVersion7(), text = new { en = "No." } } },
        })).ExpectRefused(WorldAssemblyRules.NoSuchOrganisation);
        Assert.Equal(("town-hall", "/objections"), ((string?)refused.Body["track"], (string?)refused.Body["field"]));
    }

    [Fact]
    public async Task rapporteurs_present_and_debate_items_and_only_organisers_decide_and_seal()
    {
        var scenario = await WorldAssemblyScenario.Convened(server, "roles", housing);
        var organisation = (await server.Administrator.Post("/v1/organisations",
            new { name = new { en = "Altynsai" }, kind = "local-government" })).Id;
        var rapporteur = await server.As("rapporteur");
        (await rapporteur.Post(WorldAssemblyScenario.Act(housing, "present"))).Expect(HttpStatusCode.OK);
        (await rapporteur.Post(WorldAssemblyScenario.Act(housing, "debate"))).Expect(HttpStatusCode.OK);
        (await rapporteur.Post(WorldAssemblyScenario.Act(housing, "decide"), Adopted)).Expect(HttpStatusCode.Forbidden);
        (await rapporteur.Post($"{scenario.Path}/seal")).Expect(HttpStatusCode.Forbidden);
        foreach (var reader in new[] { await server.As("partner", organisation), await server.As("auditor") })
        {
            (await reader.Get(scenario.Path)).Expect(HttpStatusCode.OK);
            (await reader.Post(WorldAssemblyScenario.Act(housing, "decide"), Adopted)).Expect(HttpStatusCode.Forbidden);
        }
        (await server.Anybody.Get(scenario.Path)).Expect(HttpStatusCode.Unauthorized);
        await WorldAssemblyScenario.Empty(server, "elsewhere");
        var stranger = await server.As("organiser", congress: "elsewhere");
        (await stranger.Get(scenario.Path)).Expect(HttpStatusCode.Forbidden);
        (await stranger.Post(WorldAssemblyScenario.Act(housing, "decide"), Adopted)).Expect(HttpStatusCode.Forbidden);
    }
}
