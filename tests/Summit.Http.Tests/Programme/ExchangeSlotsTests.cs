using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Programme;
using Summit.Store;

namespace Summit.Http.Tests.Programme;

public sealed class ExchangeSlotsTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task two_sessions_exchange_rooms_times_and_people_in_one_step()
    {
        var scenario = await ProgrammeScenario.Convene(server, "exchanged");
        var person = await scenario.Person();
        var first = await scenario.Session("First", scenario.Slot("09:00", "10:00"));
        var second = await scenario.Session("Second", scenario.Slot("10:00", "11:00", scenario.Hub));
        foreach (var session in new[] { first, second })
        {
            (await scenario.Organiser.Post($"/v1/sessions/{session}/participants", new { person, role = "speaker" }))
                .Expect(HttpStatusCode.OK);
        }
        var exchanged = (await Exchange(scenario, first, second)).Expect(HttpStatusCode.OK);
        Assert.Equal("\"4\"", exchanged.ETag);
        Assert.Equal((scenario.Hub, "2019-11-11T10:00:00+02:00"), await SlotOf(scenario, first));
        Assert.Equal((scenario.Hall, "2019-11-11T09:00:00+02:00"), await SlotOf(scenario, second));
        var replay = server.Services.GetRequiredService<ProjectionRebuilder>();
        Assert.Null(await replay.Compare("programme.occupancy", TestContext.Current.CancellationToken));
        await replay.Rebuild("programme.occupancy", TestContext.Current.CancellationToken);
        (await scenario.Organiser.Post($"{scenario.Path}/sessions",
                await scenario.Talk(slot: scenario.Slot("09:30", "09:45"))))
            .ExpectRefused(ProgrammeRules.RoomOccupied);
    }

    [Fact]
    public async Task sessions_in_one_room_exchange_their_times()
    {
        var scenario = await ProgrammeScenario.Convene(server, "same-room");
        var first = await scenario.Session("First", scenario.Slot("09:00", "10:00"));
        var second = await scenario.Session("Second", scenario.Slot("10:30", "11:00"));
        (await Exchange(scenario, first, second)).Expect(HttpStatusCode.OK);
        Assert.Equal((scenario.Hall, "2019-11-11T10:30:00+02:00"), await SlotOf(scenario, first));
        Assert.Equal((scenario.Hall, "2019-11-11T09:00:00+02:00"), await SlotOf(scenario, second));
    }

    [Fact]
    public async Task an_exchange_that_would_put_a_person_in_two_places_changes_neither_session()
    {
        var scenario = await ProgrammeScenario.Convene(server, "two-places");
        var person = await scenario.Person();
        var first = await scenario.Session("First", scenario.Slot("09:00", "10:00"));
        var second = await scenario.Session("Second", scenario.Slot("11:00", "12:00", scenario.Hub));
        var third = await scenario.Session(
            "Third", scenario.Slot("11:00", "12:00", await scenario.Room("Annexe", 0)));
        foreach (var session in new[] { first, third })
        {
            (await scenario.Organiser.Post($"/v1/sessions/{session}/participants", new { person, role = "speaker" }))
                .Expect(HttpStatusCode.OK);
        }
        var refused = (await Exchange(scenario, first, second)).ExpectRefused(ProgrammeRules.PersonOccupied);
        Assert.Equal(third, (Guid)Assert.Single(refused.Body["conflictsWith"]!.AsArray())!["id"]!);
        Assert.Equal((scenario.Hall, "2019-11-11T09:00:00+02:00"), await SlotOf(scenario, first));
        Assert.Equal((scenario.Hub, "2019-11-11T11:00:00+02:00"), await SlotOf(scenario, second));
    }

    [Fact]
    public async Task of_sixteen_who_exchange_the_same_two_slots_at_once_one_does()
    {
        var scenario = await ProgrammeScenario.Convene(server, "exchange-race");
        var first = await scenario.Session("First", scenario.Slot("09:00", "10:00"));
        var second = await scenario.Session("Second", scenario.Slot("11:00", "12:00", scenario.Hub));
        // Half of them from the other side.
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => scenario.Organiser.Post(
            $"/v1/sessions/{(n % 2 == 0 ? first : second)}/exchange-slots",
            new { with = n % 2 == 0 ? second : first, withVersion = 2 }, ("If-Match", "\"2\""))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers, answer => Assert.Contains(
            answer.Status,
            new[] { HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.Conflict }));
        Assert.Equal((scenario.Hub, "2019-11-11T11:00:00+02:00"), await SlotOf(scenario, first));
        Assert.Equal((scenario.Hall, "2019-11-11T09:00:00+02:00"), await SlotOf(scenario, second));
    }

    [Fact]
    public async Task a_key_of_one_track_does_not_exchange_with_a_session_of_another()
    {
        var scenario = await ProgrammeScenario.Convene(server, "other-track");
        var talk = await scenario.Session("Talk", scenario.Slot("09:00", "10:00"));
        var meeting = await scenario.Session(
            scenario.Meeting(await scenario.Body(1), scenario.Slot("11:00", "12:00", scenario.Hub)));
        var organiser = await server.As("organiser", track: "local4action");
        (await organiser.PostSeen($"/v1/sessions/{talk}", "exchange-slots", new { with = meeting, withVersion = 2 }))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    [Fact]
    public async Task a_slot_that_is_given_up_is_free_and_leaves_the_programme_with_the_next_release()
    {
        var scenario = await ProgrammeScenario.Convene(server, "given-up");
        var session = await scenario.Session("Given up", scenario.Slot("09:00", "10:00"));
        await Release("First");
        var proposed = (await scenario.Organiser.PostSeen($"/v1/sessions/{session}", "give-up-slot"))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("proposed", (string?)proposed.Body["status"]);
        Assert.Null(proposed.Body["slot"]);
        await scenario.Session("In its place", scenario.Slot("09:00", "10:00"));
        Assert.Equal("Given up", await Published());
        await Release("Second");
        Assert.Equal("In its place", await Published());

        async Task Release(string name) => (await scenario.Organiser.Post(
            $"{scenario.Path}/programme/releases", new { name })).Expect(HttpStatusCode.Created);

        async Task<string?> Published() => (string?)Assert.Single(
            (await server.Anybody.Get($"{scenario.Path}/programme")).Body["items"]!.AsArray())!["title"]!["en"];
    }

    private static async Task<Answer> Exchange(ProgrammeScenario scenario, Guid first, Guid second)
    {
        var seen = await scenario.Organiser.Get($"/v1/sessions/{second}");
        return await scenario.Organiser.PostSeen($"/v1/sessions/{first}", "exchange-slots",
            new { with = second, withVersion = int.Parse(seen.ETag!.Trim('"')) });
    }

    private static async Task<(Guid Room, string? StartsAt)> SlotOf(ProgrammeScenario scenario, Guid session)
    {
        var slot = (await scenario.Organiser.Get($"/v1/sessions/{session}")).Body["slot"]!;
        return ((Guid)slot["room"]!, (string?)slot["startsAt"]);
    }
}
