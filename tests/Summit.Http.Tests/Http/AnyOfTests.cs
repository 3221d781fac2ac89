using System.Net;
using System.Text.Json.Nodes;
using Summit.Http.Tests.Papers;

namespace Summit.Http.Tests.Http;

public sealed class AnyOfTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_list_is_narrowed_to_several_values_at_once()
    {
        var scenario = await PapersScenario.Convene(server, "several");
        await scenario.Submitted("pending");
        await scenario.Accepted("taken");
        var rejected = await scenario.Submitted("refused");
        (await scenario.Organiser.PostSeen($"/v1/papers/{rejected.Id}", "reject", new { reason = "No." }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(["taken", "refused"], await scenario.Titles(scenario.Organiser, "?status=accepted,rejected"));
        Assert.Equal(["taken"], await scenario.Titles(scenario.Organiser, "?status=accepted"));
        Assert.Equal(["pending", "taken", "refused"],
            await scenario.Titles(scenario.Organiser, "?track=town-hall,assembly"));
    }

    [Theory]
    [InlineData("/v1/congresses/{0}/papers", "status", "submitted,accepted")]
    [InlineData("/v1/congresses/{0}/papers", "track", "assembly,town-hall")]
    [InlineData("/v1/congresses/{0}/sessions", "status", "open,closed")]
    [InlineData("/v1/congresses/{0}/sessions", "track", "assembly,town-hall")]
    [InlineData("/v1/congresses/{0}/recommendations", "status", "adopted,adopted-as-amended")]
    [InlineData("/v1/congresses/{0}/recommendations", "track", "assembly,town-hall")]
    [InlineData("/v1/congresses/{0}/outcomes", "status", "adopted,adopted-as-amended")]
    [InlineData("/v1/congresses/{0}/outcomes", "track", "assembly,town-hall")]
    [InlineData("/v1/deliveries", "status", "pending,dead")]
    [InlineData("/v1/organisations", "kind", "local-government,stakeholder")]
    public async Task each_such_filter_takes_several_values_and_says_which_there_are(
        string list, string filter, string values)
    {
        var scenario = await PapersScenario.Convene(server, $"filter-{Guid.NewGuid():N}");
        var path = string.Format(null, list, scenario.Slug);
        (await scenario.Organiser.Get($"{path}?{filter}={values}")).Expect(HttpStatusCode.OK);
        foreach (var wrong in new[] { $"{values},lost", $"{values},", "", "0", $"{values}&{filter}={values}" })
            (await scenario.Organiser.Get($"{path}?{filter}={wrong}"))
                .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        var refused = await scenario.Organiser.Get($"{path}?{filter}=lost");
        foreach (var value in values.Split(','))
            Assert.Contains(value, (string)refused.Body["errors"]![$"?{filter}"]![0]!, StringComparison.Ordinal);
        var document = (await server.Anybody.Get("/openapi/v1.json")).Body;
        var parameter = document["paths"]![string.Format(null, list, "{slug}")]!["get"]!["parameters"]!.AsArray()
            .Single(one => (string?)one!["name"] == filter)!;
        Assert.False((bool)parameter["explode"]!);
        JsonNode names = parameter["schema"]!["items"]!["enum"]!;
        Assert.Superset(values.Split(',').ToHashSet(), names.AsArray().Select(name => (string)name!).ToHashSet());
    }
}
