using System.Net;
using Summit.Deliberation;

namespace Summit.Http.Tests.Deliberation;

[Collection(typeof(DeliberationServer))]
public sealed class CorrectRejectionReasonTests(SummitServer server)
{
    [Fact]
    public async Task a_corrected_reason_of_a_rejection_is_read_now_and_the_earlier_one_in_the_past()
    {
        var scenario = await CongressScenario.Convene(server, "correct-rejection");
        var (session, paper, organisation) = await scenario.OpenSessionOnPaper();
        var at = $"/v1/recommendations/{await scenario.Draft(session, "One.\n\nTwo.", paper)}";
        var partner = await scenario.Partner(organisation);
        (await partner.Post($"{at}/amendments",
            new { clause = 1, language = "en", text = "One!", reason = "Clearer" })).Expect(HttpStatusCode.Created);
        (await Correct(scenario.Rapporteur, "None")).ExpectRefused(DeliberationRules.NoReasonGiven);
        var rejected = (await scenario.Rapporteur.Post($"{at}/amendments/1/reject", new { reason = "Louder" }))
            .Expect(HttpStatusCode.OK);
        (await Correct(partner, "Better")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        var corrected = (await Correct(scenario.Rapporteur, "Louder, not clearer")).Expect(HttpStatusCode.OK);
        Assert.Equal(("rejected", "Louder, not clearer"), Amendment(corrected));
        var position = rejected.Headers[StoredResponseResult.PositionHeader];
        Assert.Equal(("rejected", "Louder"), Amendment(await partner.Get($"{at}?position={position}")));

        Task<Answer> Correct(Client by, string reason) =>
            by.Post($"{at}/amendments/1/correct-reason", new { reason }, ("If-Match", "*"));
    }

    private static (string?, string?) Amendment(Answer shown)
    {
        var amendment = Assert.Single(shown.Expect(HttpStatusCode.OK).Body["amendments"]!.AsArray())!;
        return ((string?)amendment["status"], (string?)amendment["rejectedBecause"]);
    }
}
