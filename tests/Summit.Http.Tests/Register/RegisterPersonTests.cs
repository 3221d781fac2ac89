using System.Net;
using Summit.Register;

namespace Summit.Http.Tests.Register;

[Collection(typeof(RegisterServer))]
public sealed class RegisterPersonTests(SummitServer server)
{
    private static readonly string[] Languages = ["en", "zu"];

    [Fact]
    public async Task a_person_is_registered_with_their_languages()
    {
        var organiser = await server.As("organiser");
        var created = (await organiser.Post("/v1/people", new { name = "A Mayor", languages = Languages }))
            .Expect(HttpStatusCode.Created);
        var read = (await organiser.Get(created.Headers["Location"])).Expect(HttpStatusCode.OK);
        Assert.Equal(created.Body.ToJsonString(), read.Body.ToJsonString());
        Assert.Equal(Languages, read.Body["languages"]!.AsArray().Select(language => (string)language!));
    }

    [Fact]
    public async Task a_person_of_an_unknown_organisation_is_refused()
    {
        var organiser = await server.As("organiser");
        var stranger = new { name = "A Stranger", languages = Languages, organisation = Guid.CreateVersion7() };
        (await organiser.Post("/v1/people", stranger)).ExpectRefused(RegisterRules.NoSuchOrganisation);
    }

    [Fact]
    public async Task a_name_is_kept_in_NFC_and_languages_in_their_canonical_case()
    {
        var organiser = await server.As("organiser");
        var created = (await organiser.Post("/v1/people", new { name = "Rene\u0301", languages = new[] { "PT-br" } }))
            .Expect(HttpStatusCode.Created);
        Assert.Equal(("René", "pt-BR"), ((string?)created.Body["name"], (string?)created.Body["languages"]![0]));
    }
}
