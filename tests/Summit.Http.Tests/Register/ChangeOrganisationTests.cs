using System.Net;
using Summit.Register;

namespace Summit.Http.Tests.Register;

[Collection(typeof(RegisterServer))]
public sealed class ChangeOrganisationTests(SummitServer server)
{
    [Fact]
    public async Task a_changed_organisation_is_shown_as_it_is_and_asOf_as_it_was()
    {
        var organiser = await server.As("organiser");
        var entered = (await organiser.Post("/v1/organisations", Body("Lyon", "2004-05-05")))
            .Expect(HttpStatusCode.Created);
        var before = $"{server.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var changed = (await organiser.PostSeen(
            $"/v1/organisations/{entered.Id}", "change", Body("Lyon Metropolis", "2015-01-01")))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("\"1\"", "\"2\""), (entered.ETag, changed.ETag));
        Assert.Equal(("Lyon Metropolis", "2015-01-01"), await Said(""));
        Assert.Equal(("Lyon", "2004-05-05"), await Said($"?asOf={before}"));

        async Task<(string, string)> Said(string query)
        {
            var body = (await organiser.Get($"/v1/organisations/{entered.Id}{query}")).Expect(HttpStatusCode.OK).Body;
            return ((string)body["name"]!["en"]!, (string)Assert.Single(body["memberships"]!.AsArray())!["from"]!);
        }
    }

    [Fact]
    public async Task what_shows_a_name_shows_the_present_one_and_a_sealed_outcome_stays()
    {
        var scenario = await CongressScenario.Convene(server, "renamed");
        var (session, paper, organisation) = await scenario.OpenSessionOnPaper();
        await scenario.ConveneWorldAssembly();
        var adopted = await scenario.Draft(session, "Let cities speak.", paper);
        await scenario.Agree(adopted);
        await scenario.Forward(adopted);
        await scenario.Table(adopted);
        await scenario.Decide(adopted, new { decision = "adopted", by = "consensus" });
        await scenario.Seal();
        var outcomes = $"{scenario.Congress}/outcomes";
        await server.Settled();
        var sealedBefore = (await server.Anybody.Get($"{scenario.Congress}/world-assembly/outcome")).Text;
        var seen = (await scenario.Organiser.Get($"/v1/organisations/{organisation}")).Body.AsObject();
        seen["name"] = new System.Text.Json.Nodes.JsonObject { ["en"] = "Renamed Region" };
        var body = new System.Text.Json.Nodes.JsonObject(seen
            .Where(member => member.Key is "name" or "kind" or "code" or "section" or "country" or "memberships")
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        var etag = (await server.Anybody.Get(outcomes)).Expect(HttpStatusCode.OK).ETag!;
        (await scenario.Organiser.PostSeen($"/v1/organisations/{organisation}", "change", body))
            .Expect(HttpStatusCode.OK);
        Assert.Contains("Renamed Region", (await scenario.Rapporteur.Get(outcomes)).Text, StringComparison.Ordinal);
        Assert.Contains("Renamed Region",
            (await scenario.Rapporteur.Get($"/v1/recommendations/{adopted}/trace")).Text, StringComparison.Ordinal);
        Assert.Contains("Renamed Region",
            (await scenario.Rapporteur.Get(outcomes, ("If-None-Match", etag))).Expect(HttpStatusCode.OK).Text,
            StringComparison.Ordinal);
        Assert.Equal(sealedBefore, (await server.Anybody.Get($"{scenario.Congress}/world-assembly/outcome")).Text);
    }

    [Fact]
    public async Task of_several_who_change_one_version_at_once_exactly_one_succeeds()
    {
        var organiser = await server.As("organiser");
        var entered = (await organiser.Post("/v1/organisations", Body("Lyon", "2004-05-05")))
            .Expect(HttpStatusCode.Created);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => organiser.Post(
            $"/v1/organisations/{entered.Id}/change", Body($"Lyon {n}", $"200{n}-01-01"),
            ("If-Match", entered.ETag!))));
        var won = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Except([won]), answer => answer.Expect(HttpStatusCode.PreconditionFailed));
        Assert.Equal(won.Body.ToJsonString(),
            (await organiser.Get($"/v1/organisations/{entered.Id}")).Body.ToJsonString());
    }

    [Fact]
    public async Task a_change_that_breaks_a_rule_is_refused_with_its_code()
    {
        var organiser = await server.As("organiser");
        var code = $"section-{Guid.NewGuid():N}";
        var section = (await organiser.Post("/v1/organisations",
            new { name = new { en = "A section" }, kind = "section", code })).Expect(HttpStatusCode.Created).Id;
        var city = (await organiser.Post("/v1/organisations",
            new { name = new { en = "A city" }, kind = "local-government", section = code }))
            .Expect(HttpStatusCode.Created).Id;
        var name = new { en = "Other" };
        (await Change(section, new { name, kind = "association", code })).ExpectRefused(RegisterRules.KindStays);
        (await Change(section, new { name, kind = "section", code = "other" })).ExpectRefused(RegisterRules.CodeStays);
        (await Change(city, new { name, kind = "local-government", section = "atlantis" }))
            .ExpectRefused(RegisterRules.NoSuchSection);
        (await Change(city, new { name, kind = "local-government", code })).ExpectRefused(RegisterRules.CodeTaken);
        (await Change(city, new { name, kind = "section" })).ExpectRefused(RegisterRules.CodeNeeded);
        (await organiser.Post($"/v1/organisations/{Guid.CreateVersion7()}/change",
            new { name, kind = "association" }, ("If-Match", "*"))).Expect(HttpStatusCode.NotFound);

        Task<Answer> Change(Guid id, object body) => organiser.PostSeen($"/v1/organisations/{id}", "change", body);
    }

    [Fact]
    public async Task the_key_of_one_congress_changes_what_it_entered_and_nothing_else()
    {
        await CongressScenario.Convene(server, "changing-entries");
        var narrow = await server.As("organiser", congress: "changing-entries");
        var own = (await narrow.Post("/v1/organisations", Body("Lyon", "2004-05-05")))
            .Expect(HttpStatusCode.Created).Id;
        (await narrow.PostSeen($"/v1/organisations/{own}", "change", Body("Lyons", "2004-05-05")))
            .Expect(HttpStatusCode.OK);
        var others = (await server.Administrator.Post("/v1/organisations", Body("Lyon", "2004-05-05")))
            .Expect(HttpStatusCode.Created).Id;
        (await narrow.Post($"/v1/organisations/{others}/change", Body("Lyons", "2004-05-05"), ("If-Match", "*")))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    private static object Body(string en, string since) => new
    {
        name = new { en }, kind = "local-government", memberships = new[] { new { of = "constituency", from = since } },
    };
}
