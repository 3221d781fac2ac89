using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

public sealed class RevisePaperTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_revision_needs_the_version_it_was_made_from()
    {
        var scenario = await PapersScenario.Convene(server, "if-match");
        var submitted = await scenario.Submitted();
        var revisions = $"/v1/papers/{submitted.Id}/revisions";
        (await scenario.Partner.Post(revisions, scenario.Content("Clean water")))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        var revised = (await scenario.Partner.Post(
                revisions, scenario.Content("Clean water"), ("If-Match", submitted.ETag!)))
            .Expect(HttpStatusCode.Created);
        Assert.Equal($"{revisions}/2", revised.Headers["Location"]);
        Assert.Equal("\"2\"", revised.ETag);
        (await scenario.Partner.Post(revisions, scenario.Content("Stale water"), ("If-Match", submitted.ETag!)))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        var same = (await scenario.Partner.Post(
                revisions, scenario.Content("Clean water"), ("If-Match", revised.ETag!)))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(revised.ETag, same.ETag);
        Assert.Equal(revised.Text, same.Text);
    }

    [Fact]
    public async Task each_revision_can_be_read_and_reads_of_the_past_do_not_change()
    {
        var scenario = await PapersScenario.Convene(server, "past");
        var submitted = await scenario.Submitted();
        var then = server.Clock.GetUtcNow();
        server.Clock.SetUtcNow(then.AddHours(1));
        await scenario.Partner.PostSeen($"/v1/papers/{submitted.Id}", "revisions", scenario.Content("Clean water"));
        var paper = $"/v1/papers/{submitted.Id}";
        Assert.Equal("Water for every town", Title(await scenario.Partner.Get($"{paper}/revisions/1")));
        Assert.Equal("Clean water", Title(await scenario.Partner.Get($"{paper}/revisions/2")));
        (await scenario.Partner.Get($"{paper}/revisions/3")).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        var asOf = $"asOf={Uri.EscapeDataString(then.ToString("yyyy-MM-dd'T'HH:mm:sszzz"))}";
        var before = (await scenario.Partner.Get($"{paper}?{asOf}")).Expect(HttpStatusCode.OK);
        Assert.Equal("Water for every town", Title(before));
        // It is compared with the others whenever that is done.
        Assert.Matches("^\"1(\\+compared)?\"$", before.ETag);
        Assert.Equal(["Water for every town"], await scenario.Titles(scenario.Partner, $"?{asOf}"));
        Assert.Equal(["Water for every town"], await scenario.Titles(scenario.Partner, $"?{asOf}&q=town"));
        Assert.Empty(await scenario.Titles(scenario.Partner, $"?{asOf}&q=clean"));
        Assert.Equal(["Clean water"], await scenario.Titles(scenario.Partner, "?q=clean"));
        Assert.Empty(await scenario.Titles(scenario.Partner, "?q=town"));
        (await scenario.Partner.Get($"{paper}/revisions/2?{asOf}"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
    }

    [Fact]
    public async Task a_returned_paper_can_be_revised_after_the_call_has_closed()
    {
        var scenario = await PapersScenario.Convene(server, "returned");
        var returned = await scenario.Submitted("returned");
        var waiting = await scenario.Submitted("waiting");
        server.Clock.SetUtcNow(scenario.ClosesAt);
        (await scenario.Organiser.PostSeen($"/v1/papers/{returned.Id}", "return", new { missing = "a map" }))
            .Expect(HttpStatusCode.OK);
        var read = await scenario.Partner.Get($"/v1/papers/{returned.Id}");
        Assert.Equal(("returned", "a map"), ((string?)read.Body["status"], (string?)read.Body["missing"]));
        (await scenario.Organiser.PostSeen($"/v1/papers/{returned.Id}", "accept"))
            .ExpectRefused(PaperRules.WaitsForRevision);
        var revised = (await scenario.Partner.PostSeen(
                $"/v1/papers/{returned.Id}", "revisions", scenario.Content("with a map")))
            .Expect(HttpStatusCode.Created);
        Assert.Equal("submitted", (string?)revised.Body["status"]);
        (await scenario.Partner.PostSeen($"/v1/papers/{waiting.Id}", "revisions", scenario.Content("second thoughts")))
            .ExpectRefused(PaperRules.DeadlinePassed);
    }

    [Fact]
    public async Task only_the_submitting_organisation_revises_its_paper()
    {
        var scenario = await PapersScenario.Convene(server, "others");
        var paper = await scenario.Submitted();
        var revisions = $"/v1/papers/{paper.Id}/revisions";
        (await scenario.OtherPartner.Post(revisions, scenario.Content("mine"), ("If-Match", "\"1\"")))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await scenario.Organiser.PostSeen($"/v1/papers/{paper.Id}", "accept")).Expect(HttpStatusCode.OK);
        (await scenario.OtherPartner.Post(revisions, scenario.Content("mine"), ("If-Match", "\"2\"")))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.Partner.PostSeen($"/v1/papers/{paper.Id}", "revisions", scenario.Content("more")))
            .ExpectRefused(PaperRules.AlreadySettled);
    }

    private static string? Title(Answer answer) => (string?)answer.Expect(HttpStatusCode.OK).Body["title"]!["en"];
}
