using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Programme;
using Summit.Store;

namespace Summit.Http.Tests.Programme;

/// <summary>Whoever is second is refused by the database itself, however close, and told who was first.</summary>
public sealed class OccupancyRaceTests(SummitServer server) : IClassFixture<SummitServer>
{
    private const int Racers = 16;
    private const int Moves = 30;

    [Fact]
    public async Task when_sixteen_organisers_race_for_one_slot_one_wins_and_the_others_are_told_who()
    {
        var stage = await ProgrammeScenario.Set(server, "race-room");
        var sessions = await Sessions(stage, _ => null);
        await Race(sessions, ProgrammeRules.RoomOccupied, async (organiser, session, n) =>
            await organiser.PostSeen($"/v1/sessions/{session}", "schedule",
                // Each a little later than the other: all overlap.
                stage.Slot($"09:{n:00}", $"10:{n:00}")));
    }

    [Fact]
    public async Task when_sixteen_proposals_race_for_one_slot_exactly_one_wins()
    {
        var stage = await ProgrammeScenario.Set(server, "race-proposals");
        var talk = await stage.Talk(slot: stage.Slot("09:00", "10:00"));
        var answers = await Task.WhenAll(Enumerable.Range(0, Racers)
            .Select(_ => stage.Organiser.Post($"{stage.Path}/sessions", talk)));
        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Told(answers.Where(answer => answer != winner), winner.Id, ProgrammeRules.RoomOccupied);
    }

    [Fact]
    public async Task when_sixteen_sessions_race_for_one_person_exactly_one_wins()
    {
        var stage = await ProgrammeScenario.Set(server, "race-person");
        var person = await stage.Person();
        var rooms = await Rooms(stage);
        var sessions = await Sessions(stage, n => stage.Slot("09:00", "10:00", rooms[n]));
        await Race(sessions, ProgrammeRules.PersonOccupied, (organiser, session, _) =>
            organiser.Post($"/v1/sessions/{session}/participants", new { person, role = "speaker" }));
    }

    [Fact]
    public async Task when_sixteen_meetings_race_for_one_body_exactly_one_wins()
    {
        var stage = await ProgrammeScenario.Set(server, "race-body");
        var body = await stage.Body(1);
        var rooms = await Rooms(stage);
        var sessions = new List<Guid>();
        for (var n = 0; n < Racers; n++)
            sessions.Add(await stage.Session(stage.Meeting(body)));
        await Race(sessions, ProgrammeRules.BodyOccupied, (organiser, session, n) =>
            organiser.PostSeen($"/v1/sessions/{session}", "schedule", stage.Slot("09:00", "10:00", rooms[n])));
    }

    [Fact]
    public async Task the_views_equal_their_rebuild_after_many_sessions_are_rescheduled_at_once()
    {
        var stage = await ProgrammeScenario.Set(server, "race-places");
        Guid[] rooms = [await stage.Room("East", 0), await stage.Room("West", 0)];
        var sessions = await Sessions(stage, _ => null);
        var moves = await Task.WhenAll(sessions.Select(async (session, seed) =>
        {
            var (random, moved) = (new Random(seed), 0);
            for (var n = 0; n < Moves; n++)
            {
                var hour = 9 + random.Next(6);
                var answer = await stage.Organiser.PostSeen($"/v1/sessions/{session}", "schedule",
                    stage.Slot($"{hour:00}:00", $"{hour + 1:00}:00", rooms[random.Next(2)]));
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
        Told(answers.Where(answer => answer != winner), winner.Id, rule);
    }

    private static void Told(IEnumerable<Answer> losers, Guid winner, Kernel.Rule rule) => Assert.All(losers, answer =>
    {
        answer.ExpectRefused(rule);
        Assert.Equal(winner, (Guid)Assert.Single(answer.Body["conflictsWith"]!.AsArray())!["id"]!);
    });

    private static async Task<List<Guid>> Sessions(ProgrammeScenario stage, Func<int, object?> slot)
    {
        var sessions = new List<Guid>();
        for (var n = 0; n < Racers; n++)
            sessions.Add(await stage.Session(slot: slot(n)));
        return sessions;
    }

    private static async Task<List<Guid>> Rooms(ProgrammeScenario stage)
    {
        var rooms = new List<Guid>();
        for (var n = 0; n < Racers; n++)
            rooms.Add(await stage.Room($"Room {n}", 0));
        return rooms;
    }
}
