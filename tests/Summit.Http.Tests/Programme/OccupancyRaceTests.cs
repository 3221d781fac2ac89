using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Programme;
using Summit.Store;

namespace Summit.Http.Tests.Programme;

/// <summary>Of racing callers the database lets one win, and the others are told who.</summary>
public sealed class OccupancyRaceTests(SummitServer server) : IClassFixture<SummitServer>
{
    private const int Racers = 16;
    private const int Moves = 30;

    [Fact]
    public async Task when_sixteen_organisers_race_for_one_slot_one_wins_and_the_refusals_name_its_session()
    {
        var scenario = await ProgrammeScenario.Convene(server, "race-room");
        var sessions = await Sessions(scenario, _ => null);
        await Race(sessions, ProgrammeRules.RoomOccupied, async (organiser, session, n) =>
            await organiser.PostSeen($"/v1/sessions/{session}", "schedule",
                // Each a little later than the other: all overlap.
                scenario.Slot($"09:{n:00}", $"10:{n:00}")));
    }

    [Fact]
    public async Task when_sixteen_proposals_race_for_one_slot_exactly_one_wins()
    {
        var scenario = await ProgrammeScenario.Convene(server, "race-proposals");
        var talk = await scenario.Talk(slot: scenario.Slot("09:00", "10:00"));
        var answers = await Task.WhenAll(Enumerable.Range(0, Racers)
            .Select(_ => scenario.Organiser.Post($"{scenario.Path}/sessions", talk)));
        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        AssertRefused(answers.Where(answer => answer != winner), winner.Id, ProgrammeRules.RoomOccupied);
    }

    [Fact]
    public async Task when_two_hundred_sessions_race_for_a_hall_and_its_parts_none_overlaps_another()
    {
        var scenario = await ProgrammeScenario.Convene(server, "race-parts");
        var parts = new List<Guid>();
        foreach (var name in new[] { "1", "2", "3" })
            parts.Add(await scenario.Room(name, 0));
        var west = await scenario.Room("1+2", 0, parts[0], parts[1]);
        var east = await scenario.Room("2+3", 0, parts[1], parts[2]);
        var all = await scenario.Room("1+2+3", 0, west, east);
        Guid[] rooms = [parts[1], west, east, all];
        var proposals = new List<object>();
        foreach (var room in rooms)
            proposals.Add(await scenario.Talk(slot: scenario.Slot("09:00", "10:00", room)));
        // Each of the four takes up room 2.
        var answers = await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(n => scenario.Organiser.Post($"{scenario.Path}/sessions", proposals[n % rooms.Length])));
        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        AssertRefused(answers.Where(answer => answer != winner), winner.Id, ProgrammeRules.RoomOccupied);

        (await scenario.Organiser.Post($"/v1/sessions/{winner.Id}/cancel", new { reason = "To try again." }))
            .Expect(HttpStatusCode.OK);
        await scenario.Session("In 1", scenario.Slot("09:00", "10:00", parts[0]));
        await scenario.Session("In 2+3", scenario.Slot("09:00", "10:00", east));
        var refused = (await scenario.Organiser.Post($"{scenario.Path}/sessions", proposals[3]))
            .ExpectRefused(ProgrammeRules.RoomOccupied);
        Assert.Equal(2, refused.Body["conflictsWith"]!.AsArray().Count);
        var inSecond = await scenario.Organiser.Get($"{scenario.Path}/sessions?room={parts[1]}&status=scheduled");
        Assert.Equal("In 2+3", (string?)Assert.Single(inSecond.Body["items"]!.AsArray())!["title"]!["en"]);
    }

    [Fact]
    public async Task when_sixteen_sessions_race_for_one_person_exactly_one_wins()
    {
        var scenario = await ProgrammeScenario.Convene(server, "race-person");
        var person = await scenario.Person();
        var rooms = await Rooms(scenario);
        var sessions = await Sessions(scenario, n => scenario.Slot("09:00", "10:00", rooms[n]));
        await Race(sessions, ProgrammeRules.PersonOccupied, (organiser, session, _) =>
            organiser.Post($"/v1/sessions/{session}/participants", new { person, role = "speaker" }));
    }

    [Fact]
    public async Task when_sixteen_meetings_race_for_one_body_exactly_one_wins()
    {
        var scenario = await ProgrammeScenario.Convene(server, "race-body");
        var body = await scenario.Body(1);
        var rooms = await Rooms(scenario);
        var sessions = new List<Guid>();
        for (var n = 0; n < Racers; n++)
            sessions.Add(await scenario.Session(scenario.Meeting(body)));
        await Race(sessions, ProgrammeRules.BodyOccupied, (organiser, session, n) =>
            organiser.PostSeen($"/v1/sessions/{session}", "schedule", scenario.Slot("09:00", "10:00", rooms[n])));
    }

    [Fact]
    public async Task the_views_equal_their_rebuild_after_many_sessions_are_rescheduled_at_once()
    {
        var scenario = await ProgrammeScenario.Convene(server, "race-places");
        Guid[] rooms = [await scenario.Room("East", 0), await scenario.Room("West", 0)];
        var sessions = await Sessions(scenario, _ => null);
        var moves = await Task.WhenAll(sessions.Select(async (session, seed) =>
        {
            var (random, moved) = (new Random(seed), 0);
            for (var n = 0; n < Moves; n++)
            {
                var hour = 9 + random.Next(6);
                var answer = await scenario.Organiser.PostSeen($"/v1/sessions/{session}", "schedule",
                    scenario.Slot($"{hour:00}:00", $"{hour + 1:00}:00", rooms[random.Next(2)]));
                moved += answer.Status == HttpStatusCode.OK ? 1 : 0;
            }
            return moved;
        }));
        Assert.InRange(moves.Sum(), Racers, (Moves - 1) * Racers);
        var replay = server.Services.GetRequiredService<ProjectionRebuilder>();
        Assert.Null(await replay.Compare("programme.occupancy", TestContext.Current.CancellationToken));
        Assert.Null(await replay.Compare("programme.session_agenda", TestContext.Current.CancellationToken));
    }

    private async Task Race(IReadOnlyList<Guid> sessions, Kernel.Rule rule, Func<Client, Guid, int, Task<Answer>> act)
    {
        var organisers = await Task.WhenAll(sessions.Select(_ => server.As("organiser")));
        var answers = await Task.WhenAll(sessions.Select((session, n) => act(organisers[n], session, n)));
        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        AssertRefused(answers.Where(answer => answer != winner), winner.Id, rule);
    }

    private static void AssertRefused(IEnumerable<Answer> losers, Guid winner, Kernel.Rule rule) =>
        Assert.All(losers, answer =>
        {
            answer.ExpectRefused(rule);
            Assert.Equal(winner, (Guid)Assert.Single(answer.Body["conflictsWith"]!.AsArray())!["id"]!);
        });

    private static async Task<List<Guid>> Sessions(ProgrammeScenario scenario, Func<int, object?> slot)
    {
        var sessions = new List<Guid>();
        for (var n = 0; n < Racers; n++)
            sessions.Add(await scenario.Session(slot: slot(n)));
        return sessions;
    }

    private static async Task<List<Guid>> Rooms(ProgrammeScenario scenario)
    {
        var rooms = new List<Guid>();
        for (var n = 0; n < Racers; n++)
            rooms.Add(await scenario.Room($"Room {n}", 0));
        return rooms;
    }
}
