using Microsoft.Extensions.DependencyInjection;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class PublishedPapersTests(SummitServer server)
{
    [Fact]
    public async Task other_contexts_find_papers_as_of_a_position()
    {
        var scenario = await PapersScenario.Convene(server, "published");
        var paper = await scenario.Submitted();
        var position = long.Parse(paper.Headers["Summit-Position"]);
        await scenario.Organiser.PostSeen($"/v1/papers/{paper.Id}", "accept");
        var published = server.Services.GetRequiredService<PublishedPapers>();
        Guid[] ids = [paper.Id, Guid.CreateVersion7(), scenario.Section];
        var now = Assert.Single(await published.Find(ids, CancellationToken.None)).Value;
        Assert.True(now is { IsAccepted: true, IsPublic: true, Revision: 1 });
        Assert.Equal("Act on Water for every town", now.Proposals[0][0].In("en"));
        Assert.False((await published.Find(ids, CancellationToken.None, position))[paper.Id].IsAccepted);
        Assert.Empty(await published.Find(ids, CancellationToken.None, position - 1));
    }
}
