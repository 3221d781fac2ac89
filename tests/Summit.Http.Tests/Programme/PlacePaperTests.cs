using System.Net;
using Summit.Programme;

namespace Summit.Http.Tests.Programme;

/// <summary>Papers on the agendas of sessions.</summary>
public sealed class PlacePaperTests(SummitServer server) : IClassFixture<SummitServer>
{
    // The slots are months away.
    private static readonly object Confirmed = new { confirmed = true };

    [Fact]
    public async Task an_assembly_session_opens_with_an_accepted_paper_on_its_agenda()
    {
        var (scenario, lead) = await Convene("agenda-assembly", "assembly", "section");
        var session = await Session(scenario, "assembly", lead);
        var (accepted, submitted) = (await Paper(scenario, "assembly", lead), await Paper(scenario, "assembly", lead));
        await Accept(scenario, accepted);
        (await Place(scenario, session, submitted)).ExpectRefused(ProgrammeRules.PaperNotAccepted);
        (await Place(scenario, session, Guid.NewGuid())).ExpectRefused(ProgrammeRules.NoSuchPaper);
        (await Place(scenario, session, accepted, 2)).ExpectRefused(ProgrammeRules.NoSuchRevision);
        (await scenario.Organiser.Post($"/v1/sessions/{session}/open", Confirmed))
            .ExpectRefused(ProgrammeRules.AcceptedPaperNeeded);
        var placed = (await Place(scenario, session, accepted)).Expect(HttpStatusCode.OK);
        Assert.Equal(accepted, (Guid)placed.Body["agenda"]![0]!["paper"]!);
        Assert.Equal(placed.ETag, (await Place(scenario, session, accepted)).ETag);

        (await scenario.Organiser.Delete($"/v1/sessions/{session}/agenda/{accepted}")).Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post($"/v1/sessions/{session}/open", Confirmed))
            .ExpectRefused(ProgrammeRules.AcceptedPaperNeeded);
        (await Place(scenario, session, accepted)).Expect(HttpStatusCode.OK);
        var opened = (await scenario.Organiser.Post($"/v1/sessions/{session}/open", Confirmed))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("open", (string?)opened.Body["status"]);
    }

    [Fact]
    public async Task a_town_hall_opens_with_a_paper_and_a_representative_of_local_governments()
    {
        var (scenario, lead) = await Convene("agenda-town-hall", "town-hall", "civil-society-partner");
        var session = await Session(scenario, "town-hall", lead);
        var paper = await Paper(scenario, "town-hall", lead);
        await Accept(scenario, paper);
        (await scenario.Organiser.Post($"/v1/sessions/{session}/open", Confirmed))
            .ExpectRefused(ProgrammeRules.PaperNeeded);
        (await Place(scenario, session, paper)).Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post($"/v1/sessions/{session}/open", Confirmed))
            .ExpectRefused(ProgrammeRules.RepresentativeNeeded);
        var mayor = await scenario.Person(await scenario.Organisation("local-government"));
        (await scenario.Organiser.Post(
                $"/v1/sessions/{session}/participants", new { person = mayor, role = "panelist" }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post($"/v1/sessions/{session}/open", Confirmed)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_paper_is_placed_only_on_agendas_of_its_own_track_and_congress()
    {
        var (scenario, lead) = await Convene("agenda-tracks", "assembly", "section");
        var paper = await Paper(scenario, "assembly", lead);
        await Accept(scenario, paper);
        var townHall = await Session(scenario, "town-hall", await scenario.Organisation("civil-society-partner"));
        (await Place(scenario, townHall, paper)).ExpectRefused(ProgrammeRules.PaperOfAnotherTrack);
        (await Place(scenario, await scenario.Session("Talk"), paper)).ExpectRefused(ProgrammeRules.NoPapersInTrack);
        var (other, _) = await Convene("agenda-other", "assembly", "section");
        var otherSession = await Session(other, "assembly", lead);
        (await Place(other, otherSession, paper)).ExpectRefused(ProgrammeRules.NoSuchPaper);
    }

    private async Task<(ProgrammeScenario Scenario, Guid Lead)> Convene(string slug, string track, string kind)
    {
        var scenario = await ProgrammeScenario.Convene(server, slug);
        (await scenario.Organiser.Post($"{scenario.Path}/calls", new
        {
            @for = "papers",
            track,
            opensAt = "2019-01-01T00:00:00+02:00",
            closesAt = "2019-12-31T00:00:00+02:00",
        })).Expect(HttpStatusCode.Created);
        return (scenario, await scenario.Organisation(kind));
    }

    private static Task<Guid> Session(ProgrammeScenario scenario, string track, Guid lead) => scenario.Session(new
    {
        track,
        scope = track == "assembly" ? "thematic" : null,
        title = ProgrammeScenario.En("Session"),
        policyDomains = new[] { "right-to-the-city" },
        lead,
        mode = "in-person",
        languages = new[] { "en" },
        slot = scenario.Slot("09:00", "10:00"),
    });

    private async Task<Guid> Paper(ProgrammeScenario scenario, string track, Guid organisation)
    {
        var partner = await server.As("partner", organisation);
        return (await partner.Post($"{scenario.Path}/papers", new
        {
            track,
            organisation,
            title = ProgrammeScenario.En($"Paper {Guid.NewGuid()}"),
            summary = ProgrammeScenario.En("In short."),
            body = ProgrammeScenario.En("At length."),
            policyDomains = new[] { "right-to-the-city" },
            scope = track == "assembly" ? "thematic" : null,
            proposedRecommendations = new[] { new { text = ProgrammeScenario.En("Do it.") } },
        }, ("Idempotency-Key", Guid.NewGuid().ToString()))).Expect(HttpStatusCode.Created).Id;
    }

    private static async Task Accept(ProgrammeScenario scenario, Guid paper) =>
        (await scenario.Organiser.PostSeen($"/v1/papers/{paper}", "accept")).Expect(HttpStatusCode.OK);

    private static Task<Answer> Place(ProgrammeScenario scenario, Guid session, Guid paper, int revision = 1) =>
        scenario.Organiser.Post($"/v1/sessions/{session}/agenda", new { paper, revision });
}
