using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

public sealed class UpsertPaperTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task the_first_upsert_submits_later_ones_revise_and_an_equal_one_changes_nothing()
    {
        var scenario = await PapersScenario.Convene(server, "upsert");
        var created = (await scenario.Put(scenario.Partner, "desk/2019-014", scenario.Body("one")))
            .Expect(HttpStatusCode.Created);
        Assert.Equal($"/v1/papers/{created.Id}", created.Headers["Location"]);
        Assert.Equal("2019-014", (string?)created.Body["externalId"]!["id"]);
        var again = (await scenario.Put(scenario.Partner, "desk/2019-014", scenario.Body("one")))
            .Expect(HttpStatusCode.OK);
        Assert.Equal((created.ETag, created.Id), (again.ETag, again.Id));
        var revised = (await scenario.Put(scenario.Partner, "desk/2019-014", scenario.Body("two")))
            .Expect(HttpStatusCode.OK);
        Assert.Equal((created.Id, 2), (revised.Id, (int)revised.Body["revision"]!));
        var moved = scenario.Body("two");
        moved["track"] = "town-hall";
        (await scenario.Put(scenario.Partner, "desk/2019-014", moved)).ExpectRefused(PaperRules.TrackIsFixed);
    }

    [Theory]
    [InlineData("desk/caf\u00E9", "desk/cafe\u0301")]
    [InlineData("desk/\U0001D538\U0001D539", "desk/%F0%9D%94%B8%F0%9D%94%B9")]
    public async Task an_external_id_is_the_same_in_every_form_in_which_an_address_can_say_it(string one, string other)
    {
        var scenario = await PapersScenario.Convene(server, $"upsert-{one.Length}-{other.Length}");
        var created = (await scenario.Put(scenario.Partner, one, scenario.Body())).Expect(HttpStatusCode.Created);
        var again = (await scenario.Put(scenario.Partner, other, scenario.Body())).Expect(HttpStatusCode.OK);
        Assert.Equal((created.ETag, created.Id), (again.ETag, again.Id));
    }

    [Fact]
    public async Task a_paper_under_an_external_id_that_was_kept_decomposed_is_found()
    {
        var scenario = await PapersScenario.Convene(server, "upsert-decomposed");
        var created = (await scenario.Put(scenario.Partner, "desk/caf\u00E9", scenario.Body()))
            .Expect(HttpStatusCode.Created);
        await server.Sql(
            "update papers.external_ids set external_id = normalize(external_id, NFD) where paper = $1", created.Id);
        var again = (await scenario.Put(scenario.Partner, "desk/caf\u00E9", scenario.Body())).Expect(HttpStatusCode.OK);
        Assert.Equal(created.Id, again.Id);
    }

    [Fact]
    public async Task when_many_upserts_race_one_submits_and_the_others_find_its_paper()
    {
        var scenario = await PapersScenario.Convene(server, "upsert-race");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => scenario.Put(scenario.Partner, "desk/raced", scenario.Body())));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.Expect(HttpStatusCode.OK));
        Assert.Single(answers.Select(answer => answer.Id).Distinct());
        Assert.Single(await scenario.Titles(scenario.Organiser));
    }

    [Fact]
    public async Task when_upserts_of_two_contents_race_one_submits_and_the_other_revises()
    {
        var scenario = await PapersScenario.Convene(server, "upsert-two");
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(
                scenario.Put(scenario.Partner, $"desk/{round}", scenario.Body("one")),
                scenario.Put(scenario.Partner, $"desk/{round}", scenario.Body("two")));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Created], answers.Select(answer => answer.Status).Order());
            Assert.Single(answers.Select(answer => answer.Id).Distinct());
            Assert.Equal(2, answers.Max(answer => (int)answer.Body["revision"]!));
        }
    }

    [Fact]
    public async Task when_forty_upserts_of_different_contents_race_all_take_their_turn()
    {
        var scenario = await PapersScenario.Convene(server, "upsert-forty");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(n => scenario.Put(scenario.Partner, "desk/raced", scenario.Body($"Paper {n}"))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(39, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Equal(Enumerable.Range(1, 40), answers.Select(answer => (int)answer.Body["revision"]!).Order());
        Assert.Single(answers.Select(answer => answer.Id).Distinct());
    }

    [Fact]
    public async Task a_key_keeps_its_answer_where_nothing_was_written_and_brings_no_earlier_content_back()
    {
        var scenario = await PapersScenario.Convene(server, "upsert-kept");
        (string, string) key = ("Idempotency-Key", "kept");
        (await scenario.Put(scenario.Partner, "desk/1", scenario.Body("one"))).Expect(HttpStatusCode.Created);
        var unchanged = (await scenario.Put(scenario.Partner, "desk/1", scenario.Body("one"), key))
            .Expect(HttpStatusCode.OK);
        (await scenario.Put(scenario.Partner, "desk/1", scenario.Body("two"))).Expect(HttpStatusCode.OK);
        var again = (await scenario.Put(scenario.Partner, "desk/1", scenario.Body("one"), key))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(unchanged.Text, again.Text);
        (await scenario.Put(scenario.Partner, "desk/1", scenario.Body("three"), key))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "http/idempotency-key-reused");
        Assert.Equal(["two"], await scenario.Titles(scenario.Organiser));
    }

    [Fact]
    public async Task an_upsert_learns_that_its_paper_is_gone_until_the_withdrawal_is_rescinded()
    {
        var scenario = await PapersScenario.Convene(server, "upsert-gone");
        var created = (await scenario.Put(scenario.Partner, "desk/1", scenario.Body())).Expect(HttpStatusCode.Created);
        var at = $"/v1/papers/{created.Id}";
        (await scenario.Partner.Post($"{at}/withdraw", new { reason = "joined" })).Expect(HttpStatusCode.OK);
        var gone = (await scenario.Put(scenario.Partner, "desk/1", scenario.Body()))
            .ExpectRefused(PaperRules.Withdrawn);
        Assert.Equal(created.Id, (Guid)Assert.Single(gone.Body["conflictsWith"]!.AsArray())!["id"]!);
        (await scenario.Partner.PostSeen(at, "rescind-withdrawal", new { reason = "not joined" }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Put(scenario.Partner, "desk/1", scenario.Body())).Expect(HttpStatusCode.OK);
        (await scenario.Organiser.PostSeen(at, "reject", new { reason = "an advertisement" }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Put(scenario.Partner, "desk/1", scenario.Body())).ExpectRefused(PaperRules.Rejected);
    }

    [Fact]
    public async Task a_second_submission_under_the_same_external_id_is_refused_and_names_the_paper()
    {
        var scenario = await PapersScenario.Convene(server, "taken");
        var body = scenario.Body();
        body["externalId"] = new { system = "desk", id = "A 1/2" };
        var first = (await scenario.Submit(scenario.Partner, body)).Expect(HttpStatusCode.Created);
        var refused = (await scenario.Submit(scenario.Partner, body)).ExpectRefused(PaperRules.ExternalIdTaken);
        var standing = Assert.Single(refused.Body["conflictsWith"]!.AsArray())!;
        Assert.Equal(first.Id, (Guid)standing["id"]!);
        Assert.Equal("Water for every town", (string?)standing["title"]!["en"]);
        var found = (await scenario.Put(scenario.Partner, "desk/A%201%2F2", scenario.Body())).Expect(HttpStatusCode.OK);
        Assert.Equal(first.Id, found.Id);
        var others = scenario.Body();
        others["organisation"] = scenario.OtherSection;
        (await scenario.Put(scenario.OtherPartner, "desk/A%201%2F2", others)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task an_upsert_with_If_Match_is_refused_at_another_version()
    {
        var scenario = await PapersScenario.Convene(server, "upsert-if-match");
        (await scenario.Put(scenario.Partner, "desk/1", scenario.Body(), ("If-Match", "\"1\"")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        var created = (await scenario.Put(scenario.Partner, "desk/1", scenario.Body())).Expect(HttpStatusCode.Created);
        (await scenario.Put(scenario.Partner, "desk/1", scenario.Body("two"), ("If-Match", created.ETag!)))
            .Expect(HttpStatusCode.OK);
        (await scenario.Put(scenario.Partner, "desk/1", scenario.Body("three"), ("If-Match", created.ETag!)))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
    }

    [Fact]
    public async Task an_upsert_obeys_the_rules_of_a_submission()
    {
        var scenario = await PapersScenario.Convene(server, "upsert-bound");
        (await scenario.Put(scenario.OtherPartner, "desk/1", scenario.Body()))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        var malformed = (await scenario.Put(scenario.Partner, "Desk!/%25", scenario.Body()))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        Assert.NotNull(malformed.Body["errors"]!["/system"]);
        Assert.NotNull(malformed.Body["errors"]!["/id"]);
        server.Clock.SetUtcNow(scenario.ClosesAt);
        (await scenario.Put(scenario.Partner, "desk/1", scenario.Body())).ExpectRefused(PaperRules.DeadlinePassed);
    }
}
