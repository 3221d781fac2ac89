using System.Net;

namespace Summit.Http.Tests.Deliberation;

[Collection(typeof(DeliberationServer))]
public sealed class ConsolidateRecommendationsTests(SummitServer server)
{
    [Fact]
    public async Task when_rapporteurs_merge_the_same_text_at_once_exactly_one_succeeds()
    {
        var scenario = await CongressScenario.Convene(server, "merge-race");
        var a = await scenario.Agreed("assembly", "A", "A1.");
        var b = await scenario.Agreed("assembly", "B", "B1.");
        var c = await scenario.Agreed("assembly", "C", "C1.");
        var answers = await Task.WhenAll(new[] { b, c, b, c }.Select(other => scenario.Rapporteur.Post(
            $"{scenario.Congress}/recommendations/consolidate", Merge(a, other), scenario.Key())));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => Assert.Equal(HttpStatusCode.Conflict, answer.Status));
        var merged = (await scenario.Rapporteur.Get($"/v1/recommendations/{a}")).Expect(HttpStatusCode.OK);
        Assert.Equal("merged", (string?)merged.Body["status"]);
    }

    [Fact]
    public async Task a_key_of_one_track_can_neither_consolidate_nor_forward_across_tracks()
    {
        var scenario = await CongressScenario.Convene(server, "merge-tracks");
        var a = await scenario.Agreed("assembly", "A", "A1.");
        var b = await scenario.Agreed("town-hall", "B", "B1.");
        // The first address of it, which stays.
        var route = $"{scenario.Congress}/recommendations:consolidate";
        var ofAssembly = await server.As("rapporteur", track: "assembly");
        (await ofAssembly.Post(route, Merge(a, b), scenario.Key()))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        var merged = (await scenario.Rapporteur.Post(route, Merge(a, b), scenario.Key()))
            .Expect(HttpStatusCode.Created);
        (await ofAssembly.Post($"/v1/recommendations/{merged.Id}/forward", null, scenario.Key()))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    [Fact]
    public async Task a_paper_that_the_reader_may_not_know_is_named_by_its_id_alone()
    {
        var scenario = await CongressScenario.Convene(server, "merge-papers");
        var merged = await scenario.Rapporteur.Post($"{scenario.Congress}/recommendations/consolidate",
            Merge(await scenario.Agreed("assembly", "A", "A1."), await scenario.Agreed("town-hall", "B", "B1.")),
            scenario.Key());
        var known = merged.Expect(HttpStatusCode.Created).Body["papers"]!.AsArray();
        Assert.All(known, paper => Assert.NotNull(paper!["organisation"]));
        var city = await scenario.Organisation("A city", "local-government");
        var delegates = await scenario.Delegate(city, "town-hall");
        var list = (await delegates.Get($"{scenario.Congress}/recommendations?status=consolidated"))
            .Expect(HttpStatusCode.OK);
        var read = (await delegates.Get($"/v1/recommendations/{merged.Id}")).Expect(HttpStatusCode.OK);
        // The whole of it and what is shown of it are two things, under two tags.
        Assert.StartsWith($"{merged.ETag!.TrimEnd('"')}+without.", read.ETag, StringComparison.Ordinal);
        (await delegates.Get($"/v1/recommendations/{merged.Id}", ("If-None-Match", merged.ETag)))
            .Expect(HttpStatusCode.OK);
        (await delegates.Get($"/v1/recommendations/{merged.Id}", ("If-None-Match", read.ETag!)))
            .Expect(HttpStatusCode.NotModified);
        Assert.Equal(merged.ETag, (await scenario.Organiser.Get($"/v1/recommendations/{merged.Id}")).ETag);
        foreach (var seen in new[]
                 {
                     read.Body,
                     Assert.Single(list.Body["items"]!.AsArray())!.AsObject(),
                 })
        {
            var papers = seen["papers"]!.AsArray();
            Assert.Equal(known.Select(paper => (Guid)paper!["paper"]!), papers.Select(paper => (Guid)paper!["paper"]!));
            var hidden = Assert.Single(papers, paper => paper!["organisation"] is null)!.AsObject();
            Assert.Equal(["paper", "revision"], hidden.Select(part => part.Key));
        }
        var outcomes = (await delegates.Get($"{scenario.Congress}/outcomes?status=consolidated"))
            .Expect(HttpStatusCode.OK);
        Assert.Single(outcomes.Body["items"]![0]!["lineage"]!["papers"]!.AsArray(),
            paper => paper!["organisation"] is null);
    }

    private static object Merge(Guid one, Guid other) => new
    {
        recommendations = new[] { one, other },
        text = CongressScenario.Text("Together:"),
        clauses = new[]
        {
            new
            {
                text = CongressScenario.Text("All."),
                sources = new[] { one, other }.Select(recommendation => new { recommendation, clause = 1 }),
                kind = "merged",
            },
        },
        leftOut = Array.Empty<object>(),
    };
}
