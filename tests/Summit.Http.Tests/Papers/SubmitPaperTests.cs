using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

public sealed class SubmitPaperTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_paper_is_submitted_and_read_back()
    {
        var scenario = await PapersScenario.Convene(server, "read-back");
        var submitted = await scenario.Submitted();
        Assert.Equal($"/v1/papers/{submitted.Id}", submitted.Headers["Location"]);
        var read = (await scenario.Partner.Get($"/v1/papers/{submitted.Id}")).Expect(HttpStatusCode.OK);
        Assert.StartsWith(submitted.ETag!.TrimEnd('"'), read.ETag);
        foreach (var (name, told) in submitted.Body)
            Assert.Equal(told!.ToJsonString(), read.Body[name]!.ToJsonString());
        Assert.Equal("submitted", (string?)read.Body["status"]);
        Assert.Equal(1, (int)read.Body["revision"]!);
        Assert.Equal(["Water for every town"], await scenario.Titles(scenario.Partner));
        var compared = await PapersScenario.Compared(scenario.Partner, submitted.Id);
        (await scenario.Partner.Get($"/v1/papers/{submitted.Id}", ("If-None-Match", compared.ETag!)))
            .Expect(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task a_late_submission_is_refused_to_partners_and_needs_a_reason_from_organisers()
    {
        var scenario = await PapersScenario.Convene(server, "window", withCalls: false);
        (await scenario.Submit(scenario.Partner, scenario.Body())).ExpectRefused(PaperRules.CallNotOpen);
        await scenario.OpenCalls();
        await scenario.Submitted("in time");
        server.Clock.SetUtcNow(scenario.ClosesAt);
        var late = scenario.Body("too late");
        var refused = (await scenario.Submit(scenario.Partner, late)).ExpectRefused(PaperRules.DeadlinePassed);
        Assert.Equal("assembly", (string?)refused.Body["track"]);
        Assert.Equal("/track", (string?)refused.Body["field"]);
        (await scenario.Submit(scenario.Organiser, late)).ExpectRefused(PaperRules.LateWithoutReason);
        late["lateReason"] = "a strike of the post";
        (await scenario.Submit(scenario.Partner, late)).ExpectRefused(PaperRules.DeadlinePassed);
        var taken = (await scenario.Submit(scenario.Organiser, late)).Expect(HttpStatusCode.Created);
        Assert.Equal("a strike of the post", (string?)taken.Body["lateReason"]);
    }

    [Fact]
    public async Task the_same_submission_sent_eight_times_at_once_is_one_paper()
    {
        var scenario = await PapersScenario.Convene(server, "eight-times");
        foreach (var withExternalId in new[] { false, true })
        {
            var body = scenario.Body($"external id: {withExternalId}");
            if (withExternalId)
                body["externalId"] = new { system = "desk", id = "2019/7" };
            var key = Guid.NewGuid().ToString();
            var answers = await Task.WhenAll(Enumerable.Range(0, 8)
                .Select(_ => scenario.Submit(scenario.Partner, body, key)));
            Assert.All(answers, answer => answer.Expect(HttpStatusCode.Created));
            Assert.Single(answers.Select(answer => answer.Text).Distinct());
            body["title"] = new { en = "another" };
            (await scenario.Submit(scenario.Partner, body, key))
                .ExpectProblem(HttpStatusCode.UnprocessableEntity, "http/idempotency-key-reused");
        }
        Assert.Equal(2, (await scenario.Titles(scenario.Organiser)).Length);
    }

    [Fact]
    public async Task a_submission_without_an_idempotency_key_is_malformed()
    {
        var scenario = await PapersScenario.Convene(server, "no-key");
        (await scenario.Partner.Post(scenario.Papers, scenario.Body()))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/idempotency-key-missing");
    }

    [Fact]
    public async Task a_partner_submits_for_its_own_organisation_and_an_organiser_for_any()
    {
        var scenario = await PapersScenario.Convene(server, "own");
        (await scenario.Submit(scenario.OtherPartner, scenario.Body()))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.Submit(scenario.Organiser, scenario.Body())).Expect(HttpStatusCode.Created);
        (await scenario.Submit(await server.As("auditor"), scenario.Body()))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.Submit(server.Anybody, scenario.Body()))
            .ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
        var otherTrack = await server.As(
            "partner", organisation: scenario.Section, congress: scenario.Slug, track: "town-hall");
        (await scenario.Submit(otherTrack, scenario.Body())).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    [Fact]
    public async Task each_track_admits_papers_of_its_kinds_of_organisation()
    {
        var scenario = await PapersScenario.Convene(server, "kinds");
        var (civil, partner) = await scenario.Organisation("civil-society-partner");
        var body = scenario.Body();
        body["organisation"] = civil;
        (await scenario.Submit(partner, body)).ExpectRefused(PaperRules.KindNotAdmitted);
        body["track"] = "town-hall";
        (await scenario.Submit(partner, body)).Expect(HttpStatusCode.Created);
        body["track"] = "statutory";
        (await scenario.Submit(partner, body)).ExpectRefused(PaperRules.TrackTakesNoPapers);
    }

    [Fact]
    public async Task a_malformed_or_refused_submission_says_what_is_wrong()
    {
        var scenario = await PapersScenario.Convene(server, "wrong");
        var body = scenario.Body();
        body["title"] = new { };
        body["scope"] = "galactic";
        body["surplus"] = 1;
        body["proposedRecommendations"] = new[] { new { txt = 1 } };
        var refused = (await scenario.Submit(scenario.Partner, body))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        Assert.NotNull(refused.Body["errors"]!["/surplus"]);
        Assert.NotNull(refused.Body["errors"]!["/proposedRecommendations/0/text"]);
        var empty = scenario.Body();
        empty["proposedRecommendations"] = Array.Empty<object>();
        (await scenario.Submit(scenario.Partner, empty)).ExpectRefused(PaperRules.NothingProposed);
        var unknown = scenario.Body();
        unknown["policyDomains"] = new[] { "space" };
        (await scenario.Submit(scenario.Partner, unknown)).ExpectRefused(PaperRules.NoSuchPolicyDomain);
    }
}
