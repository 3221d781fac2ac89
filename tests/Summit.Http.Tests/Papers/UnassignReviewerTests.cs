using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class UnassignReviewerTests(SummitServer server)
{
    [Fact]
    public async Task who_is_no_reviewer_any_more_reads_and_reviews_the_paper_no_longer()
    {
        var scenario = await PapersScenario.Convene(server, "unassign");
        var at = $"/v1/papers/{(await scenario.Submitted()).Id}";
        var (person, reviewer) = await scenario.Person();
        var (second, other) = await scenario.Person();
        foreach (var asked in new[] { person, second })
            (await scenario.Organiser.Post($"{at}/reviewers", new { person = asked })).Expect(HttpStatusCode.OK);
        Assert.Single(await scenario.Titles(reviewer));
        (await scenario.Partner.Delete($"{at}/reviewers/{person}"))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");

        var unassigned = (await scenario.Organiser.Delete($"{at}/reviewers/{person}")).Expect(HttpStatusCode.OK);
        Assert.Equal(second, (Guid)Assert.Single(unassigned.Body["reviewers"]!.AsArray())!);
        var again = (await scenario.Organiser.Delete($"{at}/reviewers/{person}")).Expect(HttpStatusCode.OK);
        Assert.Equal(unassigned.ETag, again.ETag);
        (await reviewer.Get(at)).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await reviewer.Post($"{at}/reviews", new { score = 5, remarks = "?" }))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        Assert.Empty(await scenario.Titles(reviewer));

        (await other.Post($"{at}/reviews", new { score = 3, remarks = "thin" })).Expect(HttpStatusCode.OK);
        var refused = (await scenario.Organiser.Delete($"{at}/reviewers/{second}"))
            .ExpectRefused(PaperRules.HasReviewed);
        Assert.Equal(second, (Guid)Assert.Single(refused.Body["conflictsWith"]!.AsArray())!["id"]!);
    }

    [Fact]
    public async Task of_a_review_and_the_end_of_its_assignment_at_once_one_is_taken()
    {
        var scenario = await PapersScenario.Convene(server, "unassign-race");
        foreach (var _ in Enumerable.Range(0, 6))
        {
            var at = $"/v1/papers/{(await scenario.Submitted()).Id}";
            var (person, reviewer) = await scenario.Person();
            (await scenario.Organiser.Post($"{at}/reviewers", new { person })).Expect(HttpStatusCode.OK);
            var reviewed = reviewer.Post($"{at}/reviews", new { score = 3, remarks = "thin" });
            var unassigned = scenario.Organiser.Delete($"{at}/reviewers/{person}");
            Assert.Single(await Task.WhenAll(reviewed, unassigned), answer => answer.Status == HttpStatusCode.OK);
            var paper = (await scenario.Organiser.Get(at)).Expect(HttpStatusCode.OK).Body;
            Assert.Equal(paper["reviewers"]!.AsArray().Count, paper["reviews"]?.AsArray().Count ?? 0);
        }
    }
}
