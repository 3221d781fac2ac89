using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Summit.Http.Tests.Http;

/// <summary>The times that responses show, on a clock that never stands and counts finer than PostgreSQL.</summary>
public sealed class MomentTests : IClassFixture<SummitServer>
{
    // Given by their callers, and no facts of the record.
    private static readonly string[] Planned = ["startsAt", "endsAt", "opensAt", "closesAt", "expiresAt"];

    private readonly SummitServer server;

    public MomentTests(SummitServer server)
    {
        this.server = server;
        server.Clock.AutoAdvanceAmount = TimeSpan.FromTicks(12_347);
    }

    [Fact]
    public async Task the_time_that_is_shown_of_a_fact_finds_it()
    {
        var scenario = await CongressScenario.Convene(server, "moments");
        await scenario.ConveneWorldAssembly();
        var (session, paper, _) = await scenario.OpenSessionOnPaper();
        var recommendation = await scenario.Draft(session, "Cities fund housing.", paper);
        var thing = $"/v1/recommendations/{recommendation}";
        (await scenario.Rapporteur.Post($"{thing}/amendments",
            new { language = "en", text = "Cities fund homes.", reason = "Clearer", clause = 1 }))
            .Expect(HttpStatusCode.Created);
        await scenario.Agree(recommendation);
        (await scenario.Forward(recommendation)).Expect(HttpStatusCode.OK);
        await scenario.Table(recommendation);
        await scenario.Decide(recommendation, new { decision = "adopted", by = "consensus" });
        await scenario.Seal();
        (await scenario.Organiser.Post($"{scenario.Congress}/programme/releases", new { name = "One" }))
            .Expect(HttpStatusCode.Created);
        var organisation = await scenario.Organisation("Endorser", "association");
        var endorsed = await (await scenario.Partner(organisation))
            .Post($"/v1/papers/{paper}/endorsements", new { organisation });
        Assert.True((int)endorsed.Status < 300, endorsed.Text);

        var found = 0;
        foreach (var path in new[]
                 {
                     scenario.Congress, $"{scenario.Congress}/programme/releases", $"/v1/sessions/{session}",
                     $"/v1/papers/{paper}", thing, $"{scenario.Congress}/world-assembly",
                     $"{scenario.Congress}/world-assembly/outcome", $"/v1/world-assembly/items/{recommendation}",
                 })
        {
            var shown = (await scenario.Organiser.Get(path)).Expect(HttpStatusCode.OK);
            foreach (var fact in Facts(shown.Json!))
            {
                foreach (var moment in new[] { fact.Moment, CutToMilliseconds(fact.Moment) })
                {
                    var then = await scenario.Organiser.Get($"{path}?asOf={Uri.EscapeDataString(moment)}");
                    Assert.True(then.Status == HttpStatusCode.OK && Facts(then.Json!).Contains(fact),
                        $"{path} as of {moment} lacks {fact}: {then.Text}");
                }
                found++;
            }
        }
        Assert.True(found > 15, $"Only {found} times are shown.");
    }

    [Fact]
    public async Task what_a_command_shows_is_what_is_read_afterwards()
    {
        var scenario = await CongressScenario.Convene(server, "shown");
        var organisation = await AssertShown(scenario.Organiser, "/v1/organisations", new
        {
            name = CongressScenario.Text("A city"),
            kind = "local-government",
            memberships = new[]
            {
                new { of = "world-organisation", from = "2010-05-05", until = (string?)null },
                new { of = "constituency", from = "2012-01-01", until = (string?)null },
                new { of = "world-organisation", from = "2004-05-05", until = (string?)"2008-01-01" },
            },
        });
        var person = await AssertShown(scenario.Organiser, "/v1/people",
            new { name = "A mayor", languages = new[] { "en" }, organisation });
        await AssertShown(scenario.Organiser, $"/v1/people/{person}", "erase", server.Administrator);
        await AssertShown(scenario.Organiser, $"{scenario.Congress}/calls", new
        {
            @for = "sessions", track = "local4action", format = "lab", opensAt = "2019-01-01T00:00:00.1234567+02:00",
            closesAt = "2019-12-31T00:00:00Z",
        });
        var (session, _, _) = await scenario.OpenSessionOnPaper();
        await AssertShown(scenario.Organiser, $"/v1/sessions/{session}", "close");

        var key = (await server.Administrator.Post("/v1/keys",
            new { label = "Shown", role = "auditor", expiresAt = "2031-01-01T02:00:00.1234567+02:00" }))
            .Expect(HttpStatusCode.Created).Body["key"]!;
        Assert.Equal("2031-01-01T00:00:00.123456+00:00", (string?)key["expiresAt"]);
        Assert.True(JsonNode.DeepEquals(key, await Listed(key)), $"{key} is listed as {await Listed(key)}");
        var revoked = (await server.Administrator.Post($"/v1/keys/{key["id"]}/revoke")).Expect(HttpStatusCode.OK);
        Assert.True(JsonNode.DeepEquals(revoked.Json, await Listed(key)), revoked.Text);
    }

    private async Task<JsonNode?> Listed(JsonNode key) =>
        (await server.Administrator.Get("/v1/keys")).Expect(HttpStatusCode.OK).Body["items"]!.AsArray()
            .Single(one => (string)one!["id"]! == (string)key["id"]!);

    private static async Task<Guid> AssertShown(Client client, string path, object body)
    {
        var shown = (await client.Post(path, body)).Expect(HttpStatusCode.Created);
        await AssertIsRead(client, shown.Headers["Location"], shown);
        return shown.Id;
    }

    private static async Task AssertShown(Client client, string thing, string act, Client? by = null) =>
        await AssertIsRead(client, thing, (await (by ?? client).Post($"{thing}/{act}")).Expect(HttpStatusCode.OK));

    private static async Task AssertIsRead(Client client, string path, Answer shown)
    {
        var read = (await client.Get(path)).Expect(HttpStatusCode.OK);
        Assert.True(JsonNode.DeepEquals(shown.Json, read.Json), $"{shown.Text} is read as {read.Text}");
    }

    private static string CutToMilliseconds(string moment) =>
        DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    // Each time with the place where it is shown.
    private static IEnumerable<(string Path, string Moment)> Facts(JsonNode shown) => shown switch
    {
        JsonObject thing => thing.Where(one => !Planned.Contains(one.Key) && one.Value is not null)
            .SelectMany(one => Facts(one.Value!)),
        JsonArray things => things.Where(one => one is not null).SelectMany(one => Facts(one!)),
        JsonValue value when value.TryGetValue<string>(out var text) && text.Length > 19 && text[10] == 'T'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) => [(value.GetPath(), text)],
        _ => [],
    };
}
