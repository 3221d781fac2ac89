using System.Net;
using Summit.Register;

namespace Summit.Http.Tests.Register;

[Collection(typeof(RegisterServer))]
public sealed class RegisterOrganisationTests(SummitServer server)
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
}
