using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class WithdrawPaperTests(SummitServer server)
{
    [Fact]
    public async Task only_the_submitting_organisation_withdraws_its_paper()
    {
        var scenario = await PapersScenario.Convene(server, "withdraw");
        var paper = await scenario.Submitted();
        var at = $"/v1/papers/{paper.Id}";
        (await scenario.OtherPartner.Post($"{at}/withdraw", new { reason = "theirs" }))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        var withdrawn = (await scenario.Partner.Post($"{at}/withdraw", new { reason = "joined to another" }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("withdrawn", (string?)withdrawn.Body["status"]);
        var again = (await scenario.Partner.Post($"{at}/withdraw", new { reason = "joined to another" }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(withdrawn.ETag, again.ETag);
        (await scenario.OtherPartner.Post($"{at}/endorsements", new { organisation = scenario.OtherSection }))
            .ExpectRefused(PaperRules.EndorsementsClosed);
    }
}
