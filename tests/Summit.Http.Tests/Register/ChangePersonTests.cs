using System.Net;
using Npgsql;
using Summit.Register;

namespace Summit.Http.Tests.Register;

[Collection(typeof(RegisterServer))]
public sealed class ChangePersonTests(SummitServer server)
{
    private static readonly string[] Languages = ["en"];

    [Fact]
    public async Task a_changed_person_is_shown_as_they_are_and_asOf_as_they_were()
    {
        var organiser = await server.As("organiser");
        var entered = (await organiser.Post("/v1/people", Body("Deputy mayor"))).Expect(HttpStatusCode.Created);
        Assert.Equal("\"1\"", entered.ETag);
        var before = Now();
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var changed = (await organiser.PostSeen($"/v1/people/{entered.Id}", "change", Body("Mayor")))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("\"2\"", "Mayor"), (changed.ETag, (string?)changed.Body["office"]));
        Assert.Equal("Mayor", await Office($"/v1/people/{entered.Id}"));
        Assert.Equal("Mayor", await Office($"/v1/people/{entered.Id}?asOf={Now()}"));
        var past = (await organiser.Get($"/v1/people/{entered.Id}?asOf={before}")).Expect(HttpStatusCode.OK);
        Assert.Equal(("\"1\"", "Deputy mayor"), (past.ETag, (string?)past.Body["office"]));
        (await organiser.Get($"/v1/people/{entered.Id}?asOf=2019-01-01T00:00:00Z"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");

        async Task<string?> Office(string path) =>
            (string?)(await organiser.Get(path)).Expect(HttpStatusCode.OK).Body["office"];
    }

    [Fact]
    public async Task a_position_shows_a_person_as_they_stood_before_the_event_that_follows_it()
    {
        var organiser = await server.As("organiser");
        var person = (await organiser.Post("/v1/people", Body("Deputy mayor"))).Expect(HttpStatusCode.Created).Id;
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await CongressScenario.Convene(server, "before-the-change");
        var before = await Position();
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await CongressScenario.Convene(server, "between-the-changes");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await organiser.PostSeen($"/v1/people/{person}", "change", Body("Mayor"))).Expect(HttpStatusCode.OK);
        var after = await Position();
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await CongressScenario.Convene(server, "after-the-change");
        Assert.Equal("Deputy mayor", await Office(before));
        Assert.Equal("Mayor", await Office(after));

        async Task<long> Position() => (long)(await server.Sql("select max(seq_id) from events.mt_events"))!;

        async Task<string?> Office(long position) => (string?)(await organiser.Get(
            $"/v1/people/{person}?position={position}")).Expect(HttpStatusCode.OK).Body["office"];
    }

    [Fact]
    public async Task of_several_who_change_one_version_at_once_exactly_one_succeeds()
    {
        var organiser = await server.As("organiser");
        var person = (await organiser.Post("/v1/people", Body("Mayor"))).Expect(HttpStatusCode.Created);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => organiser.Post(
            $"/v1/people/{person.Id}/change", Body($"Mayor {n}"), ("If-Match", person.ETag!))));
        var won = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Except([won]), answer => answer.Expect(HttpStatusCode.PreconditionFailed));
        Assert.Equal(won.Body.ToJsonString(), (await organiser.Get($"/v1/people/{person.Id}")).Body.ToJsonString());
        (await organiser.Post($"/v1/people/{person.Id}/change", Body("Mayor")))
            .Expect(HttpStatusCode.PreconditionRequired);
    }

    [Fact]
    public async Task the_key_of_one_congress_changes_whom_it_entered_and_nobody_else()
    {
        await CongressScenario.Convene(server, "changing");
        var narrow = await server.As("organiser", congress: "changing");
        var own = (await narrow.Post("/v1/people", Body("Mayor"))).Expect(HttpStatusCode.Created).Id;
        (await narrow.PostSeen($"/v1/people/{own}", "change", Body("President"))).Expect(HttpStatusCode.OK);
        var others = (await server.Administrator.Post("/v1/people", Body("Mayor"))).Expect(HttpStatusCode.Created).Id;
        (await narrow.Post($"/v1/people/{others}/change", Body("President"), ("If-Match", "*")))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await (await server.As("organiser", congress: "changing", track: "town-hall"))
            .Post($"/v1/people/{own}/change", Body("Mayor"), ("If-Match", "*")))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    [Fact]
    public async Task an_erasure_and_a_change_at_once_leave_nothing_of_the_person()
    {
        foreach (var n in Enumerable.Range(0, 8))
        {
            var person = (await server.Administrator.Post("/v1/people", Body("Mayor")))
                .Expect(HttpStatusCode.Created).Id;
            var both = await Task.WhenAll(
                server.Administrator.Post($"/v1/people/{person}/change", Body($"M {n}"), ("If-Match", "*")),
                server.Administrator.Post($"/v1/people/{person}/erase"));
            both[1].Expect(HttpStatusCode.OK);
            Assert.Equal(0L, await server.Sql(
                """
                select count(*) from (
                    select id from register.people where id = $1 and (name is not null or office is not null)
                    union all select person from register.person_versions where person = $1) left_over
                """, person));
            (await server.Administrator.Post($"/v1/people/{person}/change", Body("Mayor"), ("If-Match", "*")))
                .ExpectRefused(RegisterRules.Erased);
        }
    }

    [Fact]
    public async Task the_database_keeps_no_past_of_an_erased_person()
    {
        var person = (await server.Administrator.Post("/v1/people", Body("Mayor"))).Expect(HttpStatusCode.Created).Id;
        (await server.Administrator.Post($"/v1/people/{person}/erase")).Expect(HttpStatusCode.OK);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => server.Sql(
            "insert into register.person_versions (person, version, until, row) values ($1, 1, now(), '{}')", person));
        Assert.Equal("person_versions_until_erased", refused.ConstraintName);
    }

    private static object Body(string office) => new { name = "A. Mayor", office, languages = Languages };

    private string Now() => Uri.EscapeDataString($"{server.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ}");
}
