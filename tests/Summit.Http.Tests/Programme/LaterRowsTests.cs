using System.Net;
using Summit.Congress;
using Summit.Programme;

namespace Summit.Http.Tests.Programme;

public sealed class LaterRowsTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task sessions_and_breaks_are_read_where_a_node_of_a_later_version_has_written_more_into_their_rows()
    {
        var scenario = await ProgrammeScenario.Convene(server, "later-rows");
        var session = await scenario.Session(slot: scenario.Slot("09:00", "10:00"));
        var pause = (await scenario.Organiser.Post($"{scenario.Path}/breaks", new
        {
            kind = "break",
            title = ProgrammeScenario.En("Lunch"),
            startsAt = "2019-11-11T12:00:00+02:00",
            endsAt = "2019-11-11T13:00:00+02:00",
            rooms = new[] { scenario.Hall },
        })).Expect(HttpStatusCode.Created).Id;
        (await scenario.Organiser.Post($"{scenario.Path}/programme/releases", new { name = "First" }))
            .Expect(HttpStatusCode.Created);
        foreach (var table in new[] { "programme.session_agenda", "programme.break_page" })
            await server.Sql($$"""update {{table}} set row = row || '{"later": 1}'""");

        Assert.Equal([session], Ids(await scenario.Organiser.Get($"{scenario.Path}/sessions"), "items"));
        Assert.Equal([pause], Ids(await scenario.Organiser.Get($"{scenario.Path}/breaks"), "items"));
        var programme = await server.Anybody.Get($"{scenario.Path}/programme");
        Assert.Equal([session], Ids(programme, "items"));
        Assert.Equal([pause], Ids(programme, "breaks"));
        foreach (var (from, until, taken) in new[] { ("09:30", "10:30", session), ("12:30", "13:30", pause) })
        {
            var refused = (await scenario.Organiser.Post($"{scenario.Path}/sessions",
                await scenario.Talk(slot: scenario.Slot(from, until)))).ExpectRefused(ProgrammeRules.RoomOccupied);
            Assert.Equal(taken, (Guid)Assert.Single(refused.Body["conflictsWith"]!.AsArray())!["id"]!);
        }
        var unconfirmed = (await scenario.Organiser.Post(
            $"{scenario.Path}/rooms/{scenario.Hall}/close", new { reason = "It rains in." }))
            .ExpectRefused(CongressRules.RoomClosingUnconfirmed);
        Assert.Equal(session, (Guid)Assert.Single(unconfirmed.Body["conflictsWith"]!.AsArray())!["id"]!);
    }

    private static IEnumerable<Guid> Ids(Answer answer, string of) =>
        answer.Expect(HttpStatusCode.OK).Body[of]!.AsArray().Select(one => (Guid)one!["id"]!);
}
