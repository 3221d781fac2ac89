using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Summit.Operations;

namespace Summit.Http.Tests.Operations;

/// <summary>
/// Each route that reads streams gives the same answer again as of its position and time, after further events.
/// </summary>
public sealed class AsOfJourneyTests(HurriedServer server) : IClassFixture<HurriedServer>
{
    private static readonly double[] Halts = [0.55, 0.95];

    private readonly Scenario whole = Scenario.Load("durban-2019");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task each_read_gives_the_same_answer_later_as_of_its_position_and_its_time()
    {
        var kept = new List<Known>();
        foreach (var halt in Halts.Select(part => (int)(whole.Steps.Count * part)))
        {
            // What happens next happens at another time: a moment names one position.
            var steps = whole.Steps.Take(halt)
                .Concat(whole.Steps.Skip(halt).TakeWhile(step => step.At == whole.Steps[halt - 1].At));
            await ScenarioRunner.Run(new Scenario(whole.Name, [.. steps]), server.ConnectionString, Cancel);
            kept.AddRange(await ReadAll());
        }
        await ScenarioRunner.Run(whole, server.ConnectionString, Cancel);

        var changed = 0;
        foreach (var then in kept)
        {
            Assert.Equal(then, then with { Text = await Read($"{then.Path}?position={then.Position}") });
            Assert.Equal(then, then with { Text = await Read($"{then.Path}?asOf={then.At:yyyy-MM-dd'T'HH:mm:ss'Z'}") });
            changed += await Read(then.Path) == then.Text ? 0 : 1;
        }
        Assert.True(changed > 50, $"Of {kept.Count} things {changed} have changed since: too few to show anything.");
        // The scenario defines no format of its own.
        Assert.Equal(["/v1/congresses/{slug}/formats/{code}"],
            (await Routes()).Except(kept.Select(then => then.Route)));
    }

    /// <summary>Reads everything there is, at the position that the store has come to.</summary>
    private async Task<List<Known>> ReadAll()
    {
        var head = (long)(await server.Sql("select max(seq_id) from events.mt_events"))!;
        var at = (DateTime)(await server.Sql("select timestamp from events.mt_events where seq_id = $1", head))!;
        var made = (string[])(await server.Sql(
            "select array_agg(distinct headers ->> 'Location') from events.answers where headers ? 'Location'"))!;
        // An item of the World Assembly has the id of its recommendation.
        made =
        [
            .. made.Union(made.Select(path => path.Replace("/v1/recommendations/", "/v1/world-assembly/items/"))),
        ];
        var known = new List<Known>();
        foreach (var route in await Routes())
        {
            foreach (var path in Paths(route, made))
                known.Add(new Known(route, path, head, at, await Read($"{path}?position={head}")));
        }
        return known;
    }

    /// <summary>What is answered; null where there is nothing.</summary>
    private async Task<string?> Read(string path)
    {
        var answer = await server.Administrator.Get(path);
        return answer.Status == HttpStatusCode.NotFound ? null : answer.Expect(HttpStatusCode.OK).Text;
    }

    /// <summary>The routes that can be read as of a position.</summary>
    private async Task<string[]> Routes() =>
    [
        .. (await server.Anybody.Get("/openapi/v1.json")).Body["paths"]!.AsObject()
            .Where(path => path.Value!["get"]?["parameters"] is JsonArray parameters
                && parameters.Any(parameter => (string?)parameter!["name"] == "position"))
            .Select(path => path.Key)
            .Order(),
    ];

    /// <summary>Where a route leads to: the things themselves that were made, and what is found below them.</summary>
    private static IEnumerable<string> Paths(string route, string[] made)
    {
        var pattern = new Regex($"^{Regex.Replace(route, "{[^}]+}", "([^/]+)")}$");
        var below = Regex.Match(route, "^(.*})/([a-z/-]+)$");
        if (!route.Contains('{'))
            return [route];
        var things = made.Where(path => pattern.IsMatch(path)).ToArray();
        if (things.Length > 0 || !below.Success)
            return things;
        return Paths(below.Groups[1].Value, made).Select(thing => $"{thing}/{below.Groups[2].Value}");
    }

    private sealed record Known(string Route, string Path, long Position, DateTime At, string? Text);
}

/// <summary>A service that lets one caller read as fast as it answers.</summary>
public sealed class HurriedServer(PostgresServer postgres) : SummitServer(postgres)
{
    protected override IReadOnlyDictionary<string, string> Configuration =>
        new Dictionary<string, string> { ["Summit:RateLimits:CostlyReadsPerSecond"] = "0" };
}
