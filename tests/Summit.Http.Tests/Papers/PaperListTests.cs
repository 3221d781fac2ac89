using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Store;

namespace Summit.Http.Tests.Papers;

public sealed class PaperListTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task each_role_sees_the_same_papers_singly_in_lists_and_in_searches()
    {
        var scenario = await PapersScenario.Convene(server, "roles");
        var accepted = await scenario.Accepted("an accepted harbour");
        var pending = await scenario.Submitted("a pending harbour");
        var others = scenario.Body("another section's harbour");
        others["organisation"] = scenario.OtherSection;
        var theirs = (await scenario.Submit(scenario.OtherPartner, others)).Expect(HttpStatusCode.Created);
        var (reviewer, reviewers) = await scenario.Person();
        await scenario.Organiser.Post($"/v1/papers/{theirs.Id}/reviewers", new { person = reviewer });
        var (_, colleague) = await scenario.Person(scenario.Section);
        var (_, stranger) = await scenario.Person();

        Guid[] all = [accepted.Id, pending.Id, theirs.Id];
        await Sees(scenario, all, all, [scenario.Organiser, server.Administrator, await server.As("auditor"),
            await server.As("rapporteur")]);
        await Sees(scenario, all, [accepted.Id, pending.Id], [scenario.Partner, colleague]);
        await Sees(scenario, all, [accepted.Id, theirs.Id], [scenario.OtherPartner, reviewers]);
        await Sees(scenario, all, [accepted.Id], [stranger, await server.As("secretary"),
            await server.As("secretary", organisation: scenario.Section)]);
        await Sees(scenario, all, [], [await server.As("organiser", congress: scenario.Slug, track: "town-hall")]);
        var at = $"/v1/papers/{accepted.Id}";
        foreach (var path in new[] { scenario.Papers, at, $"{at}/revisions/1" })
            (await server.Anybody.Get(path)).ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
    }

    [Fact]
    public async Task papers_are_found_by_each_filter_and_by_full_text_search()
    {
        var scenario = await PapersScenario.Convene(server, "found");
        var body = scenario.Body("Cities that care");
        body["title"] = new { en = "Cities that care", fr = "Des villes qui soignent", es = "Ciudades que cuidan" };
        body["body"] = new { en = "Childminders", fr = "Les assistantes maternelles", pt = "As creches municipais" };
        body["policyDomains"] = new[] { "finance" };
        var care = (await scenario.Submit(scenario.Partner, body)).Expect(HttpStatusCode.Created);
        var water = await scenario.Accepted("Water for every town");
        var (_, partner) = await scenario.Organisation("stakeholder");
        foreach (var (query, found) in new (string, Guid[])[]
                 {
                     ("?q=childminder", [care.Id]), ("?q=ville", [care.Id]), ("?q=cuidar", [care.Id]),
                     ("?q=creches", [care.Id]), ("?q=towns", [water.Id]), ("?q=care+-city", []), ("?q=the", []),
                     ("?q=towns+or+villes", [care.Id, water.Id]), ("?q=%22assistante+maternelle%22", [care.Id]),
                     ("?q=%27%3A*%26", []),
                     ("?domain=finance", [care.Id]), ("?domain=space", []), ("?status=accepted", [water.Id]),
                     ("?track=assembly", [care.Id, water.Id]), ("?track=town-hall", []),
                     ($"?organisation={scenario.Section}&status=submitted", [care.Id]),
                     ($"?organisation={scenario.OtherSection}", []),
                 })
            Assert.Equal((query, string.Join(' ', found)),
                (query, string.Join(' ', await Ids(scenario.Organiser, scenario.Papers + query))));
        Assert.Equal([water.Id], await Ids(partner, $"{scenario.Papers}?q=towns+or+villes"));
        foreach (var wrong in new[] { "?track=nave", "?status=lost", "?organisation=us", "?author=me", "?limit=0" })
            (await scenario.Organiser.Get(scenario.Papers + wrong))
                .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        (await scenario.Organiser.Get("/v1/congresses/nowhere/papers"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
    }

    [Fact]
    public async Task the_list_of_papers_is_read_page_by_page()
    {
        var scenario = await PapersScenario.Convene(server, "paged");
        for (var n = 1; n <= 5; n++)
            await scenario.Submitted($"number {n}");
        var read = new List<string?>();
        var path = $"{scenario.Papers}?limit=2";
        while (path.Length > 0)
        {
            var page = (await scenario.Partner.Get(path)).Expect(HttpStatusCode.OK);
            read.AddRange(page.Body["items"]!.AsArray().Select(item => (string?)item!["title"]!["en"]));
            path = page.Headers.GetValueOrDefault("Link")?.Split('<', '>')[1] ?? "";
        }
        Assert.Equal(["number 1", "number 2", "number 3", "number 4", "number 5"], read);
    }

    [Fact]
    public async Task each_view_of_papers_equals_its_rebuild()
    {
        var scenario = await PapersScenario.Convene(server, "replayed");
        var paper = await scenario.Accepted();
        await scenario.OtherPartner.Post(
            $"/v1/papers/{paper.Id}/endorsements", new { organisation = scenario.OtherSection });
        await scenario.Put(scenario.Partner, "desk/1", scenario.Body("one"));
        await scenario.Put(scenario.Partner, "desk/1", scenario.Body("two"));
        var (person, reviewer) = await scenario.Person();
        var second = (await Ids(scenario.Partner, $"{scenario.Papers}?q=two")).Single();
        await scenario.Organiser.Post($"/v1/papers/{second}/reviewers", new { person });
        await reviewer.Post($"/v1/papers/{second}/reviews", new { score = 4, remarks = "sound" });
        await scenario.Partner.Post($"/v1/papers/{second}/withdraw", new { reason = "joined" });
        var before = (await scenario.Organiser.Get(scenario.Papers)).Text;
        var replay = server.Services.GetRequiredService<ProjectionRebuilder>();
        foreach (var view in new[] { "papers.paper_register", "papers.paper_text", "papers.external_ids" })
        {
            Assert.Null(await replay.Compare(view, CancellationToken.None));
            await replay.Rebuild(view, CancellationToken.None);
            Assert.Null(await replay.Compare(view, CancellationToken.None));
        }
        Assert.Equal(before, (await scenario.Organiser.Get(scenario.Papers)).Text);
        Assert.Equal([second], await Ids(scenario.Partner, $"{scenario.Papers}?q=two"));
    }

    private static async Task Sees(PapersScenario scenario, Guid[] all, Guid[] some, Client[] callers)
    {
        foreach (var caller in callers)
        {
            foreach (var id in all)
            {
                var expected = some.Contains(id) ? HttpStatusCode.OK : HttpStatusCode.NotFound;
                (await caller.Get($"/v1/papers/{id}")).Expect(expected);
                (await caller.Get($"/v1/papers/{id}/revisions/1")).Expect(expected);
            }
            Assert.Equal(some, await Ids(caller, scenario.Papers));
            Assert.Equal(some, await Ids(caller, $"{scenario.Papers}?q=harbour"));
        }
    }

    private static async Task<Guid[]> Ids(Client by, string path) =>
    [
        .. (await by.Get(path)).Expect(HttpStatusCode.OK).Body["items"]!.AsArray().Select(item => (Guid)item!["id"]!),
    ];
}
