using System.Net;
using Summit.Access;
using Summit.Http.Tests.Papers;
using Summit.Http.Tests.Programme;
using Summit.Papers;
using Summit.Programme;
using Summit.Register;

namespace Summit.Http.Tests.Register;

[Collection(typeof(RegisterServer))]
public sealed class JoinOrganisationTests(SummitServer server)
{
    [Fact]
    public async Task people_sessions_seats_and_keys_go_to_the_one_that_stays_in_one_commit()
    {
        var scenario = await ProgrammeScenario.Convene(server, "joined-organisations");
        var body = await scenario.Body(members: 1);
        var ((joined, mayor), stays) =
            (body.Seats[0], await scenario.Organisation("local-government", isMember: true));
        var session = await scenario.Session(await scenario.Talk(lead: joined));
        var partner = await server.As("partner", organisation: joined);

        var answer = (await Join(joined, stays)).Expect(HttpStatusCode.OK);
        Assert.Empty(answer.Body["conflicts"]!.AsArray());
        Assert.Equal((stays, "\"2\""), ((Guid)answer.Body["organisation"]!["joinedInto"]!, answer.ETag));
        Assert.Equal(stays, (Guid)(await Read($"/v1/organisations/{joined}"))["joinedInto"]!);
        Assert.Equal(stays, (Guid)(await Read($"/v1/people/{mayor}"))["organisation"]!);
        Assert.Equal(stays, (Guid)(await Read($"/v1/sessions/{session}"))["lead"]!);
        var seat = Assert.Single((await Read($"/v1/bodies/{body.Id}"))["seats"]!.AsArray())!;
        Assert.Equal((stays, mayor), ((Guid)seat["organisation"]!, (Guid)seat["person"]!));
        server.Clock.Advance(Keys.RememberedFor + TimeSpan.FromSeconds(1));
        Assert.Equal(stays, (Guid)(await partner.Get("/v1/keys/me")).Expect(HttpStatusCode.OK).Body["organisation"]!);
    }

    [Fact]
    public async Task a_joined_organisation_is_given_nothing_new()
    {
        var scenario = await PapersScenario.Convene(server, "joined-nothing-new");
        var (stays, joined) = (await Entered(), await Entered());
        var paper = await scenario.Submitted();
        (await Join(joined, stays)).Expect(HttpStatusCode.OK);
        (await server.Administrator.Post("/v1/people",
                new { name = "Newcomer", languages = new[] { "en" }, organisation = joined }))
            .ExpectRefused(RegisterRules.NoSuchOrganisation);
        (await scenario.Submit(scenario.Organiser, With(scenario.Body(), joined)))
            .ExpectRefused(PaperRules.NoSuchOrganisation);
        (await scenario.Organiser.Post($"/v1/papers/{paper.Id}/endorsements", new { organisation = joined }))
            .ExpectRefused(PaperRules.NoSuchOrganisation);
        (await server.Administrator.Post("/v1/keys", new { label = "x", role = "partner", organisation = joined }))
            .ExpectRefused(AccessRules.NoSuchScope);
        var programme = await ProgrammeScenario.Convene(server, "joined-leads-nothing");
        (await programme.Organiser.Post($"{programme.Path}/sessions", await programme.Talk(lead: joined)))
            .ExpectRefused(ProgrammeRules.NoSuchLead);
    }

