using System.Net;

namespace Summit.Http.Tests.Access;

[Collection(typeof(AccessServer))]
public sealed class OwnKeyTests(SummitServer server)
{
    [Fact]
    public async Task a_caller_is_told_what_their_key_may_do_and_until_when()
    {
        var scenario = await CongressScenario.Convene(server, "whoami");
        var issued = (await server.Administrator.Post("/v1/keys", new
        {
            label = "Assembly team", role = "organiser", congress = "whoami", track = "assembly",
            expiresAt = "2020-01-01T00:00:00Z",
        })).Expect(HttpStatusCode.Created).Body;
        var own = (await new Client(server.Address, (string)issued["token"]!).Get("/v1/keys/me"))
            .Expect(HttpStatusCode.OK).Body;
        Assert.Equal((string?)issued["key"]!["id"], (string?)own["id"]);
        Assert.Equal(("organiser", "assembly"), ((string?)own["role"], (string?)own["track"]));
        Assert.Equal(scenario.CongressId, (Guid)own["congress"]!);
        Assert.Equal((string?)issued["key"]!["expiresAt"], (string?)own["expiresAt"]);
    }

    [Fact]
    public async Task the_bootstrap_key_is_an_administrators_without_limits()
    {
        var own = (await server.Administrator.Get("/v1/keys/me")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal("administrator", (string?)own["role"]);
        Assert.Null(own["id"]);
        (await server.Anybody.Get("/v1/keys/me")).ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
    }
}
