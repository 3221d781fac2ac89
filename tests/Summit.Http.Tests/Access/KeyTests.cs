using System.Net;
using System.Text.Json.Nodes;

namespace Summit.Http.Tests.Access;

public sealed class KeyTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task the_secret_of_a_key_is_shown_once_and_stored_nowhere()
    {
        var body = new { label = "once", role = "auditor" };
        var issued = (await server.Administrator.Post("/v1/keys", body, ("Idempotency-Key", "once-1")))
            .Expect(HttpStatusCode.Created);
        var token = (string)issued.Body["token"]!;
        var again = await server.Administrator.Post("/v1/keys", body, ("Idempotency-Key", "once-1"));
        again.Expect(HttpStatusCode.Created);
        Assert.Equal((string?)issued.Body["key"]!["id"], (string?)again.Body["key"]!["id"]);
        Assert.Null(again.Body["token"]);
        Assert.DoesNotContain(token, (await server.Administrator.Get("/v1/keys")).Text, StringComparison.Ordinal);
        Assert.Equal(0L, await server.Sql(
            "select count(*) from (select row_to_json(k)::text t from access.keys k"
            + " union all select convert_from(body, 'UTF8') from events.answers"
            + $" union all select row_to_json(e)::text from events.mt_events e) x where t like '%{token[40..]}%'"));
    }

    [Fact]
    public async Task a_revoked_key_is_refused_at_once()
    {
        var issued = (await server.Administrator.Post("/v1/keys", new { label = "revoked", role = "organiser" })).Body;
        var client = new Client(server.Address, (string)issued["token"]!);
        (await client.Get("/v1/organisations")).Expect(HttpStatusCode.OK);
        (await server.Administrator.Post($"/v1/keys/{issued["key"]!["id"]}/revoke")).Expect(HttpStatusCode.OK);
        (await client.Get("/v1/organisations")).ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
    }

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

    [Theory]
    [InlineData("partner", "access/partner-without-organisation")]
    [InlineData("delegate", "access/delegate-without-person")]
    public async Task a_key_of_a_partner_or_delegate_needs_its_organisation_or_person(string role, string rule) =>
        (await server.Administrator.Post("/v1/keys", new { label = "x", role }))
            .ExpectProblem(HttpStatusCode.Conflict, rule);

    [Fact]
    public async Task a_key_for_a_missing_organisation_person_or_congress_is_refused()
    {
        foreach (var body in new JsonObject[]
        {
            new() { ["label"] = "x", ["role"] = "partner", ["organisation"] = Guid.NewGuid().ToString() },
            new() { ["label"] = "x", ["role"] = "delegate", ["person"] = Guid.NewGuid().ToString() },
            new() { ["label"] = "x", ["role"] = "organiser", ["congress"] = "nowhere" },
        })
        {
            (await server.Administrator.Post("/v1/keys", body))
                .ExpectProblem(HttpStatusCode.Conflict, "access/no-such-scope");
        }
    }
}
