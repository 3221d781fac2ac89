using System.Net;
using Summit.Programme;

namespace Summit.Http.Tests.Programme;

/// <summary>Sessions of three tracks, from the proposal to the report.</summary>
public sealed class SessionJourneyTests(SummitServer server) : IClassFixture<SummitServer>
{
    // The slots are months away.
    private static readonly object Confirmed = new { confirmed = true };

    [Fact]
    public async Task a_local4action_session_is_held_and_reported()
    {
        var scenario = await ProgrammeScenario.Convene(server, "l4a");
        await scenario.Organisation("section", "africa-l4a");
        var thing = $"/v1/sessions/{await scenario.Session()}";
        (await scenario.Organiser.Post($"{thing}/open", Confirmed)).ExpectRefused(ProgrammeRules.NotScheduled);
        (await scenario.Organiser.PostSeen(thing, "schedule", scenario.Slot("09:00", "10:00")))
            .Expect(HttpStatusCode.OK);
        var rapporteur = await server.As("rapporteur");
        (await rapporteur.Post($"{thing}/close")).ExpectRefused(ProgrammeRules.NotOpen);
        Assert.Equal("open", Status(await rapporteur.Post($"{thing}/open", Confirmed)));
        Assert.Equal("open", Status(await rapporteur.Post($"{thing}/open", Confirmed)));
        (await scenario.Organiser.Post($"{thing}/cancel", new { reason = "Too late." }))
            .ExpectRefused(ProgrammeRules.AlreadyOpened);
        var visitor = await scenario.Person();
        (await scenario.Organiser.Post($"{thing}/attendance", new { present = new[] { new { person = visitor } } }))
            .Expect(HttpStatusCode.OK);
        (await rapporteur.Post($"{thing}/report", Report("experience"))).ExpectRefused(ProgrammeRules.NotClosed);
        Assert.Equal("closed", Status(await rapporteur.Post($"{thing}/close")));
        (await rapporteur.Post($"{thing}/report", Report("decision")))
            .ExpectRefused(ProgrammeRules.OutcomeOfAnotherTrack);
        var reported = await rapporteur.Post($"{thing}/report", Report("experience"));
        Assert.Equal("reported", Status(reported));
        Assert.Equal(12, (int)reported.Body["report"]!["attendance"]![0]!["count"]!);
        Assert.Equal(reported.ETag, (await rapporteur.Post($"{thing}/report", Report("experience"))).ETag);
        Assert.Equal(visitor, (Guid)(await rapporteur.Get($"{thing}/attendance")).Body["present"]![0]!["person"]!);

        static object Report(string kind) => new
        {
            summary = ProgrammeScenario.En("It was said."),
            attendance = new[] { new { section = "africa-l4a", gender = "woman", count = 12 } },
            outcomes = new[] { new { kind, text = ProgrammeScenario.En("It was learnt.") } },
        };
    }

    [Fact]
    public async Task an_assembly_session_does_not_open_without_an_accepted_paper()
    {
        var scenario = await ProgrammeScenario.Convene(server, "assembly");
        var section = await scenario.Organisation("section");
        (await Propose(await scenario.Organisation("international-institution")))
            .ExpectRefused(ProgrammeRules.LeadNotAdmitted);
        var session = (await Propose(section)).Expect(HttpStatusCode.Created).Id;
        (await Add(await scenario.Person(await scenario.Organisation("sister-organisation")), "panelist"))
            .Expect(HttpStatusCode.OK);
        (await Add(await scenario.Person(), "interpreter")).Expect(HttpStatusCode.OK);
        (await Add(await scenario.Person(await scenario.Organisation("stakeholder")), "panelist"))
            .ExpectRefused(ProgrammeRules.PanelOfLocalGovernments);
        (await Add(Guid.NewGuid(), "speaker")).ExpectRefused(ProgrammeRules.NoSuchPerson);
        (await scenario.Organiser.Post($"/v1/sessions/{session}/open"))
            .ExpectRefused(ProgrammeRules.AcceptedPaperNeeded);

        Task<Answer> Propose(Guid lead) => scenario.Organiser.Post($"{scenario.Path}/sessions", new
        {
            track = "assembly",
            scope = "continental",
            title = ProgrammeScenario.En("Round table"),
            policyDomains = new[] { "right-to-the-city" },
            lead,
            mode = "in-person",
            languages = new[] { "en", "fr" },
            slot = scenario.Slot("09:00", "10:00"),
        });

        Task<Answer> Add(Guid person, string role) =>
            scenario.Organiser.Post($"/v1/sessions/{session}/participants", new { person, role });
    }

