using System.Net;

namespace Summit.Http.Tests.Register;

[Collection(typeof(RegisterServer))]
public sealed class RegisterListsTests(SummitServer server)
{
    [Fact]
    public async Task a_partner_sees_only_the_people_of_its_own_organisation()
    {
        var ours = await Registered("/v1/organisations", new { name = new { en = "Ours" }, kind = "stakeholder" });
        var theirs = await Registered("/v1/organisations", new { name = new { en = "Theirs" }, kind = "stakeholder" });
        var languages = new[] { "en" };
        var us = await Registered("/v1/people", new { name = "One of us", languages, organisation = ours });
        var them = await Registered("/v1/people", new { name = "One of them", languages, organisation = theirs });
        var partner = await server.As("partner", organisation: ours);
        (await partner.Get($"/v1/people/{us}")).Expect(HttpStatusCode.OK);
        (await partner.Get($"/v1/people/{them}")).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await partner.Get("/v1/people")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    private async Task<Guid> Registered(string path, object body) =>
        (await server.Administrator.Post(path, body)).Expect(HttpStatusCode.Created).Id;
}
