using System.Net;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class RescindRejectionTests(SummitServer server)
{
    [Fact]
    public async Task a_rejection_is_rescinded_by_an_organiser_alone_and_the_past_keeps_it()
    {
        var scenario = await PapersScenario.Convene(server, "rescind-rejection");
        var at = $"/v1/papers/{(await scenario.Submitted()).Id}";
        var rejected = (await scenario.Organiser.PostSeen(at, "reject", new { reason = "too long" }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Partner.PostSeen(at, "rescind-rejection", new { reason = "ours" }))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        var rescinded = (await scenario.Organiser.PostSeen(at, "rescind-rejection", new { reason = "another's" }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("submitted", null), ((string?)rescinded.Body["status"], rescinded.Body["reason"]));
        var read = (await scenario.Partner.Get(at)).Body["rescinded"]!;
        Assert.Equal(("rejection", "another's"), ((string?)read["act"], (string?)read["reason"]));
        Assert.Equal("rejected", (string?)(await scenario.Organiser.Get(
            $"{at}?position={rejected.Headers[StoredResponseResult.PositionHeader]}")).Body["status"]);
        (await scenario.Organiser.PostSeen(at, "accept")).Expect(HttpStatusCode.OK);
    }
}
