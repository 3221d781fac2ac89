using System.Net;
using Summit.Http.Tests.Programme;

namespace Summit.Http.Tests.Statutory;

[Collection(typeof(StatutoryServer))]
public sealed class BodyDetailsTests(SummitServer server)
{
    [Fact]
    public async Task a_body_is_established_seated_and_read_as_of_a_past_position()
    {
        var scenario = await ProgrammeScenario.Convene(server, "bodies");
        var body = await scenario.Body(3);
        var thing = $"/v1/bodies/{body.Id}";
        var before = (await scenario.Organiser.Get(thing)).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (int)before.Body["quorumNeeded"]!);
        var ruled = (await body.Secretary.Post($"{thing}/rules", new { quorum = new { of = "fixed", count = 3 } }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(3, (int)ruled.Body["quorumNeeded"]!);
        var ended = (await scenario.Organiser.Post(
                $"{thing}/mandates/{body.Seats[0].Person}/end", new { reason = "Resigned." }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(2, ended.Body["seats"]!.AsArray().Count);
        var then =
            (await scenario.Organiser.Get($"{thing}?position={ruled.Headers[StoredResponseResult.PositionHeader]}"));
        Assert.Equal(3, then.Body["seats"]!.AsArray().Count);
        var listed =
            await scenario.Organiser.Get($"/v1/bodies?position={ruled.Headers[StoredResponseResult.PositionHeader]}");
        Assert.Contains(listed.Body["items"]!.AsArray(), item => (Guid)item!["id"]! == body.Id
            && item["seats"]!.AsArray().Count == 3);
        (await server.Anybody.Get("/v1/bodies")).ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
    }
}
