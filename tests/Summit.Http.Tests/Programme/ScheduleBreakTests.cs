using System.Net;
using Summit.Programme;

namespace Summit.Http.Tests.Programme;

public sealed class ScheduleBreakTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task sessions_and_blockers_exclude_each_other_and_refusals_name_them()
    {
        var scenario = await ProgrammeScenario.Convene(server, "blocked");
        var blocker = (await Schedule(scenario, "blocker", "09:00", "10:00", scenario.Hall))
            .Expect(HttpStatusCode.Created);
        var refused = (await scenario.Organiser.Post($"{scenario.Path}/sessions",
            await scenario.Talk(slot: scenario.Slot("09:30", "10:30")))).ExpectRefused(ProgrammeRules.RoomOccupied);
        var conflict = Assert.Single(refused.Body["conflictsWith"]!.AsArray())!;
        Assert.Equal((blocker.Id, "blocker"), ((Guid)conflict["id"]!, (string?)conflict["kind"]));
        Assert.Equal(scenario.Hall, (Guid)conflict["slot"]!["room"]!);

        var session = await scenario.Session("Standing", scenario.Slot("10:00", "11:00"));
        var again = (await Schedule(scenario, "break", "11:15", "12:00", scenario.Hall, scenario.Hub))
            .ExpectRefused(ProgrammeRules.RoomOccupied);
        Assert.Equal("/rooms", (string?)again.Body["field"]);
        Assert.Equal(session, (Guid)Assert.Single(again.Body["conflictsWith"]!.AsArray())!["id"]!);

        var thing = $"/v1/breaks/{blocker.Id}";
        (await scenario.Organiser.PostSeen(thing, "change", Body("A longer one", "09:00", "10:30", scenario.Hall)))
            .ExpectRefused(ProgrammeRules.RoomOccupied);
        (await scenario.Organiser.Post($"{thing}/cancel", new { reason = "No need." })).Expect(HttpStatusCode.OK);
        var second = await scenario.Session(slot: scenario.Slot("08:00", "09:15"));
        var taken = (await scenario.Organiser.Post($"{thing}/reinstate", new { reason = "It is." }))
            .ExpectRefused(ProgrammeRules.RoomOccupied);
        Assert.Equal(second, (Guid)Assert.Single(taken.Body["conflictsWith"]!.AsArray())!["id"]!);
        (await scenario.Organiser.Post($"/v1/sessions/{second}/cancel", new { reason = "No." }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post($"{thing}/reinstate", new { reason = "It is." })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_break_is_published_with_the_programme_and_a_blocker_is_not()
    {
        var scenario = await ProgrammeScenario.Convene(server, "lunches");
        var lunch = (await Schedule(scenario, "break", "12:00", "13:00")).Expect(HttpStatusCode.Created);
        var blocker = (await Schedule(scenario, "blocker", "12:00", "13:00", scenario.Hall))
            .Expect(HttpStatusCode.Created);
        (await server.Anybody.Get($"/v1/breaks/{lunch.Id}")).Expect(HttpStatusCode.NotFound);
        Assert.Empty(Ids(await server.Anybody.Get($"{scenario.Path}/breaks"), "items"));
        (await scenario.Organiser.Post($"{scenario.Path}/programme/releases", new { name = "First" }))
            .Expect(HttpStatusCode.Created);
        (await scenario.Organiser.PostSeen($"/v1/breaks/{lunch.Id}", "change", Body("Late lunch", "13:00", "14:00")))
            .Expect(HttpStatusCode.OK);

        Assert.Equal([lunch.Id], Ids(await server.Anybody.Get($"{scenario.Path}/programme"), "breaks"));
        Assert.Equal([lunch.Id], Ids(await server.Anybody.Get($"{scenario.Path}/breaks"), "items"));
        Assert.Equal([lunch.Id, blocker.Id], Ids(await scenario.Organiser.Get($"{scenario.Path}/breaks"), "items"));
        Assert.Equal("Lunch", (string?)(await server.Anybody.Get($"/v1/breaks/{lunch.Id}")).Body["title"]!["en"]);
        Assert.Equal("Late lunch",
            (string?)(await scenario.Organiser.Get($"/v1/breaks/{lunch.Id}")).Body["title"]!["en"]);
        (await server.Anybody.Get($"/v1/breaks/{blocker.Id}")).Expect(HttpStatusCode.NotFound);

        (await scenario.Organiser.Post($"{scenario.Path}/programme/releases", new { name = "Second" }))
            .Expect(HttpStatusCode.Created);
        var first = await server.Anybody.Get($"{scenario.Path}/programme/releases/1");
        Assert.Equal("2019-11-11T12:00:00+02:00", (string?)first.Body["breaks"]![0]!["startsAt"]);
        var second = await server.Anybody.Get($"{scenario.Path}/programme?day=2019-11-11");
        Assert.Equal("2019-11-11T13:00:00+02:00", (string?)second.Body["breaks"]![0]!["startsAt"]);
        Assert.Empty(Ids(await server.Anybody.Get($"{scenario.Path}/programme?day=2019-11-12"), "breaks"));
        Assert.Empty(Ids(await server.Anybody.Get($"{scenario.Path}/programme?room={scenario.Hall}"), "breaks"));
    }

    [Fact]
    public async Task a_break_needs_an_organiser_of_all_tracks()
    {
        var scenario = await ProgrammeScenario.Convene(server, "all-tracks");
        var organiser = await server.As("organiser", congress: "all-tracks", track: "assembly");
        (await organiser.Post($"{scenario.Path}/breaks", Body("Lunch", "12:00", "13:00", "break")))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    [Fact]
    public async Task an_online_session_needs_no_room_and_is_in_the_programme()
    {
        var scenario = await ProgrammeScenario.Convene(server, "online");
        var slot = new { startsAt = "2019-11-11T09:00:00+02:00", endsAt = "2019-11-11T10:00:00+02:00" };
        (await scenario.Organiser.Post($"{scenario.Path}/sessions", await scenario.Talk(slot: slot)))
            .ExpectRefused(ProgrammeRules.RoomNeeded);
        var online = await scenario.Session(await scenario.Talk(slot: slot, mode: "online"));
        await scenario.Session(await scenario.Talk(slot: slot, mode: "online"));
        var hall = await scenario.Session(slot: scenario.Slot("09:00", "10:00"));
        var moved = (await scenario.Organiser.PostSeen(
            $"/v1/sessions/{online}", "schedule", scenario.Slot("14:00", "15:00", scenario.Hub)))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(scenario.Hub, (Guid)moved.Body["slot"]!["room"]!);
        (await scenario.Organiser.PostSeen($"/v1/sessions/{online}", "schedule", slot)).Expect(HttpStatusCode.OK);

        (await scenario.Organiser.Post($"{scenario.Path}/programme/releases", new { name = "First" }))
            .Expect(HttpStatusCode.Created);
        var programme = await server.Anybody.Get($"{scenario.Path}/programme?day=2019-11-11");
        Assert.Equal(3, Ids(programme, "items").Count());
        Assert.Contains(online, Ids(programme, "items"));
        var shown = (await server.Anybody.Get($"/v1/sessions/{online}")).Expect(HttpStatusCode.OK);
        Assert.Null(shown.Body["slot"]!["room"]);
        var inHall = await scenario.Organiser.Get($"{scenario.Path}/sessions?room={scenario.Hall}");
        Assert.Equal([hall], Ids(inHall, "items"));
    }

    private static Task<Answer> Schedule(
        ProgrammeScenario scenario, string kind, string from, string until, params Guid[] rooms) =>
        scenario.Organiser.Post($"{scenario.Path}/breaks", Body("Lunch", from, until, kind, rooms));

    private static object Body(string title, string from, string until, params Guid[] rooms) => new
    {
        title = ProgrammeScenario.En(title),
        startsAt = $"2019-11-11T{from}:00+02:00",
        endsAt = $"2019-11-11T{until}:00+02:00",
        rooms,
    };

    private static object Body(string title, string from, string until, string kind, params Guid[] rooms) => new
    {
        kind,
        title = ProgrammeScenario.En(title),
        startsAt = $"2019-11-11T{from}:00+02:00",
        endsAt = $"2019-11-11T{until}:00+02:00",
        rooms,
    };

    private static IEnumerable<Guid> Ids(Answer answer, string of) =>
        answer.Expect(HttpStatusCode.OK).Body[of]!.AsArray().Select(one => (Guid)one!["id"]!);
}
