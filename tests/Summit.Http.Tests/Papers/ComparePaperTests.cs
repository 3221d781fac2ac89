using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Papers;
using Wolverine.Runtime;

namespace Summit.Http.Tests.Papers;

public sealed class ComparePaperTests(SummitServer server) : IClassFixture<SummitServer>
{
    private const string Title = "Ready before the storm: locally led resilience in Asia and the Pacific";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_paper_is_compared_with_the_others_of_its_congress_after_its_submission()
    {
        var scenario = await PapersScenario.Convene(server, "near");
        var elsewhere = await PapersScenario.Convene(server, "near-elsewhere");
        await elsewhere.Submitted(Title);
        var first = await scenario.Submitted(Title);
        Assert.Empty(NearDuplicates(await PapersScenario.Compared(scenario.Organiser, first.Id)));
        await scenario.Submitted("Grassroots women at the table where budgets are made");
        var again = await scenario.Submitted(Title.Replace("storm", "great storm", StringComparison.Ordinal));
        Assert.Equal([first.Id], NearDuplicates(await PapersScenario.Compared(scenario.Organiser, again.Id)));
        Assert.Equal([first.Id], NearDuplicates(await PapersScenario.Compared(scenario.Partner, again.Id)));

        var others = scenario.Body(Title);
        others["organisation"] = scenario.OtherSection;
        var copied = (await scenario.Submit(scenario.OtherPartner, others)).Expect(HttpStatusCode.Created);
        Assert.Empty(NearDuplicates(await PapersScenario.Compared(scenario.OtherPartner, copied.Id)));
        Assert.Equal([first.Id, again.Id],
            NearDuplicates(await PapersScenario.Compared(scenario.Organiser, copied.Id)).Order());
        var listed = (await scenario.Organiser.Get(scenario.Papers)).Expect(HttpStatusCode.OK).Body["items"]!.AsArray()
            .Single(item => (Guid)item!["id"]! == again.Id)!;
        Assert.Equal(first.Id, (Guid)Assert.Single(listed["nearDuplicates"]!.AsArray())!);
    }

    [Fact]
    public async Task a_row_of_a_paper_that_was_not_compared_holds_what_an_earlier_node_insists_on()
    {
        var scenario = await PapersScenario.Convene(server, "near-rows");
        var first = await scenario.Submitted(Title);
        Assert.Equal("[]", await server.Sql(
            "select row ->> 'nearDuplicates' from papers.paper_register where id = $1", first.Id));
        var position = first.Headers[StoredResponseResult.PositionHeader];
        var listed = (await scenario.Organiser.Get($"{scenario.Papers}?position={position}")).Expect(HttpStatusCode.OK);
        Assert.Null(Assert.Single(listed.Body["items"]!.AsArray())!["nearDuplicates"]);
    }

    [Fact]
    public async Task a_paper_that_was_withdrawn_is_no_near_duplicate()
    {
        var scenario = await PapersScenario.Convene(server, "near-withdrawn");
        var first = await scenario.Submitted(Title);
        (await scenario.Partner.Post($"/v1/papers/{first.Id}/withdraw", new { reason = "anew" }))
            .Expect(HttpStatusCode.OK);
        var second = await scenario.Submitted(Title);
        Assert.Empty(NearDuplicates(await PapersScenario.Compared(scenario.Organiser, second.Id)));
    }

    [Fact]
    public async Task a_paper_compared_twice_keeps_what_was_found_first()
    {
        var scenario = await PapersScenario.Convene(server, "near-twice");
        var first = await scenario.Submitted(Title);
        var before = await PapersScenario.Compared(scenario.Organiser, first.Id);
        await scenario.Submitted(Title);
        await new MessageBus(server.Services.GetRequiredService<IWolverineRuntime>())
            .InvokeAsync(new ComparePaper(first.Id), Cancel);
        Assert.Equal(before.Text, (await scenario.Organiser.Get($"/v1/papers/{first.Id}")).Text);
    }

    [Fact]
    public async Task a_page_that_shows_the_comparison_has_a_tag_of_its_own_and_commands_take_either()
    {
        var scenario = await PapersScenario.Convene(server, "near-tags");
        var submitted = await scenario.Submitted(Title);
        Assert.Null(submitted.Body["comparedAt"]);
        var at = $"/v1/papers/{submitted.Id}";
        var compared = await PapersScenario.Compared(scenario.Partner, submitted.Id);
        Assert.Equal(("\"1\"", "\"1+compared\""), (submitted.ETag, compared.ETag));
        (await scenario.Partner.Get(at, ("If-None-Match", submitted.ETag!))).Expect(HttpStatusCode.OK);
        (await scenario.Partner.Get(at, ("If-None-Match", compared.ETag!))).Expect(HttpStatusCode.NotModified);
        var revised = (await scenario.Partner.Post(
            $"{at}/revisions", scenario.Content("Clean water"), ("If-Match", submitted.ETag!)))
            .Expect(HttpStatusCode.Created);
        (await scenario.Partner.Post(
            $"{at}/revisions", scenario.Content("Stale water"), ("If-Match", compared.ETag!)))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        var read = (await scenario.Partner.Get(at)).Expect(HttpStatusCode.OK);
        Assert.Equal(("\"2\"", "\"2+compared\""), (revised.ETag, read.ETag));
        (await scenario.Partner.Post(
            $"{at}/revisions", scenario.Content("Clear water"), ("If-Match", read.ETag!)))
            .Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task the_past_does_not_know_a_comparison_that_came_later()
    {
        var scenario = await PapersScenario.Convene(server, "near-past");
        var first = await scenario.Submitted(Title);
        var position = first.Headers[StoredResponseResult.PositionHeader];
        await PapersScenario.Compared(scenario.Organiser, first.Id);
        var returned = (await scenario.Organiser.PostSeen(
            $"/v1/papers/{first.Id}", "return", new { missing = "a map" })).Expect(HttpStatusCode.OK);
        foreach (var (at, knows) in new[]
            { (position, false), (returned.Headers[StoredResponseResult.PositionHeader], true) })
        {
            var past = (await scenario.Organiser.Get($"/v1/papers/{first.Id}?position={at}")).Expect(HttpStatusCode.OK);
            Assert.Equal((knows, knows), (past.Body.ContainsKey("comparedAt"), past.ETag!.Contains("compared")));
            var listed = (await scenario.Organiser.Get($"{scenario.Papers}?position={at}")).Expect(HttpStatusCode.OK);
            Assert.Equal(knows,
                Assert.Single(listed.Body["items"]!.AsArray())!.AsObject().ContainsKey("nearDuplicates"));
        }
    }

    [Fact]
    public async Task of_many_papers_alike_a_hint_names_twenty_at_most_whatever_their_length()
    {
        var scenario = await PapersScenario.Convene(server, "near-many");
        var body = scenario.Body(Title);
        body["summary"] = new { en = string.Join(' ', Enumerable.Range(0, 800).Select(n => $"w{n}")) };
        for (var n = 0; n < PaperComparisons.FoundMax + 5; n++)
            (await scenario.Submit(scenario.Partner, body)).Expect(HttpStatusCode.Created);
        var last = (await scenario.Submit(scenario.Partner, body)).Expect(HttpStatusCode.Created);
        Assert.Equal(PaperComparisons.FoundMax,
            NearDuplicates(await PapersScenario.Compared(scenario.Organiser, last.Id)).Count());
    }

    private static IEnumerable<Guid> NearDuplicates(Answer page) =>
        page.Body["nearDuplicates"]!.AsArray().Select(id => (Guid)id!);
}
