using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Deliberation;
using Summit.Kernel;
using Summit.Store;

namespace Summit.Http.Tests.Deliberation;

/// <summary>Lists, past positions, lineage and rebuilds, on events appended directly to the store.</summary>
public sealed class RecommendationDetailsTests(SummitServer server) : IClassFixture<SummitServer>
{
    private static readonly DateTimeOffset Now = new(2019, 11, 11, 12, 0, 0, TimeSpan.FromHours(2));
    private static readonly Guid Paper = Guid.CreateVersion7();
    private static readonly Verdict ByConsensus = new(DecidedBy.Consensus, Now);

    [Fact]
    public async Task the_list_of_recommendations_is_narrowed_by_each_filter()
    {
        var scenario = await CongressScenario.Convene(server, "rows-filters");
        var (slug, congress) = (scenario.Slug, scenario.CongressId);
        var session = Guid.CreateVersion7();
        var one = await Begin(congress, "Housing for everybody", Track.Assembly, session, "culture", "africa");
        await Begin(congress, "Water", Track.TownHall, Guid.CreateVersion7(), "governance", "europe");
        await Append(one, new RecommendationAgreed(DecidedBy.Consensus, Now));
        var city = await scenario.Organisation("A city", "local-government");
        var delegates = await scenario.Delegate(city);
        foreach (var filter in new[]
                 {
                     "track=assembly", "status=agreed", "domain=culture", $"session={session}", "section=africa",
                     "q=house", "q=housing", "track=assembly&status=agreed&q=everybody",
                 })
        {
            var found = (await delegates.Get($"/v1/congresses/{slug}/recommendations?{filter}"))
                .Expect(HttpStatusCode.OK);
            Assert.Equal(one, (Guid)Assert.Single(found.Body["items"]!.AsArray())!["id"]!);
        }
        var all = (await delegates.Get($"/v1/congresses/{slug}/recommendations")).Expect(HttpStatusCode.OK);
        Assert.Equal(2, all.Body["items"]!.AsArray().Count);
        var inTrack = await scenario.Delegate(city, "town-hall");
        var seen = (await inTrack.Get($"/v1/congresses/{slug}/recommendations")).Expect(HttpStatusCode.OK);
        Assert.Single(seen.Body["items"]!.AsArray());
        (await delegates.Get($"/v1/congresses/{slug}/recommendations?status=lost"))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        (await server.Anybody.Get($"/v1/congresses/{slug}/recommendations"))
            .ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
    }

