using System.Globalization;
using System.Net;

namespace Summit.Http.Tests.Http;

/// <summary>A service with the smallest limits there are: five at once, then one a second; two wrong keys.</summary>
public sealed class LimitedServer(PostgresServer postgres) : SummitServer(postgres)
{
    protected override IReadOnlyDictionary<string, string> Configuration => new Dictionary<string, string>
    {
        ["Summit:RateLimits:CommandsPerSecond"] = "1",
        ["Summit:RateLimits:CostlyReadsPerSecond"] = "1",
        ["Summit:RateLimits:CostlyReadsAtOnce"] = "1",
        ["Summit:RateLimits:WrongKeysPerMinute"] = "2",
    };
}

public sealed class RateLimitsTests(LimitedServer server) : IClassFixture<LimitedServer>
{
    [Fact]
    public async Task a_keys_commands_beyond_its_limit_are_429_and_another_keys_are_not()
    {
        var (one, other) = (await server.As("organiser"), await server.As("organiser"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => one.Post("/v1/people", new { })));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.BadRequest);
        IsLimited(answers.First(answer => answer.Status == HttpStatusCode.TooManyRequests));
        (await other.Post("/v1/people", new { })).ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        (await one.Get("/v1/organisations")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task an_addresss_costly_reads_beyond_its_limit_are_429_and_a_keys_are_not()
    {
        const string outcomes = "/v1/congresses/nowhere/outcomes";
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => server.Anybody.Get(outcomes)));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.NotFound);
        IsLimited(answers.First(answer => answer.Status == HttpStatusCode.TooManyRequests));
        (await server.Administrator.Get(outcomes)).Expect(HttpStatusCode.NotFound);
        (await server.Anybody.Get("/v1/congresses")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task wrong_keys_beyond_the_limit_of_their_address_are_429_and_a_right_one_passes()
    {
        var wrong = new Client(server.Address, "summit_00000000000000000000000000000000_wrong");
        var answers = new List<Answer>();
        for (var n = 0; n < 10; n++)
            answers.Add(await wrong.Get(n % 2 == 0 ? "/v1/congresses" : "/v1/organisations"));
        answers[0].ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
        IsLimited(answers[^1]);
        (await server.Administrator.Get("/v1/congresses")).Expect(HttpStatusCode.OK);
    }

    private static void IsLimited(Answer answer)
    {
        answer.ExpectProblem(HttpStatusCode.TooManyRequests, "http/too-many-requests");
        Assert.InRange(int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
    }
}
