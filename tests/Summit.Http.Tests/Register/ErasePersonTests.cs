using System.Net;
using Summit.Access;

namespace Summit.Http.Tests.Register;

[Collection(typeof(RegisterServer))]
public sealed class ErasePersonTests(SummitServer server)
{
    [Fact]
    public async Task the_data_of_an_erased_person_are_nowhere_in_the_database()
    {
        var organiser = await server.As("organiser");
        var body = new
        {
            name = "Nomvula Erased-Xaba", office = "Mayor of Erasedville", gender = "woman",
            languages = new[] { "en", "zu" }, email = "nomvula@erased.example.org",
        };
        var person = (await organiser.Post("/v1/people", body, ("Idempotency-Key", "erased-1")))
            .Expect(HttpStatusCode.Created);
        (await organiser.Post($"/v1/people/{person.Id}/change", new
        {
            name = "Nomvula Erased-Zungu", office = "Mayor of Erasedville", languages = new[] { "en", "zu" },
        }, ("If-Match", "*"), ("Idempotency-Key", "erased-2"))).Expect(HttpStatusCode.OK);
        Assert.NotEqual(0, await Mentions("Erased-Zungu"));
        Assert.NotEqual(0, await Mentions("nomvula@erased"));
        var erased = (await server.Administrator.Post($"/v1/people/{person.Id}/erase")).Expect(HttpStatusCode.OK);
        Assert.Null(erased.Body["name"]);
        Assert.Equal(0, await Mentions("Erased"));
        Assert.Equal(0, await Mentions("nomvula"));
        (await server.Administrator.Post($"/v1/people/{person.Id}/erase")).Expect(HttpStatusCode.OK);
        Assert.Equal(person.Id, (await organiser.Post("/v1/people", body, ("Idempotency-Key", "erased-1"))).Id);
    }

    [Fact]
    public async Task the_keys_of_an_erased_person_end_with_them()
    {
        var person = await Entered("Key Holder");
        var holder = await server.As("delegate", person: person);
        (await holder.Get($"/v1/people/{person}")).Expect(HttpStatusCode.OK);
        (await server.Administrator.Post($"/v1/people/{person}/erase")).Expect(HttpStatusCode.OK);
        server.Clock.Advance(Keys.RememberedFor + TimeSpan.FromSeconds(1));
        (await holder.Get($"/v1/people/{person}")).ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
        (await server.Administrator.Post("/v1/keys", new { label = "x", role = "delegate", person }))
            .ExpectProblem(HttpStatusCode.Conflict, "access/no-such-scope");
    }

    [Fact]
    public async Task the_key_of_one_congress_erases_nobody()
    {
        await CongressScenario.Convene(server, "erasing");
        var person = await Entered("Who Stays");
        (await (await server.As("administrator", congress: "erasing")).Post($"/v1/people/{person}/erase"))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    private async Task<Guid> Entered(string name) =>
        (await server.Administrator.Post("/v1/people", new { name, languages = new[] { "en" } }))
        .Expect(HttpStatusCode.Created).Id;

    private async Task<long> Mentions(string word) => (long)(await server.Sql(
        """
        select count(*) from (
            select p::text as t from register.people p union all select a::text from register.audit a
            union all select v::text from register.person_versions v
            union all select e::text from events.mt_events e
            union all select convert_from(body, 'UTF8') from events.answers) all_there_is
         where t like '%' || $1 || '%'
        """, word))!;
}
