using System.Net;
using Summit.Http.Tests.Programme;
using Summit.Statutory;

namespace Summit.Http.Tests.Statutory;

[Collection(typeof(StatutoryServer))]
public sealed class SeatMemberTests(SummitServer server)
{
    [Fact]
    public async Task only_members_of_the_world_organisation_are_seated()
    {
        var scenario = await ProgrammeScenario.Convene(server, "members");
        var (body, other) = (await scenario.Body(1), await scenario.Body(0));
        var (member, stranger) = (await scenario.Organisation("association", isMember: true),
            await scenario.Organisation("stakeholder"));
        var person = await scenario.Person(member);
        (await Seat(scenario.Organiser, stranger, person)).ExpectRefused(StatutoryRules.NotAMember);
        (await Seat(scenario.Organiser, member, Guid.NewGuid())).ExpectRefused(StatutoryRules.NoSuchPerson);
        (await Seat(other.Secretary, member, person)).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await Seat(body.Secretary, member, person)).Expect(HttpStatusCode.OK);
        (await Seat(scenario.Organiser, member, person, "alternate"))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        var rules = new { quorum = new { of = "fixed", count = 3 } };
        (await scenario.Organiser.Post($"/v1/bodies/{Guid.NewGuid()}/rules", rules))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await (await server.As("organiser", track: "assembly")).Post($"/v1/bodies/{body.Id}/rules", rules))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");

        Task<Answer> Seat(Client by, Guid organisation, Guid who, string capacity = "full") =>
            by.Post($"/v1/bodies/{body.Id}/members", new { organisation, person = who, capacity });
    }
}
