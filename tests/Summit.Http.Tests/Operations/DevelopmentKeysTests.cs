using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Operations;

namespace Summit.Http.Tests.Operations;

public sealed class DevelopmentKeysTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_development_key_is_of_nobody_who_is_erased_or_joined_into_another()
    {
        var (erased, joined, stays) = (await Person(), await Person(), await Person());
        var (twin, partner) = (await Partner(), await Partner());
        (await server.Administrator.Post($"/v1/people/{erased}/erase")).Expect(HttpStatusCode.OK);
        foreach (var (path, into) in new[] { ($"people/{joined}", stays), ($"organisations/{twin}", partner) })
            (await server.Administrator.PostSeen($"/v1/{path}", "join", new { into })).Expect(HttpStatusCode.OK);
        var folder = Directory.CreateTempSubdirectory("summit-keys-").FullName;
        var tokens = await server.Services.GetRequiredService<DevelopmentKeys>()
            .Provide(Path.Combine(folder, "development-keys.json"), TestContext.Current.CancellationToken);
        Directory.Delete(folder, recursive: true);
        Assert.Equal((stays, partner), (await Holder("delegate", "person"), await Holder("partner", "organisation")));

        async Task<Guid> Holder(string role, string member) =>
            (Guid)(await new Client(server.Address, tokens[role]).Get("/v1/keys/me")).Expect(HttpStatusCode.OK)
                .Body[member]!;
    }

    private async Task<Guid> Person() =>
        (await server.Administrator.Post("/v1/people", new { name = "Somebody", languages = new[] { "en" } }))
        .Expect(HttpStatusCode.Created).Id;

    private async Task<Guid> Partner() => (await server.Administrator.Post(
            "/v1/organisations", new { name = new { en = "Habitat" }, kind = "civil-society-partner" }))
        .Expect(HttpStatusCode.Created).Id;
}
