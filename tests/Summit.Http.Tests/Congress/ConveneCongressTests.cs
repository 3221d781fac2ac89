using System.Net;
using Summit.Congress;

namespace Summit.Http.Tests.Congress;

public sealed class ConveneCongressTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_congress_is_convened_and_read_back()
    {
        var organiser = await server.As("organiser");
        var convened = (await organiser.Post("/v1/congresses", CongressBodies.Durban("read-back")))
            .Expect(HttpStatusCode.Created);
        Assert.Equal("/v1/congresses/read-back", convened.Headers["Location"]);
        var read = (await server.Anybody.Get("/v1/congresses/read-back")).Expect(HttpStatusCode.OK);
        Assert.Equal(convened.ETag, read.ETag);
        Assert.Equal(5, read.Body["formats"]!.AsArray().Count);
    }

    [Fact]
    public async Task when_several_convene_one_slug_at_once_exactly_one_succeeds()
    {
        var organiser = await server.As("organiser");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => organiser.Post("/v1/congresses", CongressBodies.Durban("raced"))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.ExpectRefused(CongressRules.SlugTaken));
    }
}
