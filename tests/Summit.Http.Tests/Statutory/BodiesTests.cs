using System.Net;
using Summit.Http.Tests.Programme;
using Summit.Statutory;

namespace Summit.Http.Tests.Statutory;

public sealed class BodiesTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_body_is_established_seated_and_read_as_of_a_past_position()
    {
        var stage = await ProgrammeScenario.Set(server, "bodies");
        var body = await stage.Body(3);
        var thing = $"/v1/bodies/{body.Id}";
        var before = (await stage.Organiser.Get(thing)).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (int)before.Body["quorumNeeded"]!);
        var ruled = (await body.Secretary.Post($"{thing}/rules", new { quorum = new { of = "fixed", count = 3 } }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(3, (int)ruled.Body["quorumNeeded"]!);
        var ended = (await stage.Organiser.Post(
                $"{thing}/mandates/{body.Seats[0].Person}/end", new { reason = "Resigned." }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(2, ended.Body["seats"]!.AsArray().Count);
        var then =
            (await stage.Organiser.Get($"{thing}?position={ruled.Headers[StoredResponseResult.PositionHeader]}"));
        Assert.Equal(3, then.Body["seats"]!.AsArray().Count);
        var listed =
            await stage.Organiser.Get($"/v1/bodies?position={ruled.Headers[StoredResponseResult.PositionHeader]}");
        Assert.Contains(listed.Body["items"]!.AsArray(), item => (Guid)item!["id"]! == body.Id
            && item["seats"]!.AsArray().Count == 3);
        (await server.Anybody.Get("/v1/bodies")).ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
    }

    [Fact]
    public async Task a_code_and_an_organisation_belong_to_only_one_body()
    {
        var stage = await ProgrammeScenario.Set(server, "codes");
        var (one, other) = (await stage.Organisation("statutory-body"), await stage.Organisation("statutory-body"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Establish("raced", one)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        (await Establish("raced", other)).ExpectRefused(StatutoryRules.CodeTaken);
        (await Establish("another", one)).ExpectRefused(StatutoryRules.OrganisationTaken);
        (await Establish("a-section", await stage.Organisation("section")))
            .ExpectRefused(StatutoryRules.NotAStatutoryBody);

        Task<Answer> Establish(string code, Guid organisation) => stage.Organiser.Post("/v1/bodies",
            new { code, name = ProgrammeScenario.En("Body"), organisation, quorum = new { of = "fixed", count = 1 } });
    }

    [Fact]
    public async Task only_members_of_the_world_organisation_are_seated()
    {
        var stage = await ProgrammeScenario.Set(server, "members");
        var (body, other) = (await stage.Body(1), await stage.Body(0));
        var (member, stranger) = (await stage.Organisation("association", isMember: true),
            await stage.Organisation("stakeholder"));
        var person = await stage.Person(member);
        (await Seat(stage.Organiser, stranger, person)).ExpectRefused(StatutoryRules.NotAMember);
        (await Seat(stage.Organiser, member, Guid.NewGuid())).ExpectRefused(StatutoryRules.NoSuchPerson);
        (await Seat(other.Secretary, member, person)).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await Seat(body.Secretary, member, person)).Expect(HttpStatusCode.OK);
        (await Seat(stage.Organiser, member, person, "alternate"))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        var rules = new { quorum = new { of = "fixed", count = 3 } };
        (await stage.Organiser.Post($"/v1/bodies/{Guid.NewGuid()}/rules", rules))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await (await server.As("organiser", track: "assembly")).Post($"/v1/bodies/{body.Id}/rules", rules))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");

        Task<Answer> Seat(Client by, Guid organisation, Guid who, string capacity = "full") =>
            by.Post($"/v1/bodies/{body.Id}/members", new { organisation, person = who, capacity });
    }
}
