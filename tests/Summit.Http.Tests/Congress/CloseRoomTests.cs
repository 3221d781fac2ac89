using System.Net;
using Summit.Congress;
using Summit.Http.Tests.Programme;
using Summit.Programme;

namespace Summit.Http.Tests.Congress;

public sealed class CloseRoomTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task closing_a_room_or_congress_with_sessions_to_come_is_asked_back_and_undone()
    {
        var scenario = await ProgrammeScenario.Convene(server, "flooded");
        var both = await scenario.Room("Both", 0, scenario.Hall, scenario.Hub);
        var session = await scenario.Session("In the hall", scenario.Slot("09:00", "10:00", both));
        var room = $"{scenario.Path}/rooms/{scenario.Hub}";

        var asked = (await scenario.Organiser.Post($"{room}/close", new { reason = "Flooded." }))
            .ExpectRefused(CongressRules.RoomClosingUnconfirmed);
        Assert.Equal(session, (Guid)Assert.Single(asked.Body["conflictsWith"]!.AsArray())!["id"]!);
        (await scenario.Organiser.Post($"{room}/close", new { reason = "Flooded.", confirmed = true }))
            .Expect(HttpStatusCode.OK);
        var misfit = Assert.Single(
            (await scenario.Organiser.Get($"{scenario.Path}/misfits")).Body["items"]!.AsArray())!;
        Assert.Equal((session, "part-closed"), ((Guid)misfit["id"]!, (string?)misfit["reasons"]![0]));
        (await scenario.Organiser.Post($"{scenario.Path}/sessions",
            await scenario.Talk(slot: scenario.Slot("12:00", "13:00", both)))).ExpectRefused(ProgrammeRules.PartClosed);

        (await scenario.Organiser.Post($"{room}/reopen", new { reason = "Dry." })).Expect(HttpStatusCode.OK);
        Assert.Empty((await scenario.Organiser.Get($"{scenario.Path}/misfits")).Body["items"]!.AsArray());
        await scenario.Session(slot: scenario.Slot("12:00", "13:00", both));

        var early = (await scenario.Organiser.Post($"{scenario.Path}/close"))
            .ExpectRefused(CongressRules.ClosingUnconfirmed);
        Assert.Equal("congress", (string?)early.Body["conflictsWith"]![0]!["kind"]);
        Assert.Equal("2019-11-16T00:00:00+02:00", (string?)early.Body["conflictsWith"]![0]!["slot"]!["endsAt"]);
        Assert.Equal(session, (Guid)early.Body["conflictsWith"]![1]!["id"]!);
        (await scenario.Organiser.Send(HttpMethod.Post, $"{scenario.Path}/close", null))
            .ExpectRefused(CongressRules.ClosingUnconfirmed);
    }

    [Fact]
    public async Task a_session_scheduled_while_its_room_is_being_closed_is_refused_or_listed_as_a_misfit()
    {
        var scenario = await ProgrammeScenario.Convene(server, "closing");
        var sessions = new List<Guid>();
        for (var n = 0; n < 24; n++)
            sessions.Add(await scenario.Session());
        var schedules = sessions.Select((session, n) => scenario.Organiser.Post($"/v1/sessions/{session}/schedule",
            scenario.Slot(Quarter(n), Quarter(n + 1), scenario.Hub), ("If-Match", "*"))).ToList();
        var closing = scenario.Organiser.Post(
            $"{scenario.Path}/rooms/{scenario.Hub}/close", new { reason = "Flooded.", confirmed = true });
        (await closing).Expect(HttpStatusCode.OK);
        var scheduled = new List<Guid>();
        foreach (var answer in await Task.WhenAll(schedules))
        {
            if (answer.Status == HttpStatusCode.OK)
                scheduled.Add(answer.Id);
            else
                answer.ExpectRefused(ProgrammeRules.NoSuchRoom);
        }
        var misfits = (await scenario.Organiser.Get($"{scenario.Path}/misfits")).Body["items"]!.AsArray();
        Assert.Equal(scheduled.Order(), misfits.Select(misfit => (Guid)misfit!["id"]!).Order());
    }

    // From eight in the morning.
    private static string Quarter(int n) => $"{8 + n / 4:00}:{n % 4 * 15:00}";
}
