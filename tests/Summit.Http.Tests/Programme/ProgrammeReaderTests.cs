using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Summit.Programme;
using Summit.Store;

namespace Summit.Http.Tests.Programme;

public sealed class ProgrammeReaderTests(SummitServer server) : IClassFixture<SummitServer>
{
    // The slots are months away.
    private static readonly object Confirmed = new { confirmed = true };

    [Fact]
    public async Task sessions_are_found_by_each_filter()
    {
        var scenario = await ProgrammeScenario.Convene(server, "filters");
        var person = await scenario.Person();
        var talk = (JsonObject)JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(
            await scenario.Talk("Rivers", scenario.Slot("09:00", "10:00")), Kernel.Json.Options))!;
        talk["title"] =
            new JsonObject { ["en"] = "Rivers and harbours", ["fr"] = "Les villes portuaires", ["pt"] = "Rios" };
        var rivers = await scenario.Session(talk);
        (await scenario.Organiser.Post($"/v1/sessions/{rivers}/participants", new { person, role = "speaker" }))
            .Expect(HttpStatusCode.OK);
        var other = await scenario.Session("Mountains", scenario.Slot("09:00", "10:00", scenario.Hub, "2019-11-12"));

        await Finds("track=local4action", rivers, other);
        await Finds("track=assembly");
        await Finds("day=2019-11-12", other);
        await Finds($"room={scenario.Hall}", rivers);
        await Finds("domain=right-to-the-city", rivers, other);
        await Finds("domain=other");
        await Finds("status=scheduled", rivers, other);
        await Finds("status=open");
        await Finds($"lead={(Guid)talk["lead"]!}", rivers);
        await Finds($"person={person}", rivers);
        await Finds("q=river", rivers);
        await Finds("q=harbour", rivers);
        await Finds("q=ville%20portuaire", rivers);
        await Finds("q=rios", rivers);
        await Finds("q=deserts");
        await Finds("q=mountain&day=2019-11-12", other);
        await Finds("q=%22%27%20%3A%26%7C%21%28");

        string[] malformed =
            ["track=plenary", "day=12.11.2019", "room=hall", "status=late", "person=1", "colour=red"];
        foreach (var wrong in malformed)
        {
            (await scenario.Organiser.Get($"{scenario.Path}/sessions?{wrong}"))
                .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        }

