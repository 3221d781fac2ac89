using System.Net;
using Summit.Http.Tests.Congress;

namespace Summit.Http.Tests.Http;

public sealed class ReadRequestTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_read_with_a_current_entity_tag_gets_304_without_a_body()
    {
        var organiser = await server.As("organiser");
        var convened = await organiser.Post("/v1/congresses", CongressBodies.Durban("cached"));
        var again = await organiser.Get("/v1/congresses/cached", ("If-None-Match", convened.ETag!));
        Assert.Equal("", again.Expect(HttpStatusCode.NotModified).Text);
    }

    [Fact]
    public async Task a_list_continues_after_its_page_as_of_the_position_of_the_first_page()
    {
        var organiser = await server.As("organiser");
        for (var n = 0; n < 5; n++)
            await organiser.Post("/v1/congresses", CongressBodies.Durban($"paged-{n}"));
        var seen = new List<string>();
        var next = "/v1/congresses?limit=2";
        while (next is not null)
        {
            var page = (await organiser.Get(next)).Expect(HttpStatusCode.OK);
            seen.AddRange(page.Body["items"]!.AsArray().Select(item => (string)item!["slug"]!));
            next = page.Headers.TryGetValue("Link", out var link) ? link[1..link.IndexOf('>')] : null;
            await organiser.Post("/v1/congresses", CongressBodies.Durban($"paged-late-{seen.Count}"));
        }
        Assert.Equal(Enumerable.Range(0, 5).Select(n => $"paged-{n}"),
            seen.Where(slug => slug.StartsWith("paged-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task a_congress_and_the_list_are_read_as_of_a_past_position_and_time()
    {
        var organiser = await server.As("organiser");
        var convened = await organiser.Post("/v1/congresses", CongressBodies.Durban("as-of"));
        var before = server.Clock.GetUtcNow();
        server.Clock.SetUtcNow(before.AddHours(1));
        await organiser.Post("/v1/congresses/as-of/rooms", CongressBodies.Hall(100));
        Assert.Single((await organiser.Get("/v1/congresses/as-of")).Body["rooms"]!.AsArray());
        foreach (var past in new[]
        {
            $"position={convened.Headers["Summit-Position"]}",
            $"asOf={Uri.EscapeDataString(before.ToString("yyyy-MM-ddTHH:mm:sszzz"))}",
        })
        {
            var then = (await organiser.Get($"/v1/congresses/as-of?{past}")).Expect(HttpStatusCode.OK);
            Assert.Empty(then.Body["rooms"]!.AsArray());
            Assert.Equal(convened.ETag, then.ETag);
            var listed = (await organiser.Get($"/v1/congresses?{past}")).Body["items"]!.AsArray();
            Assert.Empty(listed.Single(item => (string?)item!["slug"] == "as-of")!["rooms"]!.AsArray());
        }
    }

    [Fact]
    public async Task each_command_says_which_position_it_has_reached_also_where_it_changes_nothing()
    {
        var organiser = await server.As("organiser");
        var convened = await organiser.Post("/v1/congresses", CongressBodies.Durban("positions"));
        var room = await organiser.Post("/v1/congresses/positions/rooms", CongressBodies.Hall(100));
        var same = await organiser.Post(
            $"{room.Headers["Location"]}/change", CongressBodies.Hall(100), ("If-Match", room.ETag!));
        var registered = await organiser.Post(
            "/v1/organisations", new { name = new { en = "Ours" }, kind = "stakeholder" });
        Assert.Equal(Position(convened) + 1, Position(room));
        Assert.Equal(Position(room), Position(same));
        Assert.Equal(Position(room), Position(registered));
    }

    [Fact]
    public async Task a_list_shows_nothing_older_than_the_position_that_the_caller_has_seen()
    {
        var organiser = await server.As("organiser");
        var seen = Position(await organiser.Post("/v1/congresses", CongressBodies.Durban("seen")));
        foreach (var list in new[] { "/v1/congresses", "/v1/congresses/seen/sessions", "/v1/congresses/seen/outcomes" })
        {
            var shown = (await organiser.Get(list, ("Summit-Position", $"{seen}"))).Expect(HttpStatusCode.OK);
            Assert.InRange(Position(shown), seen, long.MaxValue);
            var ahead = (await organiser.Get(list, ("Summit-Position", $"{Position(shown) + 1}")))
                .ExpectProblem(HttpStatusCode.ServiceUnavailable, "store/behind");
            Assert.Equal("1", ahead.Headers["Retry-After"]);
            (await organiser.Get(list, ("Summit-Position", "late")))
                .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        }
    }

    [Fact]
    public async Task texts_are_served_in_the_requested_language()
    {
        var organiser = await server.As("organiser");
        await organiser.Post("/v1/congresses", CongressBodies.Durban("languages"));
        var french = await organiser.Get("/v1/congresses/languages?lang=fr-CA");
        Assert.Equal("""{"fr":"Sommet mondial"}""", french.Body["name"]!.ToJsonString());
        Assert.Equal("fr", french.Headers["Content-Language"]);
        var other = await organiser.Get("/v1/congresses/languages?lang=de");
        Assert.Equal("""{"en":"World Summit"}""", other.Body["name"]!.ToJsonString());
        Assert.Equal("en", other.Headers["Content-Language"]);
    }

    private static long Position(Answer answer) => long.Parse(answer.Headers["Summit-Position"]);
}
