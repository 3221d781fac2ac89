using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class ReviewPaperTests(SummitServer server)
{
    [Fact]
    public async Task a_paper_goes_through_review_to_acceptance()
    {
        var scenario = await PapersScenario.Convene(server, "review");
        var paper = await scenario.Submitted();
        var at = $"/v1/papers/{paper.Id}";
        var (first, firstReviewer) = await scenario.Person(scenario.OtherSection);
        var (second, secondReviewer) = await scenario.Person();
        (await firstReviewer.Get(at)).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        foreach (var person in new[] { first, second })
            (await scenario.Organiser.Post($"{at}/reviewers", new { person })).Expect(HttpStatusCode.OK);

        var reviewed = (await firstReviewer.Post($"{at}/reviews", new { score = 2, remarks = "thin" }))
            .Expect(HttpStatusCode.OK);
        (await firstReviewer.Post($"{at}/reviews", new { score = 4, remarks = "on second thoughts, sound" }))
            .Expect(HttpStatusCode.OK);
        await secondReviewer.Post($"{at}/reviews",
            new { score = 5, remarks = "fine", conflictOfInterest = "a friend" });
        var repeated = (await secondReviewer.Post($"{at}/reviews",
            new { score = 5, remarks = "fine", conflictOfInterest = "a friend" })).Expect(HttpStatusCode.OK);
        Assert.Equal("\"6\"", repeated.ETag);

        var board = await scenario.Organiser.Get(at);
        Assert.Equal(2, board.Body["reviews"]!.AsArray().Count);
        Assert.Equal(4m, (decimal)board.Body["score"]!["average"]!);
        Assert.Equal(1, (int)board.Body["score"]!["count"]!);
        var own = await firstReviewer.Get(at);
        Assert.Equal(first, (Guid)Assert.Single(own.Body["reviews"]!.AsArray())!["person"]!);
        Assert.Null(reviewed.Body["score"]);
        Assert.DoesNotContain("thoughts", (await scenario.Partner.Get(at)).Text, StringComparison.Ordinal);
        Assert.Single(await scenario.Titles(firstReviewer));

        (await scenario.Organiser.Post($"{at}/accept")).ExpectProblem(
            HttpStatusCode.PreconditionRequired, "http/version-missing");
        (await scenario.Organiser.Post($"{at}/accept", null, ("If-Match", "\"1\""))).ExpectProblem(
            HttpStatusCode.PreconditionFailed, "http/version-changed");
        var accepted = (await scenario.Organiser.Post($"{at}/accept", null, ("If-Match", board.ETag!)))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("accepted", 1), ((string?)accepted.Body["status"], (int)accepted.Body["acceptedRevision"]!));
        (await firstReviewer.Post($"{at}/reviews", new { score = 1, remarks = "no" }))
            .ExpectRefused(PaperRules.AlreadySettled);
    }

    [Fact]
    public async Task only_assigned_reviewers_review_and_never_a_paper_of_their_own_organisation()
    {
        var scenario = await PapersScenario.Convene(server, "assigned");
        var paper = await scenario.Submitted();
        var at = $"/v1/papers/{paper.Id}";
        var (colleague, colleagues) = await scenario.Person(scenario.Section);
        (await scenario.Organiser.Post($"{at}/reviewers", new { person = colleague }))
            .ExpectRefused(PaperRules.ReviewerFromSubmitter);
        (await scenario.Organiser.Post($"{at}/reviewers", new { person = Guid.CreateVersion7() }))
            .ExpectRefused(PaperRules.NoSuchPerson);
        (await colleagues.Post($"{at}/reviews", new { score = 5, remarks = "ours" }))
            .ExpectRefused(PaperRules.NotAssigned);
        var (_, stranger) = await scenario.Person();
        (await stranger.Post($"{at}/reviews", new { score = 5, remarks = "?" }))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await scenario.Organiser.Post($"{at}/reviews", new { score = 5, remarks = "?" }))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.Partner.Post($"{at}/reviews", new { score = 5, remarks = "?" }))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await stranger.Post($"{at}/reviews", new { score = 6, remarks = " " }))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
    }
}
