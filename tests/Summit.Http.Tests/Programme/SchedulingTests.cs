using System.Net;
using Summit.Programme;

namespace Summit.Http.Tests.Programme;

public sealed class SchedulingTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_session_is_proposed_scheduled_rescheduled_and_moved()
    {
        var stage = await ProgrammeScenario.Set(server, "moved");
        var proposed = (await stage.Organiser.Post($"{stage.Path}/sessions", await stage.Talk()))
            .Expect(HttpStatusCode.Created);
        var thing = $"/v1/sessions/{proposed.Id}";
        Assert.Equal(thing, proposed.Headers["Location"]);
        Assert.Equal("proposed", (string?)proposed.Body["status"]);

        await Schedule(stage.Slot("09:00", "10:00"), "\"2\"");
        await Schedule(stage.Slot("10:00", "11:00"), "\"3\"");
        var moved = await Schedule(stage.Slot("10:00", "11:00", stage.Hub), "\"4\"");
        var again = await Schedule(stage.Slot("10:00", "11:00", stage.Hub), "\"4\"");
        Assert.Equal(moved.Text, again.Text);
        Assert.Equal("scheduled", (string?)moved.Body["status"]);
        Assert.Equal("Africa/Johannesburg", (string?)moved.Body["slot"]!["timeZone"]);

        async Task<Answer> Schedule(object slot, string tag)
        {
            var answer = (await stage.Organiser.PostSeen(thing, "schedule", slot)).Expect(HttpStatusCode.OK);
            Assert.Equal(tag, answer.ETag);
            return answer;
        }
    }

    [Fact]
    public async Task times_are_shown_in_the_time_zone_of_the_congress()
    {
        var stage = await ProgrammeScenario.Set(server, "zoned", "America/Sao_Paulo");
        var session = await stage.Session(slot: new
        {
            room = stage.Hall,
            startsAt = "2019-11-12T01:30:00Z",
            endsAt = "2019-11-12T02:30:00Z",
        });
        var read = await stage.Organiser.Get($"/v1/sessions/{session}");
        Assert.Equal("2019-11-11T22:30:00-03:00", (string?)read.Body["slot"]!["startsAt"]);
        var listed = await stage.Organiser.Get($"{stage.Path}/sessions?day=2019-11-11");
        Assert.Single(listed.Body["items"]!.AsArray());
    }

    [Fact]
    public async Task scheduling_and_retitling_need_the_version_that_the_caller_read()
    {
        var stage = await ProgrammeScenario.Set(server, "seen");
        var thing = $"/v1/sessions/{await stage.Session()}";
        var slot = stage.Slot("09:00", "10:00");
        (await stage.Organiser.Post($"{thing}/schedule", slot))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        (await stage.Organiser.Post($"{thing}/schedule", slot, ("If-Match", "\"7\"")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        (await stage.Organiser.Post($"{thing}/retitle", new { title = ProgrammeScenario.En("Other") }))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        var retitled = (await stage.Organiser.PostSeen(thing, "retitle", new { title = ProgrammeScenario.En("Other") }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("Other", (string?)retitled.Body["title"]!["en"]);
    }

    [Fact]
    public async Task an_occupied_room_is_refused_with_its_session_until_its_turn_round_is_over()
    {
        var stage = await ProgrammeScenario.Set(server, "occupied");
        var standing = await stage.Session("Standing", stage.Slot("09:00", "10:00"));
        var answer = await stage.Organiser.Post($"{stage.Path}/sessions",
            await stage.Talk(slot: stage.Slot("10:29", "11:00")));
        answer.ExpectRefused(ProgrammeRules.RoomOccupied);
        Assert.Equal("local4action", (string?)answer.Body["track"]);
        Assert.Equal("/slot/room", (string?)answer.Body["field"]);
        var conflict = Assert.Single(answer.Body["conflictsWith"]!.AsArray())!;
        Assert.Equal(standing, (Guid)conflict["id"]!);
        Assert.Equal("Standing", (string?)conflict["title"]!["en"]);
        Assert.Equal("2019-11-11T09:00:00+02:00", (string?)conflict["slot"]!["startsAt"]);

        await stage.Session(slot: stage.Slot("10:30", "11:00"));
        // The room must be turned round before what comes after it, too.
        var thing = $"/v1/sessions/{await stage.Session()}";
        var before = await stage.Organiser.PostSeen(thing, "schedule", stage.Slot("08:00", "08:45"));
        Assert.Equal("/room", (string?)before.ExpectRefused(ProgrammeRules.RoomOccupied).Body["field"]);
        (await stage.Organiser.PostSeen(thing, "schedule", stage.Slot("08:00", "08:30"))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_repeated_request_for_an_occupied_room_is_refused_until_the_room_is_free()
    {
        var stage = await ProgrammeScenario.Set(server, "wanted-again");
        var standing = await stage.Session("Standing", stage.Slot("09:00", "10:00"));
        for (var n = 1; n <= 3; n++)
        {
            var refused = await Want();
            refused.ExpectRefused(ProgrammeRules.RoomOccupied);
            Assert.Equal(standing, (Guid)Assert.Single(refused.Body["conflictsWith"]!.AsArray())!["id"]!);
        }
        // Without a slot there is nothing that stands in the way.
        await stage.Session();
        (await Want()).ExpectRefused(ProgrammeRules.RoomOccupied);
        (await stage.Organiser.Post($"/v1/sessions/{standing}/cancel", new { reason = "No speakers." }))
            .Expect(HttpStatusCode.OK);
        (await Want()).Expect(HttpStatusCode.Created);

        async Task<Answer> Want() => await stage.Organiser.Post($"{stage.Path}/sessions",
            await stage.Talk(slot: stage.Slot("09:15", "10:00")));
    }

    [Fact]
    public async Task a_cancelled_session_frees_its_room_and_its_people()
    {
        var stage = await ProgrammeScenario.Set(server, "freed");
        var person = await stage.Person();
        var first = await stage.Session(slot: stage.Slot("09:00", "10:00"));
        await Add(first, person);
        (await stage.Organiser.Post($"/v1/sessions/{first}/cancel", new { reason = "No speakers." }))
            .Expect(HttpStatusCode.OK);
        var second = await stage.Session(slot: stage.Slot("09:00", "10:00"));
        await Add(second, person);
        (await stage.Organiser.PostSeen($"/v1/sessions/{first}", "schedule", stage.Slot("12:00", "13:00")))
            .ExpectRefused(ProgrammeRules.IsCancelled);

        async Task Add(Guid session, Guid who) =>
            (await stage.Organiser.Post($"/v1/sessions/{session}/participants", new { person = who, role = "speaker" }))
            .Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_closed_session_keeps_its_slot()
    {
        var stage = await ProgrammeScenario.Set(server, "kept");
        var session = await stage.Session(slot: stage.Slot("09:00", "10:00"));
        (await stage.Organiser.Post($"/v1/sessions/{session}/open")).Expect(HttpStatusCode.OK);
        (await stage.Organiser.Post($"/v1/sessions/{session}/close")).Expect(HttpStatusCode.OK);
        (await stage.Organiser.Post($"{stage.Path}/sessions", await stage.Talk(slot: stage.Slot("09:15", "10:00"))))
            .ExpectRefused(ProgrammeRules.RoomOccupied);
    }

    [Fact]
    public async Task a_person_cannot_take_part_in_two_sessions_at_the_same_time()
    {
        var stage = await ProgrammeScenario.Set(server, "person");
        var person = await stage.Person();
        var first = await stage.Session("First", stage.Slot("09:00", "10:00"));
        var second = await stage.Session(slot: stage.Slot("09:30", "10:30", stage.Hub));
        (await Add(first)).Expect(HttpStatusCode.OK);
        var refused = (await Add(second)).ExpectRefused(ProgrammeRules.PersonOccupied);
        Assert.Equal("/person", (string?)refused.Body["field"]);
        Assert.Equal(first, (Guid)refused.Body["conflictsWith"]![0]!["id"]!);

        var third = await stage.Session(slot: stage.Slot("10:00", "11:00", await stage.Room("Annexe", 60)));
        (await Add(third)).Expect(HttpStatusCode.OK);
        var moved = await stage.Organiser.PostSeen($"/v1/sessions/{third}", "schedule",
            stage.Slot("09:30", "10:30", await stage.Room("Attic", 0)));
        Assert.Equal(first, (Guid)moved.ExpectRefused(ProgrammeRules.PersonOccupied).Body["conflictsWith"]![0]!["id"]!);

        (await stage.Organiser.Delete($"/v1/sessions/{first}/participants/{person}")).Expect(HttpStatusCode.OK);
        (await stage.Organiser.Delete($"/v1/sessions/{first}/participants/{person}")).Expect(HttpStatusCode.OK);
        (await stage.Organiser.Delete($"/v1/sessions/{third}/participants/{person}")).Expect(HttpStatusCode.OK);
        Assert.Single((await Add(second)).Expect(HttpStatusCode.OK).Body["participants"]!.AsArray());

        Task<Answer> Add(Guid session) =>
            stage.Organiser.Post($"/v1/sessions/{session}/participants", new { person, role = "speaker" });
    }

    [Fact]
    public async Task a_body_cannot_hold_two_meetings_at_the_same_time()
    {
        var stage = await ProgrammeScenario.Set(server, "body");
        var body = await stage.Body(1);
        var first = await stage.Session(stage.Meeting(body, stage.Slot("09:00", "10:00")));
        var refused = await stage.Organiser.Post($"{stage.Path}/sessions",
            stage.Meeting(body, stage.Slot("09:30", "10:30", stage.Hub)));
        Assert.Equal(first, (Guid)refused.ExpectRefused(ProgrammeRules.BodyOccupied).Body["conflictsWith"]![0]!["id"]!);
        await stage.Session(stage.Meeting(body, stage.Slot("10:00", "11:00", stage.Hub)));
    }

    [Theory]
    [InlineData("10:00", "09:00", "2019-11-11", "programme/ends-before-start")]
    [InlineData("10:00", "10:00", "2019-11-11", "programme/ends-before-start")]
    [InlineData("09:00", "10:00", "2019-11-10", "programme/outside-congress")]
    [InlineData("09:00", "10:00", "2019-11-16", "programme/outside-congress")]
    [InlineData("09:00", "09:10", "2019-11-12", "programme/format-duration")]
    public async Task a_slot_that_breaks_a_rule_is_refused_with_its_code(
        string from, string until, string day, string code)
    {
        var stage = await ProgrammeScenario.Set(server, $"unfit-{Guid.NewGuid():N}");
        var answer = await stage.Organiser.PostSeen($"/v1/sessions/{await stage.Session()}", "schedule",
            stage.Slot(from, until, day: day));
        answer.ExpectProblem(HttpStatusCode.Conflict, code);
        Assert.Equal(code, (string?)answer.Body["rule"]);
        Assert.NotNull(answer.Body["field"]);
    }

    [Fact]
    public async Task a_malformed_proposal_names_the_place_of_its_error()
    {
        var stage = await ProgrammeScenario.Set(server, "ill-formed");
        var answer = await stage.Organiser.Post($"{stage.Path}/sessions", new
        {
            track = "local4action",
            format = "inspiration",
            title = ProgrammeScenario.En(new string('x', 301)),
            policyDomains = new[] { "right-to-the-city" },
            lead = Guid.NewGuid(),
            mode = "in-person",
            languages = Array.Empty<string>(),
            colour = "red",
        });
        answer.ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        Assert.NotNull(answer.Body["errors"]!["/colour"]);
        var noOffset = await stage.Organiser.Post($"{stage.Path}/sessions", await stage.Talk(
            slot: new { room = stage.Hall, startsAt = "2019-11-11T09:00:00", endsAt = "2019-11-11T10:00:00+02:00" }));
        Assert.NotNull(noOffset.ExpectProblem(HttpStatusCode.BadRequest, "http/malformed")
            .Body["errors"]!["/slot/startsAt"]);
        (await stage.Organiser.Post("/v1/congresses/nowhere/sessions", await stage.Talk()))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await stage.Organiser.Post($"/v1/sessions/{Guid.NewGuid()}/open"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        // A Congress is no session, though it is a stream.
        var congress = (await stage.Organiser.Get(stage.Path)).Id;
        (await stage.Organiser.Post($"/v1/sessions/{congress}/open"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
    }
}
