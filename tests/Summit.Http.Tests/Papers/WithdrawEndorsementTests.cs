using System.Net;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class WithdrawEndorsementTests(SummitServer server)
{
    [Fact]
    public async Task only_the_endorsing_organisation_withdraws_its_endorsement()
    {
        var scenario = await PapersScenario.Convene(server, "withdrawn");
        var paper = await scenario.Submitted();
        var endorsement = $"/v1/papers/{paper.Id}/endorsements/{scenario.OtherSection}";
        await scenario.OtherPartner.Post(
            $"/v1/papers/{paper.Id}/endorsements", new { organisation = scenario.OtherSection });
        (await scenario.Partner.Delete(endorsement)).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        Assert.False((bool)(await scenario.OtherPartner.Delete(endorsement)).Expect(HttpStatusCode.OK).Body["stands"]!);
        (await scenario.OtherPartner.Delete(endorsement)).Expect(HttpStatusCode.OK);
        Assert.Empty((await scenario.Partner.Get($"/v1/papers/{paper.Id}")).Body["endorsements"]!.AsArray());
        (await scenario.OtherPartner.Get(endorsement)).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
    }
}
