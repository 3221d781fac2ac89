using System.Net;
using Summit.Deliberation;

namespace Summit.Http.Tests.Deliberation;

[Collection(typeof(DeliberationServer))]
public sealed class ReopenAmendmentTests(SummitServer server)
{
    private static readonly object Slip = new { reason = "Another one was meant." };

    [Fact]
    public async Task what_was_rejected_or_withdrawn_by_mistake_lies_on_the_table_again()
    {
        var scenario = await CongressScenario.Convene(server, "reopen-amendment");
        var (session, paper, organisation) = await scenario.OpenSessionOnPaper();
        var id = await scenario.Draft(session, "One.\n\nTwo.", paper);
        var amendments = $"/v1/recommendations/{id}/amendments";
        var partner = await scenario.Partner(organisation);
        var person = await scenario.Delegate(organisation);
        (await partner.Post(amendments, Words(1, "One!"))).Expect(HttpStatusCode.Created);
        (await person.Post(amendments, Words(2, "Two!"))).Expect(HttpStatusCode.Created);
        (await partner.Post($"{amendments}/1/reopen", Slip)).ExpectRefused(DeliberationRules.AmendmentNotReopened);
        (await scenario.Rapporteur.Post($"{amendments}/1/reject", new { reason = "No" })).Expect(HttpStatusCode.OK);
        (await person.Post($"{amendments}/2/withdraw")).Expect(HttpStatusCode.OK);

        (await partner.Post($"{amendments}/1/reopen", Slip)).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.Rapporteur.Post($"{amendments}/2/reopen", Slip))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.Rapporteur.Post($"{amendments}/9/reopen", Slip))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");

        var reopened = (await scenario.Rapporteur.Post($"{amendments}/1/reopen", Slip)).Expect(HttpStatusCode.OK);
        var repeated = (await scenario.Rapporteur.Post($"{amendments}/1/reopen", Slip)).Expect(HttpStatusCode.OK);
        Assert.Equal(reopened.ETag, repeated.ETag);
        (await person.Post($"{amendments}/2/reopen", Slip)).Expect(HttpStatusCode.OK);
        var shown = (await person.Get($"{amendments}/1")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(("proposed", null, "Another one was meant."),
            ((string?)shown["status"], (string?)shown["rejectedBecause"], (string?)shown["reopenedBecause"]));
        foreach (var number in new[] { 1, 2 })
            (await scenario.Rapporteur.Post($"{amendments}/{number}/accept")).Expect(HttpStatusCode.OK);
        var page = (await person.Get($"/v1/recommendations/{id}")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal("One!\n\nTwo!", (string?)page["text"]!["en"]);
        var trace = (await scenario.Rapporteur.Get($"/v1/recommendations/{id}/trace")).Expect(HttpStatusCode.OK);
        Assert.Contains("deliberation.amendment-reopened", trace.Text, StringComparison.Ordinal);
    }

    private static object Words(int clause, string text) => new { clause, language = "en", text, reason = "Clearer" };
}
