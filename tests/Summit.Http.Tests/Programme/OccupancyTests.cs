using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Programme;
using Summit.Store;

namespace Summit.Http.Tests.Programme;

/// <summary>What a session holds in its slot: a room until it is turned round, people, a body.</summary>
public sealed class OccupancyTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task an_occupied_room_is_refused_with_its_session_until_its_turn_round_is_over()
    {
        var scenario = await ProgrammeScenario.Convene(server, "occupied");
        var standing = await scenario.Session("Standing", scenario.Slot("09:00", "10:00"));
        var answer = await scenario.Organiser.Post($"{scenario.Path}/sessions",
            await scenario.Talk(slot: scenario.Slot("10:29", "11:00")));
        answer.ExpectRefused(ProgrammeRules.RoomOccupied);
        Assert.Equal("local4action", (string?)answer.Body["track"]);
        Assert.Equal("/slot/room", (string?)answer.Body["field"]);
        var conflict = Assert.Single(answer.Body["conflictsWith"]!.AsArray())!;
        Assert.Equal(standing, (Guid)conflict["id"]!);
        Assert.Equal("Standing", (string?)conflict["title"]!["en"]);
        Assert.Equal("2019-11-11T09:00:00+02:00", (string?)conflict["slot"]!["startsAt"]);

        await scenario.Session(slot: scenario.Slot("10:30", "11:00"));
        // The room must be turned round before what comes after it, too.
        var thing = $"/v1/sessions/{await scenario.Session()}";
        var before = await scenario.Organiser.PostSeen(thing, "schedule", scenario.Slot("08:00", "08:45"));
        Assert.Equal("/room", (string?)before.ExpectRefused(ProgrammeRules.RoomOccupied).Body["field"]);
        (await scenario.Organiser.PostSeen(thing, "schedule", scenario.Slot("08:00", "08:30")))
            .Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_conflict_names_no_session_that_the_caller_may_not_read()
    {
        var here = await ProgrammeScenario.Convene(server, "here");
        var there = await ProgrammeScenario.Convene(server, "there");
        var person = await here.Person();
        var slot = here.Slot("09:00", "10:00");
        var standing = await here.Session("Hidden", slot);
        var seat = new { person, role = "speaker" };
        (await here.Organiser.Post($"/v1/sessions/{standing}/participants", seat)).Expect(HttpStatusCode.OK);
        var wanted = await there.Session("Wanted", there.Slot("09:30", "10:30"));
        var refused = await (await server.As("organiser", congress: "there"))
            .Post($"/v1/sessions/{wanted}/participants", seat);
        refused.ExpectRefused(ProgrammeRules.PersonOccupied);
        Assert.DoesNotContain("Hidden", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{standing}", refused.Text, StringComparison.Ordinal);
        var occupied = Assert.Single(refused.Body["facts"]!["occupied"]!.AsArray())!;
        Assert.Equal((person, null), ((Guid)occupied["id"]!, (string?)occupied["name"]));
        var named = await there.Organiser.Post($"/v1/sessions/{wanted}/participants", seat);
        named.ExpectRefused(ProgrammeRules.PersonOccupied);
        Assert.Contains($"{standing}", named.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_slot_whose_room_and_people_are_taken_is_refused_with_all_of_them_at_once()
    {
        var scenario = await ProgrammeScenario.Convene(server, "all-at-once");
        Guid[] people = [await scenario.Person(), await scenario.Person()];
        var inHall = await scenario.Session("In the hall", scenario.Slot("09:00", "10:00"));
        var inHub = await scenario.Session("In the hub", scenario.Slot("09:00", "10:00", scenario.Hub));
        var wanted = await scenario.Session("Wanted", scenario.Slot("12:00", "13:00"));
        foreach (var (session, person) in new[] { (inHall, people[0]), (inHub, people[1]), (wanted, people[0]),
                     (wanted, people[1]) })
        {
            (await scenario.Organiser.Post($"/v1/sessions/{session}/participants", new { person, role = "speaker" }))
                .Expect(HttpStatusCode.OK);
        }
        var refused = (await scenario.Organiser.PostSeen(
            $"/v1/sessions/{wanted}", "schedule", scenario.Slot("09:30", "10:30")))
            .ExpectRefused(ProgrammeRules.RoomOccupied);
        Assert.Equal(
            [("room", scenario.Hall, "Hall"), ("person", people[0], "Somebody"), ("person", people[1], "Somebody")],
            refused.Body["facts"]!["occupied"]!.AsArray()
                .Select(one => ((string?)one!["kind"], (Guid)one["id"]!, (string?)one["name"]))
                .OrderByDescending(one => one.Item1).ThenBy(one => one.Item2));
        Assert.Equal([(inHall, 2), (inHub, 1)], refused.Body["conflictsWith"]!.AsArray()
            .Select(one => ((Guid)one!["id"]!, one["occupies"]!.AsArray().Count)));
        // A key of this Congress alone reads the names of those who take part in it.
        var own = await server.As("organiser", congress: scenario.Slug);
        refused = await own.PostSeen(
            $"/v1/sessions/{wanted}", "schedule", scenario.Slot("09:30", "10:30", scenario.Hub));
        Assert.All(refused.Body["facts"]!["occupied"]!.AsArray(), one => Assert.NotNull(one!["name"]));
    }

    [Fact]
    public async Task a_repeated_request_for_an_occupied_room_is_refused_until_the_room_is_free()
    {
        var scenario = await ProgrammeScenario.Convene(server, "wanted-again");
        var standing = await scenario.Session("Standing", scenario.Slot("09:00", "10:00"));
        for (var n = 1; n <= 3; n++)
        {
            var refused = await Want();
            refused.ExpectRefused(ProgrammeRules.RoomOccupied);
            Assert.Equal(standing, (Guid)Assert.Single(refused.Body["conflictsWith"]!.AsArray())!["id"]!);
        }
        // A session without a slot meets no conflict.
        await scenario.Session();
        (await Want()).ExpectRefused(ProgrammeRules.RoomOccupied);
        (await scenario.Organiser.Post($"/v1/sessions/{standing}/cancel", new { reason = "No speakers." }))
            .Expect(HttpStatusCode.OK);
        (await Want()).Expect(HttpStatusCode.Created);

        async Task<Answer> Want() => await scenario.Organiser.Post($"{scenario.Path}/sessions",
            await scenario.Talk(slot: scenario.Slot("09:15", "10:00")));
    }

    [Fact]
    public async Task a_cancelled_session_frees_its_room_and_its_people()
    {
        var scenario = await ProgrammeScenario.Convene(server, "freed");
        var person = await scenario.Person();
        var first = await scenario.Session(slot: scenario.Slot("09:00", "10:00"));
        await Add(first, person);
        (await scenario.Organiser.Post($"/v1/sessions/{first}/cancel", new { reason = "No speakers." }))
            .Expect(HttpStatusCode.OK);
        var second = await scenario.Session(slot: scenario.Slot("09:00", "10:00"));
        await Add(second, person);
        (await scenario.Organiser.PostSeen($"/v1/sessions/{first}", "schedule", scenario.Slot("12:00", "13:00")))
            .ExpectRefused(ProgrammeRules.IsCancelled);

        async Task Add(Guid session, Guid who) =>
            (await scenario.Organiser.Post(
                $"/v1/sessions/{session}/participants", new { person = who, role = "speaker" }))
            .Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_person_cannot_take_part_in_two_sessions_at_the_same_time()
    {
        var scenario = await ProgrammeScenario.Convene(server, "person");
        var person = await scenario.Person();
        var first = await scenario.Session("First", scenario.Slot("09:00", "10:00"));
        var second = await scenario.Session(slot: scenario.Slot("09:30", "10:30", scenario.Hub));
        (await Add(first)).Expect(HttpStatusCode.OK);
        var refused = (await Add(second)).ExpectRefused(ProgrammeRules.PersonOccupied);
        Assert.Equal("/person", (string?)refused.Body["field"]);
        Assert.Equal(first, (Guid)refused.Body["conflictsWith"]![0]!["id"]!);

        var third = await scenario.Session(slot: scenario.Slot("10:00", "11:00", await scenario.Room("Annexe", 60)));
        (await Add(third)).Expect(HttpStatusCode.OK);
        var moved = await scenario.Organiser.PostSeen($"/v1/sessions/{third}", "schedule",
            scenario.Slot("09:30", "10:30", await scenario.Room("Attic", 0)));
        Assert.Equal(first, (Guid)moved.ExpectRefused(ProgrammeRules.PersonOccupied).Body["conflictsWith"]![0]!["id"]!);

        (await scenario.Organiser.Delete($"/v1/sessions/{first}/participants/{person}")).Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Delete($"/v1/sessions/{first}/participants/{person}")).Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Delete($"/v1/sessions/{third}/participants/{person}")).Expect(HttpStatusCode.OK);
        Assert.Single((await Add(second)).Expect(HttpStatusCode.OK).Body["participants"]!.AsArray());

        Task<Answer> Add(Guid session) =>
            scenario.Organiser.Post($"/v1/sessions/{session}/participants", new { person, role = "speaker" });
    }

    [Fact]
    public async Task a_person_who_leads_a_session_can_neither_speak_in_nor_lead_another_at_the_same_time()
    {
        var scenario = await ProgrammeScenario.Convene(server, "leads");
        var person = await scenario.Person();
        var first = await scenario.Session(
            await scenario.Talk("First", scenario.Slot("09:00", "10:00"), lead: person));
        var second = await scenario.Session("Second", scenario.Slot("09:30", "10:30", scenario.Hub));
        var speaks = await scenario.Organiser.Post(
            $"/v1/sessions/{second}/participants", new { person, role = "speaker" });
        Assert.Equal(first,
            (Guid)speaks.ExpectRefused(ProgrammeRules.PersonOccupied).Body["conflictsWith"]![0]!["id"]!);
        var leads = await scenario.Organiser.PostSeen($"/v1/sessions/{second}", "lead", new { lead = person });
        Assert.Equal("/lead", (string?)leads.ExpectRefused(ProgrammeRules.PersonOccupied).Body["field"]);
        var room = await scenario.Room("Annexe", 0);
        (await scenario.Organiser.Post($"{scenario.Path}/sessions",
                await scenario.Talk("Third", scenario.Slot("09:00", "10:00", room), lead: person)))
            .ExpectRefused(ProgrammeRules.PersonOccupied);

        (await scenario.Organiser.Post($"/v1/sessions/{first}/participants", new { person, role = "speaker" }))
            .Expect(HttpStatusCode.OK);
        var listed = await scenario.Organiser.Get($"{scenario.Path}/sessions?person={person}");
        Assert.Equal(first, (Guid)Assert.Single(listed.Body["items"]!.AsArray())!["id"]!);
        var other = await scenario.Organisation("local-government");
        (await scenario.Organiser.PostSeen($"/v1/sessions/{first}", "lead", new { lead = other }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Organiser.PostSeen($"/v1/sessions/{second}", "lead", new { lead = person }))
            .ExpectRefused(ProgrammeRules.PersonOccupied);
        (await scenario.Organiser.Delete($"/v1/sessions/{first}/participants/{person}")).Expect(HttpStatusCode.OK);
        (await scenario.Organiser.PostSeen($"/v1/sessions/{second}", "lead", new { lead = person }))
            .Expect(HttpStatusCode.OK);
        listed = await scenario.Organiser.Get($"{scenario.Path}/sessions?person={person}");
        Assert.Equal(second, (Guid)Assert.Single(listed.Body["items"]!.AsArray())!["id"]!);
    }

    [Fact]
    public async Task a_person_who_chairs_and_speaks_is_free_once_they_have_neither_role()
    {
        var scenario = await ProgrammeScenario.Convene(server, "roles");
        var person = await scenario.Person();
        var first = await scenario.Session(slot: scenario.Slot("09:00", "10:00"));
        var second = await scenario.Session(slot: scenario.Slot("09:30", "10:30", scenario.Hub));
        foreach (var role in new[] { "chair", "speaker", "chair" })
            (await Add(first, role)).Expect(HttpStatusCode.OK);
        var path = $"/v1/sessions/{first}/participants/{person}";
        (await Lose("singer")).ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        var left = (await Lose("speaker")).Expect(HttpStatusCode.OK);
        Assert.Equal("chair", (string?)Assert.Single(left.Body["participants"]!.AsArray())!["role"]);
        (await Add(second, "chair")).ExpectRefused(ProgrammeRules.PersonOccupied);
        (await Lose("chair")).Expect(HttpStatusCode.OK);
        (await Add(second, "chair")).Expect(HttpStatusCode.OK);

        Task<Answer> Add(Guid session, string role) =>
            scenario.Organiser.Post($"/v1/sessions/{session}/participants", new { person, role });

        Task<Answer> Lose(string role) => scenario.Organiser.Post($"{path}/remove-role", new { role });
    }

    [Fact]
    public async Task sessions_that_were_closed_early_hold_no_more_of_their_slots_after_the_migration()
    {
        var scenario = await ProgrammeScenario.Convene(server, "closed-before");
        var early = await scenario.Session("Early", scenario.Slot("09:00", "10:30", scenario.Hub));
        var unsat = await scenario.Session("Before its slot", scenario.Slot("09:00", "10:00", day: "2019-11-15"));
        server.Clock.SetUtcNow(new DateTimeOffset(2019, 11, 11, 7, 30, 0, TimeSpan.Zero));
        foreach (var session in new[] { early, unsat })
        {
            (await scenario.Organiser.Post($"/v1/sessions/{session}/open", new { confirmed = true }))
                .Expect(HttpStatusCode.OK);
            (await scenario.Organiser.Post($"/v1/sessions/{session}/close")).Expect(HttpStatusCode.OK);
        }
        await server.Sql(
            """
            update programme.occupancy set (slot, during) = (held.slot, held.slot)
              from (select tstzrange('2019-11-11 09:00+02', '2019-11-11 10:30+02') as slot) held where session = $1
            """, early);
        await server.Sql(
            """
            insert into programme.occupancy (session, kind, subject, slot, during, days)
            values ($1, 'room', $2, tstzrange('2019-11-15 07:00Z', '2019-11-15 08:00Z'),
                tstzrange('2019-11-15 07:00Z', '2019-11-15 08:30Z'), tstzrange(null, null))
            """, unsat, scenario.Hall);
        var replay = server.Services.GetRequiredService<ProjectionRebuilder>();
        Assert.NotNull(await replay.Compare("programme.occupancy", TestContext.Current.CancellationToken));
        var migration = typeof(Service).Assembly.GetManifestResourceNames()
            .Single(name => name.EndsWith("033_closed_sessions.sql", StringComparison.Ordinal));
        using var sql = new StreamReader(typeof(Service).Assembly.GetManifestResourceStream(migration)!);
        await server.Sql(await sql.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Null(await replay.Compare("programme.occupancy", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task a_body_cannot_hold_two_meetings_at_the_same_time()
    {
        var scenario = await ProgrammeScenario.Convene(server, "body");
        var body = await scenario.Body(1);
        var first = await scenario.Session(scenario.Meeting(body, scenario.Slot("09:00", "10:00")));
        var refused = await scenario.Organiser.Post($"{scenario.Path}/sessions",
            scenario.Meeting(body, scenario.Slot("09:30", "10:30", scenario.Hub)));
        Assert.Equal(first, (Guid)refused.ExpectRefused(ProgrammeRules.BodyOccupied).Body["conflictsWith"]![0]!["id"]!);
        await scenario.Session(scenario.Meeting(body, scenario.Slot("10:00", "11:00", scenario.Hub)));
    }
}
