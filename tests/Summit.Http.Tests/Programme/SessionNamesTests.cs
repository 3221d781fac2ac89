using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;

namespace Summit.Http.Tests.Programme;

public sealed class SessionNamesTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task what_everybody_reads_names_the_leads_and_no_people_by_default()
    {
        var scenario = await ProgrammeScenario.Convene(server, "unnamed");
        var (session, _, lead) = await SessionWithSpeaker(scenario, "A. Speaker");
        await Publish(scenario, new { name = "First" });
        foreach (var shown in await Public(scenario, session))
        {
            Assert.Equal(lead, (Guid)Assert.Single(shown["names"]!["organisations"]!.AsArray())!["id"]!);
            Assert.Equal("local-government", (string?)shown["names"]!["organisations"]![0]!["name"]!["en"]);
            Assert.Empty(shown["names"]!["people"]!.AsArray());
        }
        Assert.Null((await scenario.Organiser.Get($"/v1/sessions/{session}")).Expect(HttpStatusCode.OK).Body["names"]);
    }

    [Fact]
    public async Task the_latest_release_decides_for_all_whether_people_are_named()
    {
        var scenario = await ProgrammeScenario.Convene(server, "named");
        var (session, speaker, _) = await SessionWithSpeaker(scenario, "A. Speaker");
        var interpreter = await Person(scenario, "B. Interpreter");
        await Seat(scenario, session, interpreter, "interpreter");
        var first = server.Clock.GetUtcNow();
        await Publish(scenario, new { name = "First" });
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Publish(scenario, new { name = "Second", namesPeople = true });
        var past = $"?asOf={first:yyyy-MM-ddTHH:mm:ssZ}";
        foreach (var shown in await Public(scenario, session, "", past))
        {
            Assert.Equal($$"""[{"id":"{{speaker}}","name":"A. Speaker","office":"Mayor"}]""",
                shown["names"]!["people"]!.ToJsonString());
        }
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Publish(scenario, new { name = "Third" });
        foreach (var shown in await Public(scenario, session, "", past))
            Assert.Empty(shown["names"]!["people"]!.AsArray());
    }

    [Fact]
    public async Task a_person_who_leads_a_session_is_named_as_a_person()
    {
        var scenario = await ProgrammeScenario.Convene(server, "led-by-a-person");
        var leader = await Person(scenario, "C. Leader");
        var talk = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(
            await scenario.Talk("Walks", scenario.Slot("11:00", "12:00")), Kernel.Json.Options))!;
        talk["lead"] = leader;
        var session = await scenario.Session(talk);
        await Publish(scenario, new { name = "First", namesPeople = true });
        foreach (var shown in await Public(scenario, session))
        {
            Assert.Empty(shown["names"]!["organisations"]!.AsArray());
            Assert.Equal("C. Leader", (string?)Assert.Single(shown["names"]!["people"]!.AsArray())!["name"]);
        }
    }

    [Fact]
    public async Task a_changed_or_erased_name_shows_at_once_in_what_was_published_before()
    {
        var scenario = await ProgrammeScenario.Convene(server, "erased-names");
        var (session, speaker, lead) = await SessionWithSpeaker(scenario, "D. Forgotten");
        await Publish(scenario, new { name = "First", namesPeople = true });
        var programme = $"{scenario.Path}/programme";
        var seen = (await server.Anybody.Get(programme)).Expect(HttpStatusCode.OK);
        (await server.Anybody.Get(programme, ("If-None-Match", seen.ETag!))).Expect(HttpStatusCode.NotModified);
        (await server.Administrator.PostSeen($"/v1/organisations/{lead}", "change",
            new { name = ProgrammeScenario.En("Renamed"), kind = "local-government" })).Expect(HttpStatusCode.OK);
        var renamed = (await server.Anybody.Get(programme, ("If-None-Match", seen.ETag!))).Expect(HttpStatusCode.OK);
        Assert.Contains("Renamed", renamed.Text, StringComparison.Ordinal);
        (await server.Administrator.Post($"/v1/people/{speaker}/erase")).Expect(HttpStatusCode.OK);
        (await server.Anybody.Get(programme, ("If-None-Match", renamed.ETag!))).Expect(HttpStatusCode.OK);
        foreach (var shown in await Public(scenario, session))
        {
            Assert.Equal("Renamed", (string?)shown["names"]!["organisations"]![0]!["name"]!["en"]);
            Assert.Empty(shown["names"]!["people"]!.AsArray());
            Assert.Contains($"{speaker}", shown["participants"]!.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task the_names_of_a_whole_programme_take_one_query_of_people_and_one_of_organisations()
    {
        var scenario = await ProgrammeScenario.Convene(server, "many-names");
        foreach (var hour in Enumerable.Range(9, 6))
        {
            var session = await scenario.Session($"Talk {hour}", scenario.Slot($"{hour:00}:00", $"{hour:00}:25"));
            await Seat(scenario, session, await Person(scenario, $"Speaker {hour}"), "speaker");
        }
        await Publish(scenario, new { name = "First", namesPeople = true });
        var asked = new ConcurrentQueue<string>();
        var database = new NpgsqlConnectionStringBuilder(server.ConnectionString).Database!;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => asked.Enqueue(string.Join(' ', activity.TagObjects.Select(tag => tag.Value))),
        };
        ActivitySource.AddActivityListener(listener);
        foreach (var path in new[] { "programme", "sessions" })
        {
            asked.Clear();
            var shown = (await server.Anybody.Get($"{scenario.Path}/{path}")).Expect(HttpStatusCode.OK);
            Assert.Equal(6, shown.Text.Split("\"name\":\"Speaker ").Length - 1);
            Assert.Equal((1, 1), (Asked("register.people"), Asked("register.organisations")));
        }

        int Asked(string table) => asked.Count(query => query.Contains(table, StringComparison.Ordinal)
            && query.Contains(database, StringComparison.Ordinal));
    }

    private async Task<(Guid Session, Guid Speaker, Guid Lead)> SessionWithSpeaker(
        ProgrammeScenario scenario, string name)
    {
        var session = await scenario.Session("A talk", scenario.Slot("09:00", "10:00"));
        var speaker = await Person(scenario, name);
        await Seat(scenario, session, speaker, "speaker");
        return (session, speaker,
            (Guid)(await scenario.Organiser.Get($"/v1/sessions/{session}")).Expect(HttpStatusCode.OK).Body["lead"]!);
    }

    private static async Task<Guid> Person(ProgrammeScenario scenario, string name) =>
        (await scenario.Organiser.Post("/v1/people", new { name, office = "Mayor", languages = new[] { "en" } }))
        .Expect(HttpStatusCode.Created).Id;

    private static async Task Seat(ProgrammeScenario scenario, Guid session, Guid person, string role) =>
        (await scenario.Organiser.Post($"/v1/sessions/{session}/participants", new { person, role }))
        .Expect(HttpStatusCode.OK);

    private static async Task Publish(ProgrammeScenario scenario, object body) =>
        (await scenario.Organiser.Post($"{scenario.Path}/programme/releases", body)).Expect(HttpStatusCode.Created);

    /// <summary>A session in everything that everybody may read it in, at each of some moments.</summary>
    private async Task<IReadOnlyList<JsonNode>> Public(
        ProgrammeScenario scenario, Guid session, params string[] moments)
    {
        var shown = new List<JsonNode>();
        foreach (var moment in moments is [] ? [""] : moments)
        {
            shown.Add((await server.Anybody.Get($"/v1/sessions/{session}{moment}")).Expect(HttpStatusCode.OK).Body);
            foreach (var list in new[] { "programme", "programme/releases/1", "sessions" })
            {
                var read = (await server.Anybody.Get($"{scenario.Path}/{list}{moment}")).Expect(HttpStatusCode.OK);
                shown.Add(read.Body["items"]!.AsArray().Single(one => (Guid)one!["id"]! == session)!);
            }
        }
        return shown;
    }
}
