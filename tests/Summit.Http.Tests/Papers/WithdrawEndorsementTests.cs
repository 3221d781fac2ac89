using System.Net;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class WithdrawEndorsementTests(SummitServer server)
{
    [Fact]
    public async Task only_the_endorsing_organisation_withdraws_its_endorsement()
    {
        var world = await PapersScenario.Convene(server, "withdrawn");
        var paper = await world.Submitted();
        var endorsement = $"/v1/papers/{paper.Id}/endorsements/{world.OtherSection}";
        await world.OtherPartner.Post($"/v1/papers/{paper.Id}/endorsements", new { organisation = world.OtherSection });
        (await world.Partner.Delete(endorsement)).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        Assert.False((bool)(await world.OtherPartner.Delete(endorsement)).Expect(HttpStatusCode.OK).Body["stands"]!);
        (await world.OtherPartner.Delete(endorsement)).Expect(HttpStatusCode.OK);
        Assert.Empty((await world.Partner.Get($"/v1/papers/{paper.Id}")).Body["endorsements"]!.AsArray());
        (await world.OtherPartner.Get(endorsement)).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
    }
}
