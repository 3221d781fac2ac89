using System.Net;
using System.Text;
using Npgsql;
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
        await organiser.Post("/v1/organisations", new { name, kind = "section", code = "lemuria" });
        var unknown = await organiser.Post(
            "/v1/organisations", new { name, kind = "local-government", section = "atlantis" });
        Assert.Contains("lemuria",
            unknown.Body["facts"]!["admitted"]!.AsArray().Select(code => (string?)code));
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
    public async Task an_organisation_is_shown_in_the_requested_language()
    {
        var name = new Dictionary<string, string> { ["en"] = "Cities", ["PT-br"] = "Cidades" };
        var id = (await server.Administrator.Post("/v1/organisations", new { name, kind = "stakeholder" }))
            .Expect(HttpStatusCode.Created).Id;
        var read = await server.Administrator.Get($"/v1/organisations/{id}?lang=pt");
        Assert.Equal("""{"pt-BR":"Cidades"}""", read.Body["name"]!.ToJsonString());
        Assert.Equal("pt-BR", read.Headers["Content-Language"]);
    }

    [Theory]
    [InlineData("/kind", """{"name":{"en":"X"},"kind":-1}""")]
    [InlineData("/kind", """{"name":{"en":"X"},"kind":1}""")]
    [InlineData("/country", """{"name":{"en":"X"},"kind":"stakeholder","country":""}""")]
    [InlineData("/code", """{"name":{"en":"X"},"kind":"section","code":""}""")]
    [InlineData("/memberships/0/until",
        """
        {"name":{"en":"X"},"kind":"stakeholder",
         "memberships":[{"of":"constituency","from":"2012-01-01","until":"9999-12-31"}]}
        """)]
    public async Task a_value_that_the_database_could_not_keep_is_refused_by_JSON_pointer(string pointer, string body)
    {
        var answer = await server.Administrator.Send(
            HttpMethod.Post, "/v1/organisations", new StringContent(body, Encoding.UTF8, "application/json"));
        answer.ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        Assert.Equal([pointer], answer.Body["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData("[2012-01-01,infinity)")]
    [InlineData("[-infinity,2012-01-01)")]
    public async Task the_database_keeps_no_membership_with_an_infinite_bound(string during)
    {
        var id = await Registered("Eternal");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Enter(id, during));
        Assert.Equal("memberships_finite", refused.ConstraintName);
    }

    [Fact]
    public async Task a_membership_until_the_last_of_all_days_is_read_as_open_ended_after_the_migration()
    {
        var id = await Registered("Older");
        await server.Sql("alter table register.memberships drop constraint memberships_finite");
        await Enter(id, "[2012-01-01,infinity)");
        var migration = typeof(Service).Assembly.GetManifestResourceNames()
            .Single(name => name.EndsWith("026_finite_memberships.sql", StringComparison.Ordinal));
        using var sql = new StreamReader(typeof(Service).Assembly.GetManifestResourceStream(migration)!);
        await server.Sql(await sql.ReadToEndAsync(TestContext.Current.CancellationToken));
        var read = (await server.Administrator.Get($"/v1/organisations/{id}")).Expect(HttpStatusCode.OK);
        Assert.Equal("""[{"of":"constituency","from":"2012-01-01"}]""", read.Body["memberships"]!.ToJsonString());
    }

    [Fact]
    public async Task a_row_that_cannot_be_read_fails_nobody_who_asks_for_others_at_the_same_time()
    {
        Guid[] sound = [.. await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Registered($"Sound {n}")))];
        var broken = await Registered("Broken");
        await server.Sql("update register.organisations set kind = 'unheard-of' where id = $1", broken);
        var answers = await Task.WhenAll(sound.SelectMany(id => new[] { id, broken })
            .Select(id => server.Administrator.Get($"/v1/organisations/{id}")));
        await server.Sql("delete from register.organisations where id = $1", broken);
        Assert.Equal(Enumerable.Repeat(HttpStatusCode.OK, 8), answers.Index()
            .Where(answer => answer.Index % 2 == 0).Select(answer => answer.Item.Status));
        Assert.Equal(Enumerable.Repeat(HttpStatusCode.InternalServerError, 8), answers.Index()
            .Where(answer => answer.Index % 2 == 1).Select(answer => answer.Item.Status));
    }

    private async Task<Guid> Registered(string name) =>
        (await server.Administrator.Post("/v1/organisations", new { name = new { en = name }, kind = "stakeholder" }))
        .Expect(HttpStatusCode.Created).Id;

    private Task<object?> Enter(Guid organisation, string during) => server.Sql(
        "insert into register.memberships (organisation, of, during) values ($1, 'constituency', $2::text::daterange)",
        organisation, during);
}
