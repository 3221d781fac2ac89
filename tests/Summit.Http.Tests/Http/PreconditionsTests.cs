using System.Net;
using Summit.Http.Tests.Congress;
using Summit.Http.Tests.Papers;

namespace Summit.Http.Tests.Http;

public sealed class PreconditionsTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Theory]
    [InlineData("\"{0}\"")]
    [InlineData("W/\"{0}\"")]
    [InlineData("\"1\", \"{0}\"")]
    [InlineData("\"another\", W/\"{0}\"")]
    [InlineData("*")]
    public async Task a_command_is_taken_where_If_Match_has_the_present_version(string tags)
    {
        var (organiser, room, version) = await Room();
        (await organiser.Post(
            $"{room}/change", CongressBodies.Hall(200), ("If-Match", tags.Replace("{0}", version))))
            .Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.PreconditionFailed, "http/version-changed")]
    [InlineData("W/\"1\", \"3\"", HttpStatusCode.PreconditionFailed, "http/version-changed")]
    [InlineData("\"another\"", HttpStatusCode.PreconditionFailed, "http/version-changed")]
    [InlineData("2", HttpStatusCode.BadRequest, "http/malformed")]
    [InlineData("\"2", HttpStatusCode.BadRequest, "http/malformed")]
    public async Task a_command_is_refused_where_If_Match_has_another_version_or_form(
        string tags, HttpStatusCode status, string code)
    {
        var (organiser, room, _) = await Room();
        (await organiser.Post($"{room}/change", CongressBodies.Hall(200), ("If-Match", tags)))
            .ExpectProblem(status, code);
    }

    [Fact]
    public async Task a_command_without_If_Match_is_refused_where_one_changes_what_one_saw()
    {
        var (organiser, room, _) = await Room();
        (await organiser.Post($"{room}/change", CongressBodies.Hall(200), ("If-None-Match", "\"1\"")))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
    }

    [Fact]
    public async Task an_upsert_with_If_None_Match_makes_a_paper_and_never_revises_one()
    {
        var scenario = await PapersScenario.Convene(server, "none-match");
        (await scenario.Put(scenario.Partner, "desk/1", scenario.Body("one"), ("If-None-Match", "*")))
            .Expect(HttpStatusCode.Created);
        (await scenario.Put(scenario.Partner, "desk/1", scenario.Body("two"), ("If-None-Match", "*")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        (await scenario.Put(scenario.Partner, "desk/1", scenario.Body("two"), ("If-None-Match", "W/\"1\"")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        (await scenario.Put(scenario.Partner, "desk/2", scenario.Body("two"), ("If-Match", "*")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
    }

    [Fact]
    public async Task of_many_upserts_with_If_None_Match_one_makes_the_paper()
    {
        var scenario = await PapersScenario.Convene(server, "none-match-race");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
            scenario.Put(scenario.Partner, "desk/1", scenario.Body($"body {n}"), ("If-None-Match", "*"))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed"));
    }

    [Theory]
    [InlineData("If-None-Match", "\"1\", W/\"{0}\"", HttpStatusCode.NotModified)]
    [InlineData("If-None-Match", "*", HttpStatusCode.NotModified)]
    [InlineData("If-None-Match", "\"1\"", HttpStatusCode.OK)]
    [InlineData("If-None-Match", "7", HttpStatusCode.BadRequest)]
    [InlineData("If-Match", "\"1\", \"{0}\"", HttpStatusCode.OK)]
    [InlineData("If-Match", "\"1\"", HttpStatusCode.PreconditionFailed)]
    public async Task a_read_is_conditional(string header, string tags, HttpStatusCode status)
    {
        var (organiser, room, version) = await Room();
        (await organiser.Get(room, (header, tags.Replace("{0}", version)))).Expect(status);
    }

    private async Task<(Client Organiser, string Room, string Version)> Room()
    {
        var organiser = await server.As("organiser");
        var slug = $"conditional-{Guid.NewGuid():N}";
        (await organiser.Post("/v1/congresses", CongressBodies.Durban(slug))).Expect(HttpStatusCode.Created);
        var room = (await organiser.Post($"/v1/congresses/{slug}/rooms", CongressBodies.Hall(100)))
            .Expect(HttpStatusCode.Created);
        return (organiser, room.Headers["Location"], room.ETag!.Trim('"'));
    }
}
