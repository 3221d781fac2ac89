using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class RejectPaperTests(SummitServer server)
{
    [Fact]
    public async Task only_organisers_decide_on_a_paper_and_a_rejection_gives_its_reason()
    {
        var scenario = await PapersScenario.Convene(server, "decide");
        var paper = await scenario.Submitted();
        var at = $"/v1/papers/{paper.Id}";
        foreach (var act in new[] { "accept", "return", "reject" })
            (await scenario.Partner.Post($"{at}/{act}", new { }, ("If-Match", "\"1\"")))
                .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.Organiser.PostSeen(at, "reject", new { reason = "an advertisement" }))
            .Expect(HttpStatusCode.OK);
        var read = await scenario.Partner.Get(at);
        Assert.Equal(("rejected", "an advertisement"), ((string?)read.Body["status"], (string?)read.Body["reason"]));
        (await scenario.Organiser.PostSeen(at, "accept")).ExpectRefused(PaperRules.AlreadySettled);
        (await scenario.Partner.Post($"{at}/withdraw", new { reason = "anyway" }))
            .ExpectRefused(PaperRules.AlreadySettled);
    }
}
