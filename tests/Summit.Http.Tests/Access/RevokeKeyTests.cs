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

    [Fact]
    public async Task a_revocation_sent_again_under_its_idempotency_key_gets_the_first_response()
    {
        var administrator = server.Administrator;
        var issued = (await administrator.Post("/v1/keys", new { label = "revoked", role = "organiser" })).Body;
        var path = $"/v1/keys/{issued["key"]!["id"]}/revoke";
        var first = (await administrator.Post(path, null, ("Idempotency-Key", path))).Expect(HttpStatusCode.OK);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = (await administrator.Post(path, null, ("Idempotency-Key", path))).Expect(HttpStatusCode.OK);
        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Equal(first.Body["revokedAt"]!.ToString(),
            (await administrator.Post(path)).Expect(HttpStatusCode.OK).Body["revokedAt"]!.ToString());
    }

    [Fact]
    public async Task a_key_neither_lists_nor_revokes_those_beyond_its_scope()
    {
        await CongressScenario.Convene(server, "revoking");
        var narrow = await server.As("administrator", congress: "revoking");
        var (within, beyond) = (await Issued("revoking"), await Issued(null));
        var listed = (await narrow.Get("/v1/keys")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains(within, listed, StringComparison.Ordinal);
        Assert.DoesNotContain(beyond, listed, StringComparison.Ordinal);
        (await narrow.Post($"/v1/keys/{beyond}/revoke")).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await narrow.Post($"/v1/keys/{within}/revoke")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(beyond, (await narrow.Get("/v1/keys")).Text, StringComparison.Ordinal);

        async Task<string> Issued(string? congress) => (string)(await server.Administrator.Post(
            "/v1/keys", new { label = "one", role = "organiser", congress })).Body["key"]!["id"]!;
    }
}