    [Fact]
    public async Task a_body_meets_with_its_quorum_counted_from_the_attendance_register()
    {
        var scenario = await ProgrammeScenario.Convene(server, "council");
        var body = await scenario.Body(4);
        var session = await scenario.Session(scenario.Meeting(body, scenario.Slot("09:00", "10:00")));
        var thing = $"/v1/sessions/{session}";
        (await scenario.Organiser.Post($"{thing}/participants", new { person = body.Seats[0].Person, role = "chair" }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post(
                $"{thing}/participants", new { person = await scenario.Person(), role = "speaker" }))
            .ExpectRefused(ProgrammeRules.NotAMemberOfTheBody);
        (await scenario.Organiser.Post($"{thing}/open", Confirmed)).ExpectRefused(ProgrammeRules.QuorumNotReached);
        (await body.Secretary.Post($"{thing}/attendance", body.Present(1))).Expect(HttpStatusCode.OK);
        (await body.Secretary.Post($"{thing}/open", Confirmed)).ExpectRefused(ProgrammeRules.QuorumNotReached);
        var another = new { person = body.Seats[0].Person, organisation = body.Seats[1].Organisation };
        (await body.Secretary.Post($"{thing}/attendance", new { present = new[] { another } }))
            .ExpectRefused(ProgrammeRules.NotAMemberOfTheBody);

        var counted = (await body.Secretary.Post($"{thing}/attendance", body.Present(2))).Expect(HttpStatusCode.OK);
        Assert.True((bool)counted.Body["quorum"]!["reached"]!);
        Assert.Equal("open", Status(await body.Secretary.Post($"{thing}/open", Confirmed)));
        var left = (await body.Secretary.Post($"{thing}/attendance", body.Present(1))).Expect(HttpStatusCode.OK);
        Assert.False((bool)left.Body["quorum"]!["reached"]!);
        Assert.Equal("closed", Status(await body.Secretary.Post($"{thing}/close")));
        var decision = new { kind = "decision", text = ProgrammeScenario.En("Yes.") };
        var report = new { summary = ProgrammeScenario.En("Decided."), outcomes = new[] { decision } };
        Assert.Equal("reported", Status(await body.Secretary.Post($"{thing}/report", report)));
    }

    [Fact]
    public async Task a_secretary_keeps_the_records_of_their_own_body_only()
    {
        var scenario = await ProgrammeScenario.Convene(server, "secretaries");
        var (own, other) = (await scenario.Body(1), await scenario.Body(1));
        var session = await scenario.Session(scenario.Meeting(own, scenario.Slot("09:00", "10:00")));
        var talk = await scenario.Session(slot: scenario.Slot("09:00", "10:00", scenario.Hub));
        (await other.Secretary.Post($"/v1/sessions/{session}/attendance", own.Present(1)))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await own.Secretary.Post($"/v1/sessions/{talk}/open"))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await own.Secretary.Post($"/v1/sessions/{session}/attendance", own.Present(1))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_body_elected_at_the_congress_is_announced_before_it_is_seated()
    {
        var scenario = await ProgrammeScenario.Convene(server, "elected");
        var body = await scenario.Body(0);
        var city = await scenario.Organisation("local-government", isMember: true);
        var (chair, guest) =
            (await scenario.Person(city), await scenario.Person(await scenario.Organisation("stakeholder")));
        var thing = $"/v1/sessions/{await scenario.Session(scenario.Meeting(body, scenario.Slot("09:00", "10:00")))}";
        (await Add(guest)).ExpectRefused(ProgrammeRules.NotAMemberOfTheBody);
        (await Add(chair)).Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post($"{thing}/open", Confirmed)).ExpectRefused(ProgrammeRules.NotAMemberOfTheBody);
        (await scenario.Organiser.Post($"/v1/bodies/{body.Id}/members",
            new { organisation = city, person = chair, capacity = "full" })).Expect(HttpStatusCode.OK);
        (await body.Secretary.Post($"{thing}/attendance",
            new { present = new[] { new { person = chair, organisation = city } } })).Expect(HttpStatusCode.OK);
        Assert.Equal("open", Status(await scenario.Organiser.Post($"{thing}/open", Confirmed)));

        Task<Answer> Add(Guid person) =>
            scenario.Organiser.Post($"{thing}/participants", new { person, role = "chair" });
    }

    private static string? Status(Answer answer) => (string?)answer.Expect(HttpStatusCode.OK).Body["status"];
}
