using System.Net;
using Summit.Access;
using Summit.Http.Tests.Papers;
using Summit.Http.Tests.Programme;
using Summit.Programme;
using Summit.Register;

namespace Summit.Http.Tests.Register;

[Collection(typeof(RegisterServer))]
public sealed class JoinPersonTests(SummitServer server)
{
    [Fact]
    public async Task a_person_who_chairs_two_rooms_at_one_hour_under_two_ids_is_told_and_then_held_as_one()
    {
        var scenario = await ProgrammeScenario.Convene(server, "joined-chairs");
        var (stays, joined) = (await scenario.Person(), await scenario.Person());
        var first = await Chaired(stays, scenario.Slot("09:00", "10:00"));
        var second = await Chaired(joined, scenario.Slot("09:00", "10:00", scenario.Hub));
        var third = await Chaired(joined, scenario.Slot("12:00", "13:00"));

        var told = (await Join(joined, stays)).Expect(HttpStatusCode.OK).Body;
        Assert.Equal([second, first], told["conflicts"]!.AsArray().Select(one => (Guid)one!["id"]!));
        Assert.Equal(stays, (Guid)told["person"]!["joinedInto"]!);
        Assert.Equal((joined, stays), (await Chair(second), await Chair(third)));
        Assert.Equal(stays,
            (Guid)(await server.Administrator.Get($"/v1/people/{joined}")).Expect(HttpStatusCode.OK)
                .Body["joinedInto"]!);

        // One person sits in one place, whichever id was theirs.
        var elsewhere = await scenario.Session("Elsewhere", scenario.Slot("12:30", "13:30", scenario.Hub));
        (await Seat(elsewhere, stays)).ExpectRefused(ProgrammeRules.PersonOccupied);
        (await Seat(elsewhere, joined)).ExpectRefused(ProgrammeRules.NoSuchPerson);

        // Once one of the two has given way, the place is taken over, too.
        (await scenario.Organiser.PostSeen($"/v1/sessions/{second}", "schedule",
            scenario.Slot("15:00", "16:00", scenario.Hub))).Expect(HttpStatusCode.OK);
        Assert.Empty((await Join(joined, stays)).Expect(HttpStatusCode.OK).Body["conflicts"]!.AsArray());
        Assert.Equal(stays, await Chair(second));

        async Task<Guid> Chaired(Guid person, object slot)
        {
            var session = await scenario.Session("A talk", slot);
            (await Seat(session, person)).Expect(HttpStatusCode.OK);
            return session;
        }

        Task<Answer> Seat(Guid session, Guid person) => scenario.Organiser.Post(
            $"/v1/sessions/{session}/participants", new { person, role = "chair" });

        async Task<Guid> Chair(Guid session) => (Guid)Assert.Single(
            (await scenario.Organiser.Get($"/v1/sessions/{session}")).Body["participants"]!.AsArray())!["person"]!;
    }

    [Fact]
    public async Task keys_papers_to_review_and_seats_go_to_the_one_that_stays()
    {
        var scenario = await CongressScenario.Convene(server, "joined-keys");
        var region = await scenario.Organisation("A region", "section");
        var (stays, joined) = (await Entered("Stays"), await Entered("Joined"));
        var holder = await server.As("delegate", person: joined);
        var paper = (await (await scenario.Partner(region)).Post($"{scenario.Congress}/papers", new
        {
            track = "assembly", organisation = region, title = CongressScenario.Text("Water"),
            summary = CongressScenario.Text("On water."), body = CongressScenario.Text("Water."),
            policyDomains = new[] { "governance" },
            proposedRecommendations = new[] { new { text = CongressScenario.Text("Share.") } },
        }, scenario.Key())).Expect(HttpStatusCode.Created).Id;
        (await scenario.Organiser.Post($"/v1/papers/{paper}/reviewers", new { person = joined }))
            .Expect(HttpStatusCode.OK);
        var council = await scenario.Organisation("Council", "statutory-body", $"c-{Guid.NewGuid():N}");
        var body = (await scenario.Organiser.Post("/v1/bodies", new
        {
            code = $"c-{Guid.NewGuid():N}", name = CongressScenario.Text("Council"), organisation = council,
            quorum = new { of = "fixed", count = 1 },
        })).Expect(HttpStatusCode.Created).Id;
        (await scenario.Organiser.Post($"/v1/bodies/{body}/members",
            new { organisation = region, person = joined, capacity = "full" })).Expect(HttpStatusCode.OK);

        Assert.Empty((await Join(joined, stays)).Expect(HttpStatusCode.OK).Body["conflicts"]!.AsArray());
        server.Clock.Advance(Keys.RememberedFor + TimeSpan.FromSeconds(1));
        Assert.Equal(stays, (Guid)(await holder.Get("/v1/keys/me")).Expect(HttpStatusCode.OK).Body["person"]!);
        (await holder.Get($"/v1/people/{joined}")).Expect(HttpStatusCode.OK);
        (await holder.Post($"/v1/papers/{paper}/reviews", new { score = 4, remarks = "Clear." }))
            .Expect(HttpStatusCode.OK);
        (await server.Administrator.Post("/v1/keys", new { label = "x", role = "delegate", person = joined }))
            .ExpectProblem(HttpStatusCode.Conflict, "access/no-such-scope");
        Assert.Equal(stays, (Guid)Assert.Single((await scenario.Organiser.Get($"/v1/bodies/{body}"))
            .Body["seats"]!.AsArray())!["person"]!);
    }

