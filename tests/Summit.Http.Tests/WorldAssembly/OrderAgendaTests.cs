using System.Net;

namespace Summit.Http.Tests.WorldAssembly;

[Collection(typeof(WorldAssemblyServer))]
public sealed class OrderAgendaTests(SummitServer server)
{
    private readonly Guid housing = Guid.CreateVersion7();
    private readonly Guid finance = Guid.CreateVersion7();

    [Fact]
    public async Task ordering_the_agenda_needs_the_version_that_the_caller_read()
    {
        var scenario = await WorldAssemblyScenario.Convened(server, "agenda", housing, finance);
        var organiser = await server.As("organiser");
        var items = new { items = new[] { finance, housing } };
        (await organiser.Post($"{scenario.Path}/agenda", items))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        var seen = (await organiser.Get(scenario.Path)).ETag!;
        var late = Guid.CreateVersion7();
        await scenario.Table(late);
        (await organiser.Post($"{scenario.Path}/agenda", items, ("If-Match", seen)))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        var ordered = (await organiser.PostSeen(scenario.Path, "agenda", items)).Expect(HttpStatusCode.OK).Body;
        Assert.Equal([finance, housing, late], ordered["agenda"]!.AsArray().Select(id => (Guid)id!));
    }
}
