using System.Net;
using Summit.Programme;

namespace Summit.Http.Tests.Programme;

public sealed class ProposeSessionTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_malformed_proposal_names_the_place_of_its_error()
    {
        var scenario = await ProgrammeScenario.Convene(server, "ill-formed");
        var answer = await scenario.Organiser.Post($"{scenario.Path}/sessions", new
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
        var noOffset = await scenario.Organiser.Post($"{scenario.Path}/sessions", await scenario.Talk(
            slot: new
            {
                room = scenario.Hall, startsAt = "2019-11-11T09:00:00", endsAt = "2019-11-11T10:00:00+02:00",
            }));
        Assert.NotNull(noOffset.ExpectProblem(HttpStatusCode.BadRequest, "http/malformed")
            .Body["errors"]!["/slot/startsAt"]);
        (await scenario.Organiser.Post("/v1/congresses/nowhere/sessions", await scenario.Talk()))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await scenario.Organiser.Post($"/v1/sessions/{Guid.NewGuid()}/open"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        // A Congress is no session, though it is a stream.
        var congress = (await scenario.Organiser.Get(scenario.Path)).Id;
        (await scenario.Organiser.Post($"/v1/sessions/{congress}/open"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
    }

    [Fact]
    public async Task a_person_may_lead_a_talk_but_no_lab()
    {
        var scenario = await ProgrammeScenario.Convene(server, "led-by-person");
        var person = await scenario.Person();
        (await Propose("inspiration")).Expect(HttpStatusCode.Created);
        (await Propose("policies-and-voices")).ExpectRefused(ProgrammeRules.FormatNotOpenToLead);

        Task<Answer> Propose(string format) => scenario.Organiser.Post($"{scenario.Path}/sessions", new
        {
            track = "local4action",
            format,
            title = ProgrammeScenario.En("Small exchange"),
            policyDomains = new[] { "right-to-the-city" },
            lead = person,
            mode = "hybrid",
            languages = new[] { "en" },
        });
    }

    [Fact]
    public async Task a_partner_may_only_propose_a_town_hall_that_its_own_organisation_leads()
    {
        var scenario = await ProgrammeScenario.Convene(server, "town-hall");
        var (own, other) = (await scenario.Organisation("civil-society-partner"),
            await scenario.Organisation("civil-society-partner"));
        var partner = await server.As("partner", own);
        (await partner.Post($"{scenario.Path}/sessions", TownHall(other)))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await partner.Post($"{scenario.Path}/sessions", TownHall(own, scenario.Slot("09:00", "10:00"))))
            .ExpectRefused(ProgrammeRules.SlotByOrganiser);
        var thing = $"/v1/sessions/{(await partner.Post($"{scenario.Path}/sessions", TownHall(own)))
            .Expect(HttpStatusCode.Created).Id}";
        (await partner.PostSeen(thing, "schedule", scenario.Slot("09:00", "10:00")))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.Organiser.PostSeen(thing, "schedule", scenario.Slot("09:00", "10:00")))
            .Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post($"{thing}/open")).ExpectRefused(ProgrammeRules.PaperNeeded);
        (await server.Anybody.Post($"{scenario.Path}/sessions", TownHall(own)))
            .ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
        var otherTrack = await server.As("organiser", track: "assembly");
        (await otherTrack.Post($"{scenario.Path}/sessions", TownHall(own)))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await otherTrack.Post($"{thing}/cancel", new { reason = "Not mine." }))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");

        static object TownHall(Guid lead, object? slot = null) => new
        {
            track = "town-hall",
            title = ProgrammeScenario.En("Town Hall"),
            policyDomains = new[] { "right-to-the-city" },
            lead,
            mode = "in-person",
            languages = new[] { "en" },
            slot,
        };
    }
}
