using System.Net;

namespace Summit.Http.Tests.Access;

[Collection(typeof(AccessServer))]
public sealed class AuthenticationTests(SummitServer server)
{
    [Fact]
    public async Task an_expired_key_is_refused()
    {
        var now = server.Clock.GetUtcNow();
        var issued = (await server.Administrator.Post("/v1/keys",
            new { label = "brief", role = "organiser", expiresAt = now.AddMinutes(-1) })).Body;
        (await new Client(server.Address, (string)issued["token"]!).Get("/v1/organisations"))
            .ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
    }

    [Fact]
    public async Task the_last_use_of_a_key_is_recorded()
    {
        var issued = (await server.Administrator.Post("/v1/keys", new { label = "used", role = "auditor" })).Body;
        await new Client(server.Address, (string)issued["token"]!).Get("/v1/organisations");
        var keys = (await server.Administrator.Get("/v1/keys")).Body["items"]!.AsArray();
        var key = keys.Single(key => (string?)key!["id"] == (string?)issued["key"]!["id"])!;
        Assert.NotNull(key["lastUsedAt"]);
    }

    [Fact]
    public async Task a_wrong_secret_with_a_known_key_id_is_refused()
    {
        var token = (string)(await server.Administrator.Post("/v1/keys", new { label = "forged", role = "auditor" }))
            .Body["token"]!;
        var forged = token[..^4] + (token.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");
        (await new Client(server.Address, forged).Get("/v1/organisations"))
            .ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
    }

    [Fact]
    public async Task a_key_of_one_congress_does_not_reach_another_congress()
    {
        await server.Administrator.Post("/v1/congresses", Congress.CongressBodies.Durban("scoped-a"));
        await server.Administrator.Post("/v1/congresses", Congress.CongressBodies.Durban("scoped-b"));
        var organiser = await server.As("organiser", congress: "scoped-a");
        var domain = new { code = "climate", name = new { en = "Climate" } };
        (await organiser.Post("/v1/congresses/scoped-a/policy-domains", domain)).Expect(HttpStatusCode.Created);
        (await organiser.Post("/v1/congresses/scoped-b/policy-domains", domain))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await organiser.Get("/v1/congresses/scoped-b")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        var listed = (await organiser.Get("/v1/congresses")).Body["items"]!.AsArray();
        Assert.Equal("scoped-a", (string?)Assert.Single(listed)!["slug"]);
    }
}
