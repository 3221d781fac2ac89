using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class CorrectReasonTests(SummitServer server)
{
    [Fact]
    public async Task a_corrected_reason_is_read_now_and_the_earlier_one_in_the_past()
    {
        var scenario = await PapersScenario.Convene(server, "correct-reason");
        var at = $"/v1/papers/{(await scenario.Submitted()).Id}";
        var rejected = (await scenario.Organiser.PostSeen(at, "reject", new { reason = "of the subject" }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post($"{at}/correct-reason", new { reason = "off the subject" }))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        (await scenario.Partner.PostSeen(at, "correct-reason", new { reason = "on the subject" }))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.OtherPartner.Post($"{at}/correct-reason", new { reason = "theirs" }, ("If-Match", "*")))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        var corrected = (await scenario.Organiser.PostSeen(at, "correct-reason", new { reason = "off the subject" }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("rejected", "off the subject"),
            ((string?)corrected.Body["status"], (string?)corrected.Body["reason"]));
        var position = rejected.Headers[StoredResponseResult.PositionHeader];
        Assert.Equal("of the subject",
            (string?)(await scenario.Partner.Get($"{at}?position={position}")).Body["reason"]);
    }

    [Fact]
    public async Task an_organisation_corrects_why_it_withdrew_and_nothing_where_no_reason_stands()
    {
        var scenario = await PapersScenario.Convene(server, "correct-withdrawal");
        var at = $"/v1/papers/{(await scenario.Submitted()).Id}";
        (await scenario.Organiser.PostSeen(at, "correct-reason", new { reason = "none" }))
            .ExpectRefused(PaperRules.NoReasonGiven);
        (await scenario.Partner.Post($"{at}/withdraw", new { reason = "joned" })).Expect(HttpStatusCode.OK);
        var corrected = (await scenario.Partner.PostSeen(at, "correct-reason", new { reason = "joined" }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("withdrawn", "joined"),
            ((string?)corrected.Body["status"], (string?)corrected.Body["reason"]));
    }
}
