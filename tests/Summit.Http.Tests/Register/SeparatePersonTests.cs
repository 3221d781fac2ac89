using System.Net;

namespace Summit.Http.Tests.Register;

[Collection(typeof(RegisterServer))]
public sealed class SeparatePersonTests(SummitServer server)
{
    [Fact]
    public async Task a_separated_entry_stands_for_itself_and_asOf_shows_that_it_was_joined()
    {
        var (stays, joined) = (await Entered("Stays"), await Entered("Joined"));
        (await server.Administrator.PostSeen($"/v1/people/{joined}", "join", new { into = stays }))
            .Expect(HttpStatusCode.OK);
        var then = $"{server.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}";
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var separated = (await server.Administrator.PostSeen($"/v1/people/{joined}", "separate"))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(("\"3\"", null), (separated.ETag, separated.Body["joinedInto"]));
        Assert.Equal(stays, (Guid)(await server.Administrator.Get($"/v1/people/{joined}?asOf={then}"))
            .Body["joinedInto"]!);
        (await server.Administrator.Post($"/v1/people/{stays}/erase")).Expect(HttpStatusCode.OK);
        Assert.Equal("Joined", (string?)(await server.Administrator.Get($"/v1/people/{joined}")).Body["name"]);
    }

    private async Task<Guid> Entered(string name) =>
        (await server.Administrator.Post("/v1/people", new { name, languages = new[] { "en" } }))
        .Expect(HttpStatusCode.Created).Id;
}
