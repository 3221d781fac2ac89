using System.Net;
using Summit.Programme;

namespace Summit.Http.Tests.Programme;

/// <summary>Whoever is second is refused by the database itself, however close, and told who was first.</summary>
public sealed class RaceTests(SummitServer server) : IClassFixture<SummitServer>
{
    private const int Racers = 16;

    [Fact]
    public async Task of_sixteen_organisers_who_race_for_one_slot_one_wins_and_the_others_are_told_who()
    {
        var stage = await Stage.Set(server, "race-room");
        var sessions = await Sessions(stage, _ => null);
        await Race(sessions, ProgrammeRules.RoomOccupied, async (organiser, session, n) =>
            await organiser.PostSeen($"/v1/sessions/{session}", "schedule",
                // Each a little later than the other: all overlap.
                stage.Slot($"09:{n:00}", $"10:{n:00}")));
    }

    [Fact]
    public async Task of_sixteen_proposals_for_one_slot_one_wins()
    {
        var stage = await Stage.Set(server, "race-proposals");
        var talk = await stage.Talk(slot: stage.Slot("09:00", "10:00"));
        var answers = await Task.WhenAll(Enumerable.Range(0, Racers)
            .Select(_ => stage.Organiser.Post($"{stage.Path}/sessions", talk)));
        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Told(answers.Where(answer => answer != winner), winner.Id, ProgrammeRules.RoomOccupied);
    }

    [Fact]
    public async Task of_sixteen_sessions_that_race_for_one_person_one_wins()
    {
        var stage = await Stage.Set(server, "race-person");
        var person = await stage.Person();
        var rooms = await Rooms(stage);
        var sessions = await Sessions(stage, n => stage.Slot("09:00", "10:00", rooms[n]));
        await Race(sessions, ProgrammeRules.PersonOccupied, (organiser, session, _) =>
            organiser.Post($"/v1/sessions/{session}/participants", new { person, role = "speaker" }));
    }

    [Fact]
    public async Task of_sixteen_meetings_that_race_for_one_time_of_a_body_one_wins()
    {
        var stage = await Stage.Set(server, "race-body");
        var body = await stage.Body(1);
        var rooms = await Rooms(stage);
        var sessions = new List<Guid>();
        for (var n = 0; n < Racers; n++)
            sessions.Add(await stage.Session(stage.Meeting(body)));
        await Race(sessions, ProgrammeRules.BodyOccupied, (organiser, session, n) =>
            organiser.PostSeen($"/v1/sessions/{session}", "schedule", stage.Slot("09:00", "10:00", rooms[n])));
    }

    private async Task Race(IReadOnlyList<Guid> sessions, Kernel.Rule rule, Func<Client, Guid, int, Task<Answer>> act)
    {
        var organisers = await Task.WhenAll(sessions.Select(_ => server.As("organiser")));
        var answers = await Task.WhenAll(sessions.Select((session, n) => act(organisers[n], session, n)));
        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Told(answers.Where(answer => answer != winner), winner.Id, rule);
    }

    private static void Told(IEnumerable<Answer> losers, Guid winner, Kernel.Rule rule) => Assert.All(losers, answer =>
    {
        answer.ExpectRefused(rule);
        Assert.Equal(winner, (Guid)Assert.Single(answer.Body["conflictsWith"]!.AsArray())!["id"]!);
    });

    private static async Task<List<Guid>> Sessions(Stage stage, Func<int, object?> slot)
    {
        var sessions = new List<Guid>();
        for (var n = 0; n < Racers; n++)
            sessions.Add(await stage.Session(slot: slot(n)));
        return sessions;
    }

    private static async Task<List<Guid>> Rooms(Stage stage)
    {
        var rooms = new List<Guid>();
        for (var n = 0; n < Racers; n++)
            rooms.Add(await stage.Room($"Room {n}", 0));
        return rooms;
    }
}
