using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

public sealed class SubmitPaperTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_paper_is_submitted_and_read_back()
    {
        var world = await PapersScenario.Convene(server, "read-back");
        var submitted = await world.Submitted();
        Assert.Equal($"/v1/papers/{submitted.Id}", submitted.Headers["Location"]);
        var read = (await world.Partner.Get($"/v1/papers/{submitted.Id}")).Expect(HttpStatusCode.OK);
        Assert.Equal(submitted.ETag, read.ETag);
        Assert.Equal(submitted.Text, read.Text);
        Assert.Equal("submitted", (string?)read.Body["status"]);
        Assert.Equal(1, (int)read.Body["revision"]!);
        Assert.Equal(["Water for every town"], await world.Titles(world.Partner));
        (await world.Partner.Get($"/v1/papers/{submitted.Id}", ("If-None-Match", read.ETag!)))
            .Expect(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task a_late_submission_is_refused_to_partners_and_needs_a_reason_from_organisers()
    {
        var world = await PapersScenario.Convene(server, "window", withCalls: false);
        (await world.Submit(world.Partner, world.Body())).ExpectRefused(PaperRules.CallNotOpen);
        await world.OpenCalls();
        await world.Submitted("in time");
        server.Clock.SetUtcNow(world.ClosesAt);
        var late = world.Body("too late");
        var refused = (await world.Submit(world.Partner, late)).ExpectRefused(PaperRules.DeadlinePassed);
        Assert.Equal("assembly", (string?)refused.Body["track"]);
        Assert.Equal("/track", (string?)refused.Body["field"]);
        (await world.Submit(world.Organiser, late)).ExpectRefused(PaperRules.LateWithoutReason);
        late["lateReason"] = "a strike of the post";
        (await world.Submit(world.Partner, late)).ExpectRefused(PaperRules.DeadlinePassed);
        var taken = (await world.Submit(world.Organiser, late)).Expect(HttpStatusCode.Created);
        Assert.Equal("a strike of the post", (string?)taken.Body["lateReason"]);
    }

    [Fact]
    public async Task the_same_submission_sent_eight_times_at_once_is_one_paper()
    {
        var world = await PapersScenario.Convene(server, "eight-times");
        foreach (var withExternalId in new[] { false, true })
        {
            var body = world.Body($"external id: {withExternalId}");
            if (withExternalId)
                body["externalId"] = new { system = "desk", id = "2019/7" };
            var key = Guid.NewGuid().ToString();
            var answers = await Task.WhenAll(Enumerable.Range(0, 8)
                .Select(_ => world.Submit(world.Partner, body, key)));
            Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
            Assert.Single(answers.Select(answer => answer.Text).Distinct());
            body["title"] = new { en = "another" };
            (await world.Submit(world.Partner, body, key))
                .ExpectProblem(HttpStatusCode.UnprocessableEntity, "http/idempotency-key-reused");
        }
        Assert.Equal(2, (await world.Titles(world.Organiser)).Length);
    }

    [Fact]
    public async Task a_submission_without_an_idempotency_key_is_malformed()
    {
        var world = await PapersScenario.Convene(server, "no-key");
        (await world.Partner.Post(world.Papers, world.Body()))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/idempotency-key-missing");
    }

    [Fact]
    public async Task a_partner_submits_for_its_own_organisation_and_an_organiser_for_any()
    {
        var world = await PapersScenario.Convene(server, "own");
        (await world.Submit(world.OtherPartner, world.Body()))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await world.Submit(world.Organiser, world.Body())).Expect(HttpStatusCode.Created);
        (await world.Submit(await server.As("auditor"), world.Body()))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await world.Submit(server.Anybody, world.Body()))
            .ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
        var elsewhere = await server.As(
            "partner", organisation: world.Section, congress: world.Slug, track: "town-hall");
        (await world.Submit(elsewhere, world.Body())).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    [Fact]
    public async Task each_track_admits_papers_of_its_kinds_of_organisation()
    {
        var world = await PapersScenario.Convene(server, "kinds");
        var (civil, partner) = await world.Organisation("civil-society-partner");
        var body = world.Body();
        body["organisation"] = civil;
        (await world.Submit(partner, body)).ExpectRefused(PaperRules.KindNotAdmitted);
        body["track"] = "town-hall";
        (await world.Submit(partner, body)).Expect(HttpStatusCode.Created);
        body["track"] = "statutory";
        (await world.Submit(partner, body)).ExpectRefused(PaperRules.TrackTakesNoPapers);
    }

    [Fact]
    public async Task a_malformed_or_refused_submission_says_what_is_wrong()
    {
        var world = await PapersScenario.Convene(server, "wrong");
        var body = world.Body();
        body["title"] = new { };
        body["scope"] = "galactic";
        body["surplus"] = 1;
        body["proposedRecommendations"] = new[] { new { txt = 1 } };
        var refused = (await world.Submit(world.Partner, body))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        Assert.NotNull(refused.Body["errors"]!["/surplus"]);
        Assert.NotNull(refused.Body["errors"]!["/proposedRecommendations/0/text"]);
        var empty = world.Body();
        empty["proposedRecommendations"] = Array.Empty<object>();
        (await world.Submit(world.Partner, empty)).ExpectRefused(PaperRules.NothingProposed);
        var unknown = world.Body();
        unknown["policyDomains"] = new[] { "space" };
        (await world.Submit(world.Partner, unknown)).ExpectRefused(PaperRules.NoSuchPolicyDomain);
    }

    [Fact]
    public async Task near_duplicates_of_a_paper_are_flagged_and_not_refused()
    {
        var world = await PapersScenario.Convene(server, "near");
        const string title = "Ready before the storm: locally led resilience in Asia and the Pacific";
        var first = await world.Submitted(title);
        await world.Submitted("Grassroots women at the table where budgets are made");
        var again = await world.Submitted(title.Replace("storm", "great storm", StringComparison.Ordinal));
        var read = await world.Organiser.Get($"/v1/papers/{again.Id}");
        Assert.Equal(first.Id, (Guid)Assert.Single(read.Body["nearDuplicates"]!.AsArray())!);
        Assert.Empty((await world.Organiser.Get($"/v1/papers/{first.Id}")).Body["nearDuplicates"]!.AsArray());
        var others = world.Body(title);
        others["organisation"] = world.OtherSection;
        var copied = (await world.Submit(world.OtherPartner, others)).Expect(HttpStatusCode.Created);
        Assert.Empty(copied.Body["nearDuplicates"]!.AsArray());
        Assert.Equal(2, (await world.Organiser.Get($"/v1/papers/{copied.Id}")).Body["nearDuplicates"]!.AsArray().Count);
    }
}