    [Fact]
    public async Task a_paper_left_open_in_a_closed_Congress_keeps_its_reviewer_and_does_not_stand_in_the_way()
    {
        var scenario = await PapersScenario.Convene(server, "joined-reviewers-closed");
        var (stays, joined) = (await Entered("Stays"), await Entered("Joined"));
        var paper = (await scenario.Submitted()).Id;
        (await scenario.Organiser.Post($"/v1/papers/{paper}/reviewers", new { person = joined }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post($"/v1/congresses/{scenario.Slug}/close", new { confirmed = true }))
            .Expect(HttpStatusCode.OK);
        (await Join(joined, stays)).Expect(HttpStatusCode.OK);
        Assert.Equal(joined, (Guid)Assert.Single((await scenario.Organiser.Get($"/v1/papers/{paper}"))
            .Body["reviewers"]!.AsArray())!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task who_is_erased_under_either_entry_is_erased_under_both(bool byTheJoinedEntry)
    {
        var names = new[] { $"Stays-{Guid.NewGuid():N}", $"Joined-{Guid.NewGuid():N}" };
        var (stays, joined, third) = (await Entered(names[0]), await Entered(names[1]), await Entered(names[0]));
        (await Join(joined, stays)).Expect(HttpStatusCode.OK);
        (await Join(third, stays)).Expect(HttpStatusCode.OK);
        (await server.Administrator.Post($"/v1/people/{(byTheJoinedEntry ? joined : stays)}/erase"))
            .Expect(HttpStatusCode.OK);
        foreach (var name in names)
        {
            Assert.Equal(0L, await server.Sql(
                """
                select count(*) from (
                    select p::text as t from register.people p union all select v::text from register.person_versions v
                    union all select convert_from(body, 'UTF8') from events.answers) all_there_is
                 where position($1 in t) > 0
                """, name));
        }
        Assert.Equal(3L, await server.Sql(
            "select count(*) from register.audit where subject = any($1) and act = 'person-erased'",
            (Guid[])[stays, joined, third]));
        Assert.Equal(stays, (Guid)(await server.Administrator.Get($"/v1/people/{joined}")).Body["joinedInto"]!);
        (await Join(await Entered("Fourth"), stays)).ExpectRefused(RegisterRules.Erased);
    }

    [Fact]
    public async Task an_entry_into_which_another_is_joined_is_joined_into_none()
    {
        var (first, second, third) = (await Entered("First"), await Entered("Second"), await Entered("Third"));
        (await Join(second, first)).Expect(HttpStatusCode.OK);
        (await Join(first, third)).ExpectRefused(RegisterRules.JoinedAlready);
        (await Join(third, second)).ExpectRefused(RegisterRules.JoinedAlready);
        (await Join(second, third)).ExpectRefused(RegisterRules.JoinedAlready);
        (await server.Administrator.PostSeen($"/v1/people/{second}", "separate")).Expect(HttpStatusCode.OK);
        (await Join(second, third)).Expect(HttpStatusCode.OK);
        (await Join(second, Guid.CreateVersion7())).ExpectRefused(RegisterRules.NoSuchPerson);
    }

    [Fact]
    public async Task of_two_entries_that_are_joined_into_each_other_at_once_exactly_one_stays()
    {
        foreach (var n in Enumerable.Range(0, 5))
        {
            var (one, other) = (await Entered($"One {n}"), await Entered($"Other {n}"));
            await Task.WhenAll(server.As("delegate", person: one), server.As("delegate", person: other));
            var answers = await Task.WhenAll(Join(one, other), Join(other, one));
            Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
            Assert.Single(answers, answer => answer.Status != HttpStatusCode.OK)
                .ExpectRefused(RegisterRules.JoinedAlready);
        }
    }

    [Fact]
    public async Task an_erasure_and_a_join_at_once_leave_nothing_of_the_person()
    {
        foreach (var n in Enumerable.Range(0, 5))
        {
            var (stays, joined) = (await Entered("Stays"), await Entered("Joined"));
            var both = await Task.WhenAll(
                Join(joined, stays), server.Administrator.Post($"/v1/people/{stays}/erase"));
            both[1].Expect(HttpStatusCode.OK);
            Assert.Equal(0L, await server.Sql(
                "select count(*) from register.people where joined_into = $1 and name is not null", stays));
        }
    }

    private Task<Answer> Join(Guid joined, Guid into) =>
        server.Administrator.Post($"/v1/people/{joined}/join", new { into }, ("If-Match", "*"));

    private async Task<Guid> Entered(string name) =>
        (await server.Administrator.Post("/v1/people", new { name, languages = new[] { "en" } }))
        .Expect(HttpStatusCode.Created).Id;
}
