using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Http.Tests.Access;
using Summit.Store;

namespace Summit.Http.Tests.Fuzz;

/// <summary>
/// Every operation and role, asked with values from the OpenAPI document, from its edges and from beyond. README.md
/// says how to ask longer, and how to ask the same again.
/// </summary>
[Collection(typeof(FuzzedServer))]
public sealed class FuzzTests(FuzzServer server, ITestOutputHelper output)
{
    private const int Lanes = 2;
    private const int RequestsOfWorld = 400;
    private const int ShownMax = 25;
    private const int GrowthMax = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task whatever_is_asked_is_answered_as_the_document_says_and_leaves_the_store_valid()
    {
        var seed = Setting("SUMMIT_FUZZ_SEED", 20191111);
        var requests = Setting("SUMMIT_FUZZ_REQUESTS", 6000);
        var document = new FuzzDocument((await server.Anybody.Get("/openapi/v1.json")).Body);
        var lanes = Enumerable.Range(0, Lanes)
            .Select(lane => new FuzzLane($"lane-{lane}", new Random(seed + lane), document, server.Address)).ToArray();
        var memory = 0.0;
        for (var world = 0; lanes.Sum(lane => lane.Sent) < requests; world++)
        {
            // One after the other: to make one moves the clock.
            foreach (var lane in lanes)
                lane.Enter(await World(server, $"{lane.Name}-{world}"));
            await Task.WhenAll(lanes.Select(lane => lane.Run(Math.Min(RequestsOfWorld, requests / Lanes))));
            memory = memory == 0 ? Megabytes() : memory;
        }
        await server.Settled();
        foreach (var lane in lanes)
            lane.Dispose();

        var statuses = lanes.SelectMany(lane => lane.Statuses).ToLookup(status => status);
        output.WriteLine($"Seed {seed}: " + string.Join(", ",
            statuses.OrderBy(status => status.Key).Select(status => $"{(int)status.Key} {status.Count()} times")));
        var faults = lanes.SelectMany(lane => lane.Faults).DistinctBy(fault => fault.Kind).ToArray();
        Assert.True(faults.Length == 0, $"Seed {seed}, {requests} requests, {faults.Length} kinds of faults:\n\n"
            + string.Join("\n\n", faults.Take(ShownMax)));
        // What is only ever refused shows nothing.
        var done = statuses.Where(status => (int)status.Key < 300).Sum(status => status.Count());
        Assert.True(done * 10 > requests, $"{done} of {requests} were done.");
        Assert.Empty(await server.Services.GetRequiredService<StoreVerifier>().Run(Cancel));
        var replay = server.Services.GetRequiredService<ProjectionRebuilder>();
        foreach (var name in replay.Names)
            Assert.Null(await replay.Compare(name, Cancel));
        var now = Megabytes();
        output.WriteLine($"{memory:F0} MB at first, {now:F0} MB at last.");
        Assert.True(now < memory * GrowthMax, $"{memory:F0} MB have become {now:F0} MB.");
    }

    // Things that nothing has happened to yet, and a caller of each role.
    private static async Task<FuzzWorld> World(SummitServer server, string slug)
    {
        var samples = await ScopeSamples.Make(server, slug);
        var person = (await server.Administrator.Post("/v1/people",
            new { name = "A. Delegate", languages = new[] { "en" }, samples.Organisation }))
            .Expect(HttpStatusCode.Created).Id;
        var callers = new Dictionary<string, string?> { ["nobody"] = null };
        foreach (var role in new[] { "organiser", "rapporteur", "auditor", "administrator" })
            callers[role] = await Token(new { label = role, role });
        foreach (var role in new[] { "partner", "secretary", "delegate" })
            callers[role] = await Token(new { label = role, role, samples.Organisation, person });
        return new FuzzWorld(samples, callers);

        async Task<string> Token(object asked) =>
            (string)(await server.Administrator.Post("/v1/keys", asked)).Expect(HttpStatusCode.Created).Body["token"]!;
    }

    private static int Setting(string name, int value) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : value;

    private static double Megabytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
    }
}

/// <summary>A service that nobody asks too often, and that nobody else asks.</summary>
public sealed class FuzzServer(PostgresServer postgres) : SummitServer(postgres)
{
    protected override IReadOnlyDictionary<string, string> Configuration => new Dictionary<string, string>
    {
        ["Summit:RateLimits:CommandsPerSecond"] = "0",
        ["Summit:RateLimits:CostlyReadsPerSecond"] = "0",
        ["Summit:RateLimits:WrongKeysPerMinute"] = "0",
    };
}

// Alone, after the others: what they hold in memory is none of its business.
[CollectionDefinition(DisableParallelization = true)]
public sealed class FuzzedServer : ICollectionFixture<FuzzServer>;