        async Task Finds(string query, params Guid[] expected)
        {
            var found = (await scenario.Organiser.Get($"{scenario.Path}/sessions?{query}")).Expect(HttpStatusCode.OK);
            Assert.Equal(expected.Order(), Ids(found).Order());
        }
    }

    [Fact]
    public async Task a_day_shows_what_takes_place_on_it_in_the_zone_of_the_congress()
    {
        var scenario = await ProgrammeScenario.Convene(server, "nights");
        var night = await scenario.Session("Night", Slot("2019-11-11T21:30:00Z", "2019-11-11T23:00:00Z"));
        var evening = await scenario.Session("Evening", Slot("2019-11-12T20:30:00Z", "2019-11-12T22:00:00Z"));
        Assert.Equal([night], Ids(await Day("2019-11-11")));
        Assert.Equal([night, evening], Ids(await Day("2019-11-12")));
        Assert.Empty(Ids(await Day("2019-11-13")));

        object Slot(string startsAt, string endsAt) => new { room = scenario.Hall, startsAt, endsAt };
        Task<Answer> Day(string day) => scenario.Organiser.Get($"{scenario.Path}/sessions?day={day}");
    }

    [Fact]
    public async Task callers_without_a_key_read_only_what_was_published()
    {
        var scenario = await ProgrammeScenario.Convene(server, "published");
        (await server.Anybody.Get($"{scenario.Path}/programme"))
            .ExpectProblem(HttpStatusCode.NotFound, "programme/not-published");
        var early = await scenario.Session("Early", scenario.Slot("11:00", "12:00"));
        var draft = await scenario.Session("Draft");
        Assert.Empty(Ids(await server.Anybody.Get($"{scenario.Path}/sessions")));
        (await server.Anybody.Get($"/v1/sessions/{early}")).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        await Publish("First");

        var late = await scenario.Session("Late", scenario.Slot("09:00", "10:00"));
        (await scenario.Organiser.PostSeen($"/v1/sessions/{early}", "retitle",
            new { title = ProgrammeScenario.En("Renamed") }))
            .Expect(HttpStatusCode.OK);
        var programme = (await server.Anybody.Get($"{scenario.Path}/programme")).Expect(HttpStatusCode.OK);
        Assert.Equal([early], Ids(programme));
        Assert.Equal("Early", (string?)programme.Body["items"]![0]!["title"]!["en"]);
        Assert.Equal("First", (string?)programme.Body["release"]!["name"]);
        Assert.Equal([early], Ids(await server.Anybody.Get($"{scenario.Path}/sessions")));
        Assert.Equal("Early", (string?)(await server.Anybody.Get($"/v1/sessions/{early}")).Body["title"]!["en"]);
        (await server.Anybody.Get($"/v1/sessions/{draft}")).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await server.Anybody.Get($"/v1/sessions/{late}")).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await server.Anybody.Get($"/v1/sessions/{early}/attendance"))
            .ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
        var head = await server.Services.GetRequiredService<EventStreams>().Head(CancellationToken.None);
        (await server.Anybody.Get($"/v1/sessions/{late}?position={head}"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        // A cursor names a moment; a reader without a key cannot reach past what was published with that of another.
        var beyond = (await scenario.Organiser.Get($"{scenario.Path}/sessions?limit=1")).Body["cursor"];
        Assert.Empty(Ids(await server.Anybody.Get($"{scenario.Path}/sessions?cursor={(string?)beyond}")));

        Assert.Equal([early, draft, late], Ids(await (await server.As("auditor")).Get($"{scenario.Path}/sessions")));
        await Publish("Second");
        var second = await server.Anybody.Get($"{scenario.Path}/programme");
        Assert.Equal([late, early], Ids(second));
        Assert.Equal([early], Ids(await server.Anybody.Get($"{scenario.Path}/programme/releases/1")));
        Assert.Equal(2,
            (await server.Anybody.Get($"{scenario.Path}/programme/releases")).Body["items"]!.AsArray().Count);
        (await server.Anybody.Get($"{scenario.Path}/programme/releases/3"))
            .ExpectProblem(HttpStatusCode.NotFound, "programme/not-published");
        Assert.Equal(HttpStatusCode.NotModified,
            (await server.Anybody.Get($"{scenario.Path}/programme", ("If-None-Match", second.ETag!))).Status);

        async Task Publish(string name) =>
            (await scenario.Organiser.Post($"{scenario.Path}/programme/releases", new { name }))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task a_session_and_the_list_are_read_as_of_a_past_position_and_time()
    {
        var scenario = await ProgrammeScenario.Convene(server, "past");
        var proposed = (await scenario.Organiser.Post($"{scenario.Path}/sessions", await scenario.Talk("Before")))
            .Expect(HttpStatusCode.Created);
        var then = proposed.Headers[StoredResponseResult.PositionHeader];
        var at = server.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var thing = $"/v1/sessions/{proposed.Id}";
        (await scenario.Organiser.PostSeen(thing, "schedule", scenario.Slot("09:00", "10:00")))
            .Expect(HttpStatusCode.OK);
        (await scenario.Organiser.PostSeen(thing, "retitle", new { title = ProgrammeScenario.En("After") }))
            .Expect(HttpStatusCode.OK);
        foreach (var moment in new[] { $"position={then}", $"asOf={at}" })
        {
            var past = (await scenario.Organiser.Get($"{thing}?{moment}")).Expect(HttpStatusCode.OK);
            Assert.Equal(("Before", "proposed", proposed.ETag),
                ((string?)past.Body["title"]!["en"], (string?)past.Body["status"], past.ETag));
            var list = await scenario.Organiser.Get($"{scenario.Path}/sessions?{moment}");
            Assert.Equal("Before", (string?)Assert.Single(list.Body["items"]!.AsArray())!["title"]!["en"]);
            Assert.Empty(Ids(await scenario.Organiser.Get($"{scenario.Path}/sessions?status=scheduled&{moment}")));
        }
        Assert.Equal("After", (string?)(await scenario.Organiser.Get(thing)).Body["title"]!["en"]);
    }

    [Fact]
    public async Task the_pages_of_a_list_do_not_shift_and_a_key_reads_only_within_its_scope()
    {
        var scenario = await ProgrammeScenario.Convene(server, "paged");
        var sessions = new List<Guid>();
        for (var n = 0; n < 5; n++)
            sessions.Add(await scenario.Session($"Talk {n}"));
        var first = await scenario.Organiser.Get($"{scenario.Path}/sessions?limit=3");
        Assert.Contains("rel=\"next\"", first.Headers["Link"]);
        await scenario.Session("One more");
        var second = await scenario.Organiser.Get(
            $"{scenario.Path}/sessions?limit=3&cursor={(string?)first.Body["cursor"]}");
        Assert.Equal(sessions, [.. Ids(first), .. Ids(second)]);

        Assert.Empty(Ids(await (await server.As("auditor", track: "assembly")).Get($"{scenario.Path}/sessions")));
        await ProgrammeScenario.Convene(server, "elsewhere");
        var stranger = await server.As("auditor", congress: "elsewhere");
        (await stranger.Get($"{scenario.Path}/sessions")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await stranger.Get($"/v1/sessions/{sessions[0]}")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    [Fact]
    public async Task each_view_of_sessions_and_bodies_equals_its_rebuild()
    {
        var scenario = await ProgrammeScenario.Convene(server, "replayed");
        var body = await scenario.Body(2);
        var meeting = $"/v1/sessions/{await scenario.Session(scenario.Meeting(body, scenario.Slot("09:00", "10:00")))}";
        await scenario.Organiser.Post($"{meeting}/participants", new { person = body.Seats[0].Person, role = "chair" });
        await scenario.Organiser.PostSeen(meeting, "schedule", scenario.Slot("10:00", "11:00", scenario.Hub));
        await scenario.Session("In its place", scenario.Slot("09:00", "10:00"));
        var cancelled = await scenario.Session("Cancelled", scenario.Slot("12:00", "13:00"));
        await scenario.Organiser.Post($"/v1/sessions/{cancelled}/cancel", new { reason = "No." });
        await scenario.Session("Instead", scenario.Slot("12:00", "13:00"));
        await body.Secretary.Post($"{meeting}/attendance", body.Present(2));
        await body.Secretary.Post($"{meeting}/open", Confirmed);

        var replay = server.Services.GetRequiredService<ProjectionRebuilder>();
        foreach (var name in new[]
                 {
                     "programme.occupancy", "programme.session_agenda", "statutory.body_page", "statutory.body_codes",
                 })
        {
            Assert.Null(await replay.Compare(name, CancellationToken.None));
            Assert.True(await replay.Rebuild(name, CancellationToken.None) > 0);
            Assert.Null(await replay.Compare(name, CancellationToken.None));
        }
        (await scenario.Organiser.Post(
                $"{scenario.Path}/sessions", await scenario.Talk(slot: scenario.Slot("12:00", "13:00"))))
            .ExpectRefused(ProgrammeRules.RoomOccupied);
    }

    private static List<Guid> Ids(Answer answer) =>
        [.. answer.Expect(HttpStatusCode.OK).Body["items"]!.AsArray().Select(item => (Guid)item!["id"]!)];
}
