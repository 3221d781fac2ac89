using System.Net;

namespace Summit.Http.Tests.Access;

[Collection(typeof(AccessServer))]
public sealed class RevokeKeyTests(SummitServer server)
{
    [Fact]
    public async Task a_revoked_key_is_refused_immediately()
    {
        var issued = (await server.Administrator.Post("/v1/keys", new { label = "revoked", role = "organiser" })).Body;
        var client = new Client(server.Address, (string)issued["token"]!);
        (await client.Get("/v1/organisations")).Expect(HttpStatusCode.OK);
        (await server.Administrator.Post($"/v1/keys/{issued["key"]!["id"]}/revoke")).Expect(HttpStatusCode.OK);
        (await client.Get("/v1/organisations")).ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
    }
}
