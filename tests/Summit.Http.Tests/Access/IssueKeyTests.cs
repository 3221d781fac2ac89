using System.Net;
using System.Text.Json.Nodes;

namespace Summit.Http.Tests.Access;

[Collection(typeof(AccessServer))]
public sealed class IssueKeyTests(SummitServer server)
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

    [Fact]
    public async Task a_key_gives_nothing_that_it_has_not_itself()
    {
        var scenario = await CongressScenario.Convene(server, "issuing");
        var partner = await scenario.Organisation("HIC", "civil-society-partner");
        var narrow = await server.As("administrator", congress: "issuing", track: "town-hall");
        foreach (var wider in new object[]
        {
            new { label = "x", role = "administrator" },
            new { label = "x", role = "auditor", congress = "issuing" },
            new { label = "x", role = "auditor", track = "town-hall" },
            new { label = "x", role = "auditor", congress = "issuing", track = "assembly" },
        })
        {
            (await narrow.Post("/v1/keys", wider)).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        }
        (await narrow.Post("/v1/keys", new
        {
            label = "x", role = "partner", congress = "issuing", track = "town-hall", organisation = partner,
        })).Expect(HttpStatusCode.Created);
        var spokesperson = await server.As("administrator", organisation: partner);
        (await spokesperson.Post("/v1/keys", new { label = "x", role = "auditor" }))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }
}
