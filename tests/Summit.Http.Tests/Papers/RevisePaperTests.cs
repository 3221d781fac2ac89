using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

public sealed class RevisePaperTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_revision_needs_the_version_it_was_made_from()
    {
        var world = await PapersScenario.Convene(server, "if-match");
        var submitted = await world.Submitted();
        var revisions = $"/v1/papers/{submitted.Id}/revisions";
        (await world.Partner.Post(revisions, world.Content("Clean water")))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        var revised = (await world.Partner.Post(revisions, world.Content("Clean water"), ("If-Match", submitted.ETag!)))
            .Expect(HttpStatusCode.Created);
        Assert.Equal($"{revisions}/2", revised.Headers["Location"]);
        Assert.Equal("\"2\"", revised.ETag);
        (await world.Partner.Post(revisions, world.Content("Stale water"), ("If-Match", submitted.ETag!)))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        var same = (await world.Partner.Post(revisions, world.Content("Clean water"), ("If-Match", revised.ETag!)))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(revised.ETag, same.ETag);
        Assert.Equal(revised.Text, same.Text);
    }

    [Fact]
    public async Task each_revision_can_be_read_and_reads_of_the_past_do_not_change()
    {
        var world = await PapersScenario.Convene(server, "past");
        var submitted = await world.Submitted();
        var then = server.Clock.GetUtcNow();
        server.Clock.SetUtcNow(then.AddHours(1));
        await world.Partner.PostSeen($"/v1/papers/{submitted.Id}", "revisions", world.Content("Clean water"));
        var paper = $"/v1/papers/{submitted.Id}";
        Assert.Equal("Water for every town", Title(await world.Partner.Get($"{paper}/revisions/1")));
        Assert.Equal("Clean water", Title(await world.Partner.Get($"{paper}/revisions/2")));
        (await world.Partner.Get($"{paper}/revisions/3")).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        var asOf = $"asOf={Uri.EscapeDataString(then.ToString("yyyy-MM-dd'T'HH:mm:sszzz"))}";
        var before = (await world.Partner.Get($"{paper}?{asOf}")).Expect(HttpStatusCode.OK);
        Assert.Equal("Water for every town", Title(before));
        Assert.Equal("\"1\"", before.ETag);
        Assert.Equal(["Water for every town"], await world.Titles(world.Partner, $"?{asOf}"));
        Assert.Equal(["Water for every town"], await world.Titles(world.Partner, $"?{asOf}&q=town"));
        Assert.Empty(await world.Titles(world.Partner, $"?{asOf}&q=clean"));
        Assert.Equal(["Clean water"], await world.Titles(world.Partner, "?q=clean"));
        Assert.Empty(await world.Titles(world.Partner, "?q=town"));
        (await world.Partner.Get($"{paper}/revisions/2?{asOf}"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
    }

    [Fact]
    public async Task a_returned_paper_can_be_revised_after_the_call_has_closed()
    {
        var world = await PapersScenario.Convene(server, "returned");
        var returned = await world.Submitted("returned");
        var waiting = await world.Submitted("waiting");
        server.Clock.SetUtcNow(world.ClosesAt);
        (await world.Organiser.PostSeen($"/v1/papers/{returned.Id}", "return", new { missing = "a map" }))
            .Expect(HttpStatusCode.OK);
        var read = await world.Partner.Get($"/v1/papers/{returned.Id}");
        Assert.Equal(("returned", "a map"), ((string?)read.Body["status"], (string?)read.Body["missing"]));
        (await world.Organiser.PostSeen($"/v1/papers/{returned.Id}", "accept"))
            .ExpectRefused(PaperRules.WaitsForRevision);
        var revised = (await world.Partner.PostSeen(
                $"/v1/papers/{returned.Id}", "revisions", world.Content("with a map")))
            .Expect(HttpStatusCode.Created);
        Assert.Equal("submitted", (string?)revised.Body["status"]);
        (await world.Partner.PostSeen($"/v1/papers/{waiting.Id}", "revisions", world.Content("second thoughts")))
            .ExpectRefused(PaperRules.DeadlinePassed);
    }

    [Fact]
    public async Task only_the_submitting_organisation_revises_its_paper()
    {
        var world = await PapersScenario.Convene(server, "others");
        var paper = await world.Submitted();
        var revisions = $"/v1/papers/{paper.Id}/revisions";
        (await world.OtherPartner.Post(revisions, world.Content("mine"), ("If-Match", "\"1\"")))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await world.Organiser.PostSeen($"/v1/papers/{paper.Id}", "accept")).Expect(HttpStatusCode.OK);
        (await world.OtherPartner.Post(revisions, world.Content("mine"), ("If-Match", "\"2\"")))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await world.Partner.PostSeen($"/v1/papers/{paper.Id}", "revisions", world.Content("more")))
            .ExpectRefused(PaperRules.AlreadySettled);
    }

    private static string? Title(Answer answer) => (string?)answer.Expect(HttpStatusCode.OK).Body["title"]!["en"];
}
