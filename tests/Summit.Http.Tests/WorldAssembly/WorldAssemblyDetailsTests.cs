using System.Net;
using System.Text.Json.Nodes;

namespace Summit.Http.Tests.WorldAssembly;

[Collection(typeof(WorldAssemblyServer))]
public sealed class WorldAssemblyDetailsTests(SummitServer server)
{
    private readonly Guid housing = Guid.CreateVersion7();

    [Fact]
    public async Task a_world_assembly_is_read_as_of_a_past_position()
    {
        var scenario = await WorldAssemblyScenario.Convened(server, "past", housing);
        var organiser = await server.As("organiser");
        var presented = await organiser.Post(WorldAssemblyScenario.Act(housing, "present"));
        var then = presented.Headers["Summit-Position"];
        await organiser.Post(WorldAssemblyScenario.Act(housing, "debate"));
        var page = (await organiser.Get($"{scenario.Path}?position={then}")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal("presented", (string?)page["items"]!.AsArray().Single()!["status"]);
        var french = (await organiser.Get($"/v1/world-assembly/items/{housing}?lang=fr")).Expect(HttpStatusCode.OK);
        Assert.Equal(["fr"], french.Body["text"]!.AsObject().Select(text => text.Key));
    }

    [Fact]
    public async Task a_missing_world_assembly_item_or_outcome_gets_404()
    {
        await WorldAssemblyScenario.Empty(server, "unconvened");
        var organiser = await server.As("organiser");
        (await organiser.Get("/v1/congresses/unconvened/world-assembly")).Expect(HttpStatusCode.NotFound);
        (await organiser.Get("/v1/congresses/nowhere/world-assembly")).Expect(HttpStatusCode.NotFound);
        (await organiser.Post("/v1/congresses/unconvened/world-assembly/seal")).Expect(HttpStatusCode.NotFound);
        (await organiser.Post(WorldAssemblyScenario.Act(Guid.CreateVersion7(), "present")))
            .Expect(HttpStatusCode.NotFound);
        (await organiser.Get($"/v1/world-assembly/items/{Guid.CreateVersion7()}")).Expect(HttpStatusCode.NotFound);
        Assert.IsType<JsonObject>((await server.Anybody.Get("/v1/congresses/nowhere/world-assembly/outcome"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found").Json);
    }
}
