using System.Net;
using Summit.WorldAssembly;

namespace Summit.Http.Tests.WorldAssembly;

public sealed class ConveneWorldAssemblyTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_world_assembly_is_convened_once()
    {
        var (organiser, taskforce, session) = await Congress("convened");
        var ask = new { conveners = new[] { taskforce }, session };
        var convened = (await organiser.Post(Path("convened"), ask)).Expect(HttpStatusCode.Created);
        Assert.Equal(Path("convened"), convened.Headers["Location"]);
        var again = (await organiser.Post(Path("convened"), ask)).Expect(HttpStatusCode.OK);
        Assert.Equal((convened.ETag, convened.Text), (again.ETag, again.Text));
        var others = new { conveners = new[] { await Organisation("Others") }, session };
        (await organiser.Post(Path("convened"), others)).ExpectRefused(WorldAssemblyRules.AlreadyConvened);
    }

    [Fact]
    public async Task when_several_convene_a_world_assembly_at_once_exactly_one_succeeds()
    {
        var (organiser, _, session) = await Congress("convened-raced");
        var asks = (await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Organisation($"Convener {n}"))))
            .Select(convener => new { conveners = new[] { convener }, session });
        var answers = await Task.WhenAll(asks.Select(ask => organiser.Post(Path("convened-raced"), ask)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.ExpectRefused(WorldAssemblyRules.AlreadyConvened));
    }

    [Fact]
    public async Task a_world_assembly_needs_registered_conveners_and_a_session_of_its_congress()
    {
        var (organiser, taskforce, session) = await Congress("convened-by");
        var (_, _, otherSession) = await Congress("convened-elsewhere");
        async Task<Answer> Convene(Guid[] conveners, Guid sitting) =>
            await organiser.Post(Path("convened-by"), new { conveners, session = sitting });
        (await Convene([taskforce, Guid.CreateVersion7()], session))
            .ExpectRefused(WorldAssemblyRules.NoSuchOrganisation);
        (await Convene([taskforce], otherSession)).ExpectRefused(WorldAssemblyRules.NoSuchSession);
        (await Convene([taskforce], Guid.CreateVersion7())).ExpectRefused(WorldAssemblyRules.NoSuchSession);
        (await Convene([], session)).ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
    }

    private static string Path(string slug) => $"/v1/congresses/{slug}/world-assembly";

    private async Task<(Client Organiser, Guid Taskforce, Guid Session)> Congress(string slug)
    {
        await WorldAssemblyScenario.Empty(server, slug);
        var organiser = await server.As("organiser");
        var taskforce = await Organisation("Global Taskforce");
        await organiser.Post($"/v1/congresses/{slug}/policy-domains",
            new { code = "right-to-the-city", name = new { en = "Right to the city" } });
        var session = (await organiser.Post($"/v1/congresses/{slug}/sessions", new
        {
            track = "assembly", scope = "thematic", title = new { en = "World Assembly" },
            policyDomains = new[] { "right-to-the-city" }, lead = taskforce, mode = "in-person",
            languages = new[] { "en" },
        })).Expect(HttpStatusCode.Created).Id;
        return (organiser, taskforce, session);
    }

    private async Task<Guid> Organisation(string name) => (await server.Administrator.Post("/v1/organisations",
        new { name = new { en = name }, kind = "sister-organisation" })).Expect(HttpStatusCode.Created).Id;
}
