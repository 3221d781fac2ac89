using System.Net;

namespace Summit.Http.Tests.Register;

[Collection(typeof(RegisterServer))]
public sealed class SeparateOrganisationTests(SummitServer server)
{
    [Fact]
    public async Task a_separated_entry_stands_for_itself_and_what_was_taken_over_stays()
    {
        var (stays, joined) = (await Entered(), await Entered());
        var person = (await Enter(joined)).Expect(HttpStatusCode.Created).Id;
        (await server.Administrator.PostSeen($"/v1/organisations/{joined}", "join", new { into = stays }))
            .Expect(HttpStatusCode.OK);
        var then = $"{server.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var separated = (await server.Administrator.PostSeen($"/v1/organisations/{joined}", "separate"))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("\"3\"", null), (separated.ETag, separated.Body["joinedInto"]));
        Assert.Equal(stays, (Guid)(await server.Administrator.Get($"/v1/organisations/{joined}?asOf={then}"))
            .Body["joinedInto"]!);
        Assert.Equal(stays, (Guid)(await server.Administrator.Get($"/v1/people/{person}")).Body["organisation"]!);
        (await Enter(joined)).Expect(HttpStatusCode.Created);
    }

    private Task<Answer> Enter(Guid organisation) => server.Administrator.Post(
        "/v1/people", new { name = "Somebody", languages = new[] { "en" }, organisation });

    private async Task<Guid> Entered() => (await server.Administrator.Post(
        "/v1/organisations", new { name = new { en = "City" }, kind = "local-government" }))
        .Expect(HttpStatusCode.Created).Id;
}
