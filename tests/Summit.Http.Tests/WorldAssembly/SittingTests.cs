using System.Net;
using System.Text.Json.Nodes;
using Summit.WorldAssembly;

namespace Summit.Http.Tests.WorldAssembly;

public sealed class SittingTests(SummitServer server) : IClassFixture<SummitServer>
{
    private static readonly object Adopted = new { decision = "adopted", by = "consensus" };

    private readonly Guid housing = Guid.CreateVersion7();
    private readonly Guid finance = Guid.CreateVersion7();

    [Fact]
    public async Task an_item_is_presented_debated_and_decided()
    {
        var chamber = await WorldAssemblyScenario.Convened(server, "sitting", housing, finance);
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
        var page = (await organiser.Get(chamber.Path)).Expect(HttpStatusCode.OK).Body;
        Assert.Equal([housing, finance], page["agenda"]!.AsArray().Select(id => (Guid)id!));
        Assert.Equal(["decided", "tabled"], page["items"]!.AsArray().Select(item => (string?)item!["status"]));
        var item = (await organiser.Get($"/v1/world-assembly/items/{finance}")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (int)item.Body["place"]!);
    }

    [Fact]
    public async Task a_decision_sent_again_is_the_same_decision_and_another_is_refused()
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
    public async Task of_decisions_that_race_one_stands()
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
    public async Task the_agenda_is_ordered_by_who_has_seen_it()
    {
        var chamber = await WorldAssemblyScenario.Convened(server, "agenda", housing, finance);
        var organiser = await server.As("organiser");
        var items = new { items = new[] { finance, housing } };
        (await organiser.Post($"{chamber.Path}/agenda", items))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        var seen = (await organiser.Get(chamber.Path)).ETag!;
        var late = Guid.CreateVersion7();
        await chamber.Table(late);
        (await organiser.Post($"{chamber.Path}/agenda", items, ("If-Match", seen)))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        var ordered = (await organiser.PostSeen(chamber.Path, "agenda", items)).Expect(HttpStatusCode.OK).Body;
        Assert.Equal([finance, housing, late], ordered["agenda"]!.AsArray().Select(id => (Guid)id!));
    }

    [Fact]
    public async Task what_is_wrong_with_a_decision_is_said()
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
    public async Task roles_do_what_is_theirs()
    {
        var chamber = await WorldAssemblyScenario.Convened(server, "roles", housing);
        var organisation = (await server.Administrator.Post("/v1/organisations",
            new { name = new { en = "Altynsai" }, kind = "local-government" })).Id;
        var rapporteur = await server.As("rapporteur");
        (await rapporteur.Post(WorldAssemblyScenario.Act(housing, "present"))).Expect(HttpStatusCode.OK);
        (await rapporteur.Post(WorldAssemblyScenario.Act(housing, "debate"))).Expect(HttpStatusCode.OK);
        (await rapporteur.Post(WorldAssemblyScenario.Act(housing, "decide"), Adopted)).Expect(HttpStatusCode.Forbidden);
        (await rapporteur.Post($"{chamber.Path}/seal")).Expect(HttpStatusCode.Forbidden);
        foreach (var reader in new[] { await server.As("partner", organisation), await server.As("auditor") })
        {
            (await reader.Get(chamber.Path)).Expect(HttpStatusCode.OK);
            (await reader.Post(WorldAssemblyScenario.Act(housing, "decide"), Adopted)).Expect(HttpStatusCode.Forbidden);
        }
        (await server.Anybody.Get(chamber.Path)).Expect(HttpStatusCode.Unauthorized);
        await WorldAssemblyScenario.Empty(server, "elsewhere");
        var stranger = await server.As("organiser", congress: "elsewhere");
        (await stranger.Get(chamber.Path)).Expect(HttpStatusCode.Forbidden);
        (await stranger.Post(WorldAssemblyScenario.Act(housing, "decide"), Adopted)).Expect(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task a_past_sitting_is_read_as_it_stood()
    {
        var chamber = await WorldAssemblyScenario.Convened(server, "past", housing);
        var organiser = await server.As("organiser");
        var presented = await organiser.Post(WorldAssemblyScenario.Act(housing, "present"));
        var then = presented.Headers["Summit-Position"];
        await organiser.Post(WorldAssemblyScenario.Act(housing, "debate"));
        var page = (await organiser.Get($"{chamber.Path}?position={then}")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal("presented", (string?)page["items"]!.AsArray().Single()!["status"]);
        var french = (await organiser.Get($"/v1/world-assembly/items/{housing}?lang=fr")).Expect(HttpStatusCode.OK);
        Assert.Equal(["fr"], french.Body["text"]!.AsObject().Select(text => text.Key));
    }

    [Fact]
    public async Task what_is_not_there_is_not_found()
    {
        await WorldAssemblyScenario.Empty(server, "unconvened");
        var organiser = await server.As("organiser");
        (await organiser.Get("/v1/congresses/unconvened/world-assembly")).Expect(HttpStatusCode.NotFound);
        (await organiser.Get("/v1/congresses/nowhere/world-assembly")).Expect(HttpStatusCode.NotFound);
        (await organiser.Post("/v1/congresses/unconvened/world-assembly/seal")).Expect(HttpStatusCode.NotFound);
        (await organiser.Post(WorldAssemblyScenario.Act(Guid.CreateVersion7(), "present")))
            .Expect(HttpStatusCode.NotFound);
        (await organiser.Get($"/v1/world-assembly/items/{Guid.CreateVersion7()}")).Expect(HttpStatusCode.NotFound);
        Assert.IsType<JsonObject>((await server.Anybody.Get("/v1/congresses/nowhere/world-assembly/outcome"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found").Json);
    }
}