    [Fact]
    public async Task who_speaks_for_the_one_that_stays_goes_on_with_the_papers_and_one_external_id_stays_one_paper()
    {
        var scenario = await PapersScenario.Convene(server, "joined-papers");
        var (joined, stays) = (scenario.Section, scenario.OtherSection);
        var mine = (await scenario.Put(scenario.Partner, "desk/1", scenario.Body("Mine"))).Id;
        var clash = (await scenario.Put(scenario.Partner, "desk/2", scenario.Body("Clash"))).Id;
        var other = (await scenario.Put(scenario.OtherPartner, "desk/2", With(scenario.Body("Other"), stays))).Id;
        var (third, thirds) = await scenario.Organisation("association");
        var endorsed = (await scenario.Submit(thirds, With(scenario.Body("Third"), third))).Id;
        foreach (var (paper, organisation) in new[] { (endorsed, joined), (mine, stays), (mine, third) })
            (await scenario.Organiser.Post($"/v1/papers/{paper}/endorsements", new { organisation }))
                .Expect(HttpStatusCode.Created);

        var told = (await Join(joined, stays)).Expect(HttpStatusCode.OK).Body["conflicts"]!.AsArray();
        Assert.Equal([clash, other], told.Select(one => (Guid)one!["id"]!));
        Assert.Equal([third], await Endorsers(mine));
        Assert.Equal([stays], await Endorsers(endorsed));
        Assert.Equal((stays, joined), (await Submitter(mine), await Submitter(clash)));

        // By its own id, and by the paper's; the joined one's key is a key of the one that stays.
        server.Clock.Advance(Keys.RememberedFor + TimeSpan.FromSeconds(1));
        foreach (var partner in new[] { scenario.Partner, scenario.OtherPartner })
        {
            var said = With(scenario.Body($"Said by {partner.GetHashCode()}"), stays);
            Assert.Equal(mine, (await scenario.Put(partner, "desk/1", said)).Expect(HttpStatusCode.OK).Id);
        }
        (await scenario.OtherPartner.Post($"/v1/papers/{mine}/withdraw", new { reason = "Said elsewhere." }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Put(scenario.Organiser, "desk/1", scenario.Body("Joined")))
            .ExpectRefused(PaperRules.NoSuchOrganisation);

        async Task<Guid> Submitter(Guid paper) => (Guid)(await Read($"/v1/papers/{paper}"))["organisation"]!;

        async Task<Guid[]> Endorsers(Guid paper) =>
        [
            .. (await Read($"/v1/papers/{paper}"))["endorsements"]!.AsArray()
                .Select(one => (Guid)one!["organisation"]!),
        ];
    }

    [Fact]
    public async Task a_paper_that_somebody_of_the_organisation_reviews_is_handed_over_once_it_is_settled()
    {
        var scenario = await PapersScenario.Convene(server, "joined-reviewed");
        var (reviewer, _) = await scenario.Person(scenario.OtherSection);
        var paper = (await scenario.Submitted()).Id;
        (await scenario.Organiser.Post($"/v1/papers/{paper}/reviewers", new { person = reviewer }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal([paper], await Told());
        (await scenario.Organiser.PostSeen($"/v1/papers/{paper}", "accept")).Expect(HttpStatusCode.OK);
        Assert.Empty(await Told());
        Assert.Equal(scenario.OtherSection, (Guid)(await Read($"/v1/papers/{paper}"))["organisation"]!);

        async Task<Guid[]> Told() =>
        [
            .. (await Join(scenario.Section, scenario.OtherSection)).Expect(HttpStatusCode.OK)
                .Body["conflicts"]!.AsArray().Select(one => (Guid)one!["id"]!),
        ];
    }

    [Fact]
    public async Task what_is_of_a_closed_Congress_keeps_its_organisation_and_does_not_stand_in_the_way()
    {
        var scenario = await PapersScenario.Convene(server, "joined-papers-closed");
        var paper = (await scenario.Submitted()).Id;
        (await scenario.Organiser.Post($"/v1/congresses/{scenario.Slug}/close", new { confirmed = true }))
            .Expect(HttpStatusCode.OK);
        Assert.Empty((await Join(scenario.Section, scenario.OtherSection)).Expect(HttpStatusCode.OK)
            .Body["conflicts"]!.AsArray());
        Assert.Equal(scenario.Section, (Guid)(await Read($"/v1/papers/{paper}"))["organisation"]!);
    }

    [Fact]
    public async Task those_who_name_a_joined_section_by_its_code_name_the_one_that_stays()
    {
        var (joined, stays) = ($"j-{Guid.NewGuid():N}", $"s-{Guid.NewGuid():N}");
        var (section, into) = (await Entered("section", joined), await Entered("section", stays));
        var city = await Entered(section: joined);
        var person = (await Enter(joined)).Expect(HttpStatusCode.Created).Id;
        (await Join(section, into)).Expect(HttpStatusCode.OK);
        foreach (var entry in new[] { $"/v1/organisations/{city}", $"/v1/people/{person}" })
        {
            var shown = (await server.Administrator.Get(entry)).Expect(HttpStatusCode.OK);
            Assert.Equal(("\"2\"", stays), (shown.ETag, (string?)shown.Body["section"]));
        }
        (await Enter(joined)).ExpectRefused(RegisterRules.NoSuchSection);
        (await server.Administrator.Post("/v1/organisations",
                new { name = new { en = "City" }, kind = "local-government", section = joined }))
            .ExpectRefused(RegisterRules.NoSuchSection);

        Task<Answer> Enter(string code) => server.Administrator.Post("/v1/people",
            new { name = "Somebody", languages = new[] { "en" }, section = code });
    }

    [Fact]
    public async Task an_entry_into_which_another_is_joined_is_joined_into_none()
    {
        var (first, second, third) = (await Entered(), await Entered(), await Entered());
        (await Join(second, first)).Expect(HttpStatusCode.OK);
        (await Join(first, third)).ExpectRefused(RegisterRules.JoinedAlready);
        (await Join(third, second)).ExpectRefused(RegisterRules.JoinedAlready);
        (await Join(second, third)).ExpectRefused(RegisterRules.JoinedAlready);
        (await Join(third, await Entered("association"))).ExpectRefused(RegisterRules.KindsDiffer);
        (await Join(third, Guid.CreateVersion7())).ExpectRefused(RegisterRules.NoSuchOrganisation);
        var council = await Entered("statutory-body", $"c-{Guid.NewGuid():N}");
        (await Join(council, await Entered("statutory-body", $"c-{Guid.NewGuid():N}")))
            .ExpectRefused(RegisterRules.BodyStays);
    }

    [Fact]
    public async Task of_two_entries_that_are_joined_into_each_other_at_once_exactly_one_stays()
    {
        foreach (var _ in Enumerable.Range(0, 5))
        {
            var (one, other) = (await Entered(), await Entered());
            var answers = await Task.WhenAll(Join(one, other), Join(other, one));
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.Conflict);
        }
    }

    [Fact]
    public async Task whoever_enters_a_person_while_their_organisation_is_joined_nobody_belongs_to_the_joined_entry()
    {
        foreach (var _ in Enumerable.Range(0, 5))
        {
            var (joined, stays) = (await Entered(), await Entered());
            var both = await Task.WhenAll(Join(joined, stays), server.Administrator.Post("/v1/people",
                new { name = "Newcomer", languages = new[] { "en" }, organisation = joined }));
            both[0].Expect(HttpStatusCode.OK);
            Assert.Equal(both[1].Status == HttpStatusCode.Created ? 1L : 0L, await server.Sql(
                "select count(*) from register.people where organisation = $1", stays));
            Assert.Equal(0L, await server.Sql(
                "select count(*) from register.people where organisation = $1", joined));
        }
    }

    [Fact]
    public async Task of_a_join_and_an_upsert_under_the_same_external_id_at_once_both_hold_to_what_came_first()
    {
        var scenario = await PapersScenario.Convene(server, "joined-upsert");
        foreach (var n in Enumerable.Range(0, 5))
        {
            var (joined, partner) = await scenario.Organisation("association");
            var (stays, other) = await scenario.Organisation("association");
            var paper = (await scenario.Put(partner, "desk/1", With(scenario.Body($"One {n}"), joined))).Id;
            var (join, put) = (Join(joined, stays),
                scenario.Put(other, "desk/1", With(scenario.Body($"Other {n}"), stays)));
            var told = (await join).Expect(HttpStatusCode.OK).Body["conflicts"]!.AsArray()
                .Select(one => (Guid)one!["id"]!);
            var said = await put;
            if (said.Status == HttpStatusCode.Created)
                Assert.Equal([paper, said.Id], told);
            else
                Assert.Equal((paper, 0), (said.Expect(HttpStatusCode.OK).Id, told.Count()));
        }
    }

    private static Dictionary<string, object?> With(Dictionary<string, object?> body, Guid organisation)
    {
        body["organisation"] = organisation;
        return body;
    }

    private async Task<System.Text.Json.Nodes.JsonObject> Read(string path) =>
        (await server.Administrator.Get(path)).Expect(HttpStatusCode.OK).Body;

    private Task<Answer> Join(Guid joined, Guid into) =>
        server.Administrator.Post($"/v1/organisations/{joined}/join", new { into }, ("If-Match", "*"));

    private async Task<Guid> Entered(string kind = "local-government", string? code = null, string? section = null) =>
        (await server.Administrator.Post("/v1/organisations", new { name = new { en = kind }, kind, code, section }))
        .Expect(HttpStatusCode.Created).Id;
}