    [Fact]
    public async Task callers_without_a_key_read_a_recommendation_only_after_it_is_adopted()
    {
        var congress = await Convened("rows-public");
        var id = await Begin(congress, "One", Track.Assembly, Guid.CreateVersion7(), "culture", "africa");
        var page = $"/v1/recommendations/{id}";
        (await server.Anybody.Get(page)).ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
        (await server.Anybody.Get($"/v1/recommendations/{Paper}"))
            .ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
        var proposer = new Proposer(Role.Organiser, "key:1");
        await Append(id, new AmendmentProposed(1, proposer, "en", "Two", "One", "So", Now, 1),
            new AmendmentAccepted(1, Now), new RecommendationAgreed(DecidedBy.Consensus, Now));
        var agreedAt = await server.Services.GetRequiredService<EventStreams>().Head(CancellationToken.None);
        await Append(id, new RecommendationForwarded(id, congress, Track.Assembly, Paper, 1,
            LocalisedText.Of(("en", "Two")), "en", ["culture"], Now), new RecommendationAdopted(1, ByConsensus));
        var read = (await server.Anybody.Get(page)).Expect(HttpStatusCode.OK);
        Assert.Equal("adopted", (string?)read.Body["status"]);
        Assert.Empty(read.Body["amendments"]!.AsArray());
        Assert.Empty(read.Body["papers"]!.AsArray());
        Assert.Null(Assert.Single(read.Body["rounds"]!.AsArray())!["text"]);
        (await server.Anybody.Get($"{page}?position={agreedAt}"))
            .ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
        var organiser = await server.As("organiser");
        var before = (await organiser.Get($"{page}?position={agreedAt}")).Expect(HttpStatusCode.OK);
        Assert.Equal("agreed", (string?)before.Body["status"]);
        var otherTrack = await server.As("organiser", track: "statutory");
        (await otherTrack.Get(page)).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    [Fact]
    public async Task lineage_is_followed_both_ways_through_several_consolidations_and_as_of_a_position()
    {
        var congress = await Convened("rows-both-ways");
        var session = Guid.CreateVersion7();
        var a = await Begin(congress, "A", Track.Assembly, session, "culture", "africa");
        var b = await Begin(congress, "B", Track.TownHall, Guid.CreateVersion7(), "culture", "africa", Guid.NewGuid());
        var ab = await Consolidate(congress, a, b);
        var before = await server.Services.GetRequiredService<EventStreams>().Head(CancellationToken.None);
        var c = await Begin(congress, "C", Track.TownHall, Guid.CreateVersion7(), "culture", "africa", Guid.NewGuid());
        var abc = await Consolidate(congress, ab, c);

        var lineages = server.Services.GetRequiredService<LineageQueries>();
        var back = await lineages.Connected(abc, long.MaxValue, CancellationToken.None);
        Assert.Equal(10, back.Count);
        Assert.Contains(back, arrow => arrow.Source == Paper && arrow.Result == a && arrow.Proposed == 1);
        var onward = await lineages.Connected(session, long.MaxValue, CancellationToken.None);
        Assert.Equal([a, ab, abc], onward.Select(arrow => arrow.Result));
        var then = await lineages.Connected(session, before, CancellationToken.None);
        Assert.Equal([a, ab], then.Select(arrow => arrow.Result));
    }

    [Theory]
    [InlineData("deliberation.policy_recommendation")]
    [InlineData("deliberation.lineage")]
    [InlineData("deliberation.consolidated_outcome")]
    public async Task each_view_of_recommendations_equals_its_rebuild(string view)
    {
        var congress = await Convened($"rows-{view.Split('.')[1].Replace('_', '-')}");
        var a = await Begin(congress, "A", Track.Assembly, Guid.CreateVersion7(), "culture", "africa");
        var b = await Begin(congress, "B", Track.TownHall, Guid.CreateVersion7(), "culture", "africa");
        await Append(a, new RecommendationAgreed(DecidedBy.Vote, Now, new Tally(2, 1, 0)),
            new ReservationRecorded(Paper, LocalisedText.Of(("en", "Hm.")), Now));
        await Consolidate(congress, a, b);
        await server.Settled();
        var replay = server.Services.GetRequiredService<ProjectionRebuilder>();
        Assert.Null(await replay.Compare(view, CancellationToken.None));
        await replay.Rebuild(view, CancellationToken.None);
        Assert.Null(await replay.Compare(view, CancellationToken.None));
    }

    private async Task<Guid> Convened(string slug) => (await CongressScenario.Convene(server, slug)).CongressId;

    private async Task<Guid> Begin(
        Guid congress, string text, Track track, Guid session, string domain, string section, Guid? paper = null)
    {
        var id = Guid.CreateVersion7();
        await server.Sql("insert into papers.acceptances (paper) values ($1) on conflict do nothing", paper ?? Paper);
        await Append(id, new RecommendationDrafted(id, congress, track, session, LocalisedText.Of(("en", text)), "en",
            [domain], [new RestsOn(paper ?? Paper, 1, Guid.CreateVersion7(), 1)], [section], Now));
        return id;
    }

    private async Task<Guid> Consolidate(Guid congress, params Guid[] sources)
    {
        var id = Guid.CreateVersion7();
        await Append(id, new RecommendationConsolidated(id, congress,
            [.. sources.Select(source => new ConsolidatedSource(source, 1))], LocalisedText.Of(("en", "Together:")),
            [
                new ConsolidatedClause(LocalisedText.Of(("en", "All.")),
                    [.. sources.Select(source => new ClauseRef(source, 1))], ClauseKind.Merged),
            ],
            [], "en", [Track.Assembly, Track.TownHall], [], [], ["culture"], ["africa"], Now));
        foreach (var source in sources)
            await Append(source, new MergedInto(id, Now));
        return id;
    }

    private async Task Append(Guid id, params RecommendationEvent[] events)
    {
        var slice = await server.Services.GetRequiredService<EventStreams>()
            .Read(id, long.MaxValue, CancellationToken.None);
        await server.Services.GetRequiredService<IEventAppender>().Append(new Commit(new EventMetadata("key:test"),
            [Recommendation.Category.Append(id, slice.Version, Recommendation.Category.Fold(slice), events)]),
            CancellationToken.None);
    }
}
