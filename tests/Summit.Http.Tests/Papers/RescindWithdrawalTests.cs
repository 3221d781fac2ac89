using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class RescindWithdrawalTests(SummitServer server)
{
    [Fact]
    public async Task an_organisation_rescinds_its_own_withdrawal_and_the_paper_is_accepted_as_before()
    {
        var scenario = await PapersScenario.Convene(server, "rescind-withdrawal");
        var paper = await scenario.Accepted();
        var at = $"/v1/papers/{paper.Id}";
        (await scenario.Partner.PostSeen(at, "rescind-withdrawal", new { reason = "none" }))
            .ExpectRefused(PaperRules.NothingToRescind);
        (await scenario.Partner.Post($"{at}/withdraw", new { reason = "joined" })).Expect(HttpStatusCode.OK);
        (await scenario.OtherPartner.PostSeen(at, "rescind-withdrawal", new { reason = "theirs" }))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        var rescinded = (await scenario.Partner.PostSeen(at, "rescind-withdrawal", new { reason = "not joined" }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("accepted", 1),
            ((string?)rescinded.Body["status"], (int?)rescinded.Body["acceptedRevision"]));
    }
}
