using System.Net;

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
        Assert.NotEqual(0, await Mentions("rased"));
        var erased = (await server.Administrator.Post($"/v1/people/{person.Id}/erase")).Expect(HttpStatusCode.OK);
        Assert.Null(erased.Body["name"]);
        Assert.Equal(0, await Mentions("Erased"));
        Assert.Equal(0, await Mentions("nomvula"));
        (await server.Administrator.Post($"/v1/people/{person.Id}/erase")).Expect(HttpStatusCode.OK);
        Assert.Equal(person.Id, (await organiser.Post("/v1/people", body, ("Idempotency-Key", "erased-1"))).Id);
    }

    private async Task<long> Mentions(string word) => (long)(await server.Sql(
        """
        select count(*) from (
            select p::text as t from register.people p union all select a::text from register.audit a
            union all select e::text from events.mt_events e
            union all select convert_from(body, 'UTF8') from events.answers) all_there_is
         where t like '%' || $1 || '%'
        """, word))!;
}
