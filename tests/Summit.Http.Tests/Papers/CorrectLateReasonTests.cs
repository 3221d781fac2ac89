using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class CorrectLateReasonTests(SummitServer server)
{
    [Fact]
    public async Task a_corrected_reason_of_a_late_paper_is_read_now_and_the_earlier_one_in_the_past()
    {
        var scenario = await PapersScenario.Convene(server, "correct-late");
        var inTime = $"/v1/papers/{(await scenario.Submitted("in time")).Id}";
        (await scenario.Organiser.PostSeen(inTime, "correct-late-reason", new { reason = "None" }))
            .ExpectRefused(PaperRules.NotLate);
        server.Clock.SetUtcNow(scenario.ClosesAt);
        var late = scenario.Body("too late");
        late["lateReason"] = "a stroke of the post";
        var taken = (await scenario.Submit(scenario.Organiser, late)).Expect(HttpStatusCode.Created);
        var at = $"/v1/papers/{taken.Id}";
        var right = new { reason = "a strike of the post" };
        (await scenario.Organiser.Post($"{at}/correct-late-reason", right))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        (await scenario.Partner.PostSeen(at, "correct-late-reason", right))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");

        var corrected = (await scenario.Organiser.PostSeen(at, "correct-late-reason", right))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("a strike of the post", (string?)corrected.Body["lateReason"]);
        var again = (await scenario.Organiser.PostSeen(at, "correct-late-reason", right)).Expect(HttpStatusCode.OK);
        Assert.Equal(corrected.ETag, again.ETag);
        var position = taken.Headers[StoredResponseResult.PositionHeader];
        Assert.Equal("a stroke of the post",
            (string?)(await scenario.Partner.Get($"{at}?position={position}")).Body["lateReason"]);
    }
}
