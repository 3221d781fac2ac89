using System.Net;
using Summit.Register;

namespace Summit.Http.Tests.Register;

public sealed class RegisterTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task an_organisation_is_registered_with_its_section_and_memberships()
    {
        var organiser = await server.As("organiser");
        var africa = new { name = new { en = "Africa" }, kind = "section", code = "africa" };
        (await organiser.Post("/v1/organisations", africa)).Expect(HttpStatusCode.Created);
        var city = (await organiser.Post("/v1/organisations", new
        {
            name = new { en = "eThekwini" },
            kind = "local-government",
            section = "africa",
            country = "ZA",
            memberships = new object[]
            {
                new { of = "world-organisation", from = "2004-05-05", until = "2010-01-01" },
                new { of = "world-organisation", from = "2012-01-01" },
            },
        })).Expect(HttpStatusCode.Created);
        var read = (await organiser.Get(city.Headers["Location"])).Expect(HttpStatusCode.OK);
        Assert.Equal(city.Body.ToJsonString(), read.Body.ToJsonString());
        var listed = (await organiser.Get("/v1/organisations?section=africa&kind=local-government")).Body["items"]!;
        Assert.Single(listed.AsArray());
    }

    [Fact]
    public async Task when_several_register_one_code_at_once_exactly_one_succeeds()
    {
        var organiser = await server.As("organiser");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => organiser.Post("/v1/organisations",
            new { name = new { en = "Europe" }, kind = "section", code = "europe" })));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.ExpectRefused(RegisterRules.CodeTaken));
    }

    [Fact]
    public async Task an_organisation_or_person_that_breaks_a_rule_is_refused_with_its_code()
    {
        var organiser = await server.As("organiser");
        var name = new { en = "Nowhere" };
        (await organiser.Post("/v1/organisations", new { name, kind = "section" }))
            .ExpectRefused(RegisterRules.CodeNeeded);
        (await organiser.Post("/v1/organisations", new { name, kind = "local-government", section = "atlantis" }))
            .ExpectRefused(RegisterRules.NoSuchSection);
        await organiser.Post("/v1/organisations", new { name, kind = "statutory-body", code = "world-council" });
        (await organiser.Post("/v1/organisations", new { name, kind = "local-government", section = "world-council" }))
            .ExpectRefused(RegisterRules.NoSuchSection);
        var stranger = new { name = "A", languages = new[] { "en" }, organisation = Guid.NewGuid() };
        (await organiser.Post("/v1/people", stranger)).ExpectRefused(RegisterRules.NoSuchOrganisation);
        foreach (var memberships in new object[][]
        {
            [new { of = "constituency", from = "2012-01-01", until = "2011-01-01" }],
            [new { of = "constituency", from = "2012-01-01" }, new { of = "constituency", from = "2013-01-01" }],
        })
        {
            (await organiser.Post("/v1/organisations", new { name, kind = "local-government", memberships }))
                .ExpectRefused(RegisterRules.MembershipsOverlap);
        }
    }

    [Fact]
    public async Task an_erased_person_is_mentioned_nowhere_in_the_database()
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

    [Fact]
    public async Task a_partner_sees_only_the_people_of_its_own_organisation()
    {
        var ours = await Registered("/v1/organisations", new { name = new { en = "Ours" }, kind = "stakeholder" });
        var theirs = await Registered("/v1/organisations", new { name = new { en = "Theirs" }, kind = "stakeholder" });
        var languages = new[] { "en" };
        var us = await Registered("/v1/people", new { name = "One of us", languages, organisation = ours });
        var them = await Registered("/v1/people", new { name = "One of them", languages, organisation = theirs });
        var partner = await server.As("partner", organisation: ours);
        (await partner.Get($"/v1/people/{us}")).Expect(HttpStatusCode.OK);
        (await partner.Get($"/v1/people/{them}")).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await partner.Get("/v1/people")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    private async Task<Guid> Registered(string path, object body) =>
        (await server.Administrator.Post(path, body)).Expect(HttpStatusCode.Created).Id;

    private async Task<long> Mentions(string word) => (long)(await server.Sql(
        """
        select count(*) from (
            select p::text as t from register.people p union all select a::text from register.audit a
            union all select e::text from events.mt_events e
            union all select convert_from(body, 'UTF8') from events.answers) all_there_is
         where t like '%' || $1 || '%'
        """, word))!;
}
