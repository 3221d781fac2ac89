using System.Net;
using Summit.Http.Tests.Programme;
using Summit.Programme;

namespace Summit.Http.Tests.Register;

/// <summary>What a join does to sessions that are not sitting, and to those of a Congress that is closed.</summary>
[Collection(typeof(RegisterServer))]
public sealed class JoinedSessionsTests(SummitServer server)
{
    [Fact]
    public async Task a_session_that_is_reinstated_after_a_join_does_not_bring_the_person_into_two_rooms()
    {
        var scenario = await ProgrammeScenario.Convene(server, "joined-cancelled");
        var (stays, joined) = (await scenario.Person(), await scenario.Person());
        var cancelled = await Chaired(scenario, joined, scenario.Slot("09:00", "10:00"));
        (await scenario.Organiser.Post($"/v1/sessions/{cancelled}/cancel", new { reason = "No." }))
            .Expect(HttpStatusCode.OK);
        await Chaired(scenario, stays, scenario.Slot("09:30", "10:30", scenario.Hub));

        Assert.Empty((await Join(joined, stays)).Expect(HttpStatusCode.OK).Body["conflicts"]!.AsArray());
        Assert.Equal(stays, await Chair(scenario, cancelled));
        (await scenario.Organiser.Post($"/v1/sessions/{cancelled}/reinstate", new { reason = "It does." }))
            .ExpectRefused(ProgrammeRules.PersonOccupied);
    }

    [Fact]
    public async Task a_session_that_is_reopened_after_a_join_does_not_bring_the_person_into_two_rooms()
    {
        var scenario = await ProgrammeScenario.Convene(server, "joined-closed");
        var (stays, joined) = (await scenario.Person(), await scenario.Person());
        var closed = await Chaired(scenario, joined, scenario.Slot("09:00", "10:00"));
        foreach (var (act, body) in new (string, object)[] { ("open", new { confirmed = true }), ("close", new { }) })
            (await scenario.Organiser.Post($"/v1/sessions/{closed}/{act}", body)).Expect(HttpStatusCode.OK);
        await Chaired(scenario, stays, scenario.Slot("09:30", "10:30", scenario.Hub));

        Assert.Empty((await Join(joined, stays)).Expect(HttpStatusCode.OK).Body["conflicts"]!.AsArray());
        (await scenario.Organiser.Post($"/v1/sessions/{closed}/reopen", new { reason = "It goes on." }))
            .ExpectRefused(ProgrammeRules.PersonOccupied);
    }

    [Fact]
    public async Task a_person_who_leads_and_sits_at_one_time_since_before_that_was_held_is_joined_and_told()
    {
        var scenario = await ProgrammeScenario.Convene(server, "joined-leads");
        var (stays, joined) = (await scenario.Person(), await scenario.Person());
        var led = await scenario.Session(await scenario.Talk(slot: scenario.Slot("09:00", "10:00"), lead: joined));
        // As it was stored while it was not said whether a person leads it.
        await server.Sql("delete from programme.occupancy where session = $1 and kind = 'person'", led);
        var sat = await Chaired(scenario, joined, scenario.Slot("09:30", "10:30", scenario.Hub));

        var told = (await Join(joined, stays)).Expect(HttpStatusCode.OK).Body["conflicts"]!.AsArray();
        Assert.Equal([sat, led], told.Select(one => (Guid)one!["id"]!));
        Assert.Equal(stays,
            (Guid)(await scenario.Organiser.Get($"/v1/sessions/{led}")).Body["lead"]!);
        Assert.Equal(joined, await Chair(scenario, sat));
    }

    [Fact]
    public async Task a_meeting_that_has_its_quorum_opens_after_one_who_is_present_was_joined()
    {
        var scenario = await ProgrammeScenario.Convene(server, "joined-present");
        var body = await scenario.Body(1);
        var stays = await scenario.Person(body.Seats[0].Organisation);
        var thing = $"/v1/sessions/{await scenario.Session(scenario.Meeting(body, scenario.Slot("09:00", "10:00")))}";
        (await body.Secretary.Post($"{thing}/attendance", body.Present(1))).Expect(HttpStatusCode.OK);

        Assert.Empty((await Join(body.Seats[0].Person, stays)).Expect(HttpStatusCode.OK)
            .Body["conflicts"]!.AsArray());
        var register = (await body.Secretary.Get($"{thing}/attendance")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(stays, (Guid)Assert.Single(register["present"]!.AsArray())!["person"]!);
        (await body.Secretary.Post($"{thing}/open", new { confirmed = true })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_person_who_takes_part_in_a_closed_Congress_is_joined_and_keeps_the_place_there()
    {
        var scenario = await ProgrammeScenario.Convene(server, "joined-after-closing");
        var (stays, joined) = (await scenario.Person(), await scenario.Person());
        var session = await Chaired(scenario, joined, scenario.Slot("09:00", "10:00"));
        (await scenario.Organiser.Post($"{scenario.Path}/close", new { confirmed = true })).Expect(HttpStatusCode.OK);

        (await Join(joined, stays)).Expect(HttpStatusCode.OK);
        Assert.Equal(joined, await Chair(scenario, session));
        (await scenario.Organiser.Post($"{scenario.Path}/reopen", new { reason = "Too early." }))
            .Expect(HttpStatusCode.OK);
        (await Join(joined, stays)).Expect(HttpStatusCode.OK);
        Assert.Equal(stays, await Chair(scenario, session));
    }

    private Task<Answer> Join(Guid joined, Guid into) =>
        server.Administrator.Post($"/v1/people/{joined}/join", new { into }, ("If-Match", "*"));

    private static async Task<Guid> Chaired(ProgrammeScenario scenario, Guid person, object slot)
    {
        var session = await scenario.Session("A talk", slot);
        (await scenario.Organiser.Post($"/v1/sessions/{session}/participants", new { person, role = "chair" }))
            .Expect(HttpStatusCode.OK);
        return session;
    }

    private static async Task<Guid> Chair(ProgrammeScenario scenario, Guid session) => (Guid)Assert.Single(
        (await scenario.Organiser.Get($"/v1/sessions/{session}")).Body["participants"]!.AsArray())!["person"]!;
}
