using System.Net;
using Summit.Deliberation;

namespace Summit.Http.Tests.Deliberation;

[Collection(typeof(DeliberationServer))]
public sealed class AmendmentJourneyTests(SummitServer server)
{
    [Fact]
    public async Task participants_propose_and_withdraw_amendments_and_the_rapporteur_decides_them()
    {
        var scenario = await CongressScenario.Convene(server, "amend");
        var (session, paper, organisation) = await scenario.OpenSessionOnPaper();
        var id = await scenario.Draft(session, "One.\n\nTwo.", paper);
        var amendments = $"/v1/recommendations/{id}/amendments";
        var partner = await scenario.Partner(organisation);
        var person = await scenario.Delegate(organisation);
        var first = (await partner.Post(amendments, Words(1, "One!"))).Expect(HttpStatusCode.Created);
        Assert.Equal($"{amendments}/1", first.Headers["Location"]);
        (await person.Post(amendments, Words(1, "One?"))).Expect(HttpStatusCode.Created);
        (await person.Post(amendments, Words(2, "Two?"))).Expect(HttpStatusCode.Created);
        (await person.Post(amendments, Words(3, "Three?"))).ExpectRefused(DeliberationRules.NoSuchClause);
        (await server.Anybody.Post(amendments, Words(1, "?")))
            .ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
        (await partner.Post($"{amendments}/1/accept")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await partner.Post($"{amendments}/2/withdraw")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.Rapporteur.Post($"{amendments}/9/accept"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");

        var accepted = (await scenario.Rapporteur.Post($"{amendments}/1/accept")).Expect(HttpStatusCode.OK);
        Assert.Equal("One!\n\nTwo.", (string?)accepted.Body["text"]!["en"]);
        (await scenario.Rapporteur.Post($"{amendments}/2/accept")).ExpectRefused(DeliberationRules.ClauseChangedSince);
        var overtaken = (await person.Get($"{amendments}/2")).Expect(HttpStatusCode.OK);
        Assert.True((bool)overtaken.Body["overtaken"]!);
        (await scenario.Rapporteur.Post($"{amendments}/2/reject", new { reason = "Overtaken" }))
            .Expect(HttpStatusCode.OK);
        (await person.Post($"{amendments}/3/withdraw")).Expect(HttpStatusCode.OK);
        (await person.Post($"{amendments}/3/withdraw")).Expect(HttpStatusCode.OK);
    }

    private static object Words(int clause, string text) => new { clause, language = "en", text, reason = "Clearer" };
}
