using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Summit.Store;
using Summit.WorldAssembly;

namespace Summit.Http.Tests.WorldAssembly;

public sealed class SealOutcomeTests(SummitServer server) : IClassFixture<SummitServer>
{
    private static readonly object Adopted = new { decision = "adopted", by = "consensus" };

    private readonly Guid housing = Guid.CreateVersion7();
    private readonly Guid finance = Guid.CreateVersion7();

    [Fact]
    public async Task a_sealed_outcome_is_public_and_its_hash_can_be_recomputed()
    {
        var scenario = await WorldAssemblyScenario.Convened(server, "sealed", housing, finance);
        var organiser = await server.As("organiser");
        (await server.Anybody.Get($"{scenario.Path}/outcome")).Expect(HttpStatusCode.NotFound);
        await WorldAssemblyScenario.Decide(organiser, housing, new
        {
            decision = "adopted-as-amended", by = "vote", tally = new { @for = 83, against = 6, abstaining = 12 },
            text = new { en = "As amended: « été »." },
        });
        (await organiser.Post($"{scenario.Path}/seal")).ExpectRefused(WorldAssemblyRules.ItemsUndecided);
        await WorldAssemblyScenario.Decide(organiser, finance, Adopted);
        var sealed_ = (await organiser.Post($"{scenario.Path}/seal")).Expect(HttpStatusCode.OK);
        Assert.Equal(1, (int)sealed_.Body["version"]!);
        var outcome = (await server.Anybody.Get($"{scenario.Path}/outcome")).Expect(HttpStatusCode.OK);
        var items = outcome.Body["items"]!;
        Assert.Equal([1, 2], items.AsArray().Select(item => (int)item!["number"]!));
        Assert.Equal("As amended: « été ».", (string?)items[0]!["text"]!["en"]);
        Assert.Equal((string?)outcome.Body["hash"],
            CanonicalJson.Hash(JsonSerializer.SerializeToElement(items)));
        Assert.Equal((string?)sealed_.Body["hash"], (string?)outcome.Body["hash"]);
        (await server.Anybody.Get($"{scenario.Path}/outcome", ("If-None-Match", outcome.ETag!)))
            .Expect(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task an_outcome_sealed_again_is_the_same_and_gets_a_second_version_after_a_new_decision()
    {
        var scenario = await WorldAssemblyScenario.Convened(server, "versions", housing, finance);
        var organiser = await server.As("organiser");
        await WorldAssemblyScenario.Decide(organiser, housing, new { decision = "referred-back", by = "consensus" });
        await WorldAssemblyScenario.Decide(organiser, finance, Adopted);
        var first = (await organiser.Post($"{scenario.Path}/seal")).Expect(HttpStatusCode.OK);
        var again = (await organiser.Post($"{scenario.Path}/seal")).Expect(HttpStatusCode.OK);
        Assert.Equal((first.ETag, first.Text), (again.ETag, again.Text));
        var then = first.Headers["Summit-Position"];
        await scenario.Table(housing, round: 2);
        (await organiser.Post($"{scenario.Path}/seal")).ExpectRefused(WorldAssemblyRules.ItemsUndecided);
        await WorldAssemblyScenario.Decide(organiser, housing, Adopted);
        (await organiser.Post($"{scenario.Path}/seal")).Expect(HttpStatusCode.OK);
        var latest = (await server.Anybody.Get($"{scenario.Path}/outcome?lang=fr")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (int)latest.Body["version"]!);
        Assert.Equal([(1, finance), (2, housing)], latest.Body["items"]!.AsArray()
            .Select(item => ((int)item!["number"]!, (Guid)item["recommendation"]!)));
        Assert.Equal("Texte du tour 2.", (string?)latest.Body["items"]![1]!["text"]!["fr"]);
        foreach (var past in new[] { "version=1", $"position={then}" })
        {
            var old = (await server.Anybody.Get($"{scenario.Path}/outcome?{past}")).Expect(HttpStatusCode.OK);
            Assert.Equal((string?)first.Body["hash"], (string?)old.Body["hash"]);
        }
        (await server.Anybody.Get($"{scenario.Path}/outcome?version=3")).Expect(HttpStatusCode.NotFound);
        (await server.Anybody.Get($"{scenario.Path}/outcome?version=x")).Expect(HttpStatusCode.BadRequest);
        (await server.Anybody.Get($"{scenario.Path}/outcome?versoin=1")).Expect(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("world_assembly.items")]
    [InlineData("world_assembly.outcome")]
    public async Task each_view_of_the_world_assembly_equals_its_rebuild(string table)
    {
        var scenario = await WorldAssemblyScenario.Convened(server, table.Replace('.', '-').Replace('_', '-'), housing);
        await WorldAssemblyScenario.Decide(await server.As("organiser"), housing, Adopted);
        await server.Administrator.Post($"{scenario.Path}/seal");
        await scenario.Table(housing, round: 2);
        var replay = server.Services.GetRequiredService<ProjectionRebuilder>();
        Assert.Null(await replay.Compare(table, CancellationToken.None));
        await replay.Rebuild(table, CancellationToken.None);
        Assert.Null(await replay.Compare(table, CancellationToken.None));
    }
}
