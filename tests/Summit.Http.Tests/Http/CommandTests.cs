using System.Net;
using Summit.Http.Tests.Congress;

namespace Summit.Http.Tests.Http;

public sealed class CommandTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_command_sent_again_under_its_idempotency_key_gets_the_first_response()
    {
        var organiser = await server.As("organiser");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            organiser.Post("/v1/congresses", CongressBodies.Durban("repeated"), ("Idempotency-Key", "repeated-1"))));
        foreach (var answer in answers)
        {
            answer.Expect(HttpStatusCode.Created);
            Assert.Equal(answers[0].Text, answer.Text);
            Assert.Equal(answers[0].ETag, answer.ETag);
            Assert.Equal(answers[0].Headers["Location"], answer.Headers["Location"]);
            Assert.Equal(answers[0].Headers[StoredResponseResult.PositionHeader],
                answer.Headers[StoredResponseResult.PositionHeader]);
        }
    }

    [Fact]
    public async Task a_command_that_changed_nothing_also_gets_its_first_response_again()
    {
        var organiser = await server.As("organiser");
        await organiser.Post("/v1/congresses", CongressBodies.Durban("unchanged"));
        var room = await organiser.Post("/v1/congresses/unchanged/rooms", Hall(100));
        (string, string)[] headers = [("If-Match", room.ETag!), ("Idempotency-Key", "unchanged-1")];
        var first = await organiser.Post($"{room.Headers["Location"]}/change", Hall(100), headers);
        Assert.Equal(room.ETag, first.Expect(HttpStatusCode.OK).ETag);

        await organiser.Post("/v1/congresses/unchanged/rooms", Hall(100, "Another"));
        var again = await organiser.Post($"{room.Headers["Location"]}/change", Hall(100), headers);
        Assert.Equal((first.Text, first.ETag), (again.Expect(HttpStatusCode.OK).Text, again.ETag));
    }

    [Fact]
    public async Task another_request_under_the_same_idempotency_key_is_refused()
    {
        var organiser = await server.As("organiser");
        (await organiser.Post("/v1/congresses", CongressBodies.Durban("first"), ("Idempotency-Key", "reused-1")))
            .Expect(HttpStatusCode.Created);
        (await organiser.Post("/v1/congresses", CongressBodies.Durban("second"), ("Idempotency-Key", "reused-1")))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "http/idempotency-key-reused");
        (await server.Anybody.Get("/v1/congresses/second")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task two_callers_may_use_the_same_idempotency_key()
    {
        foreach (var slug in new[] { "caller-one", "caller-two" })
        {
            (await (await server.As("organiser"))
                .Post("/v1/congresses", CongressBodies.Durban(slug), ("Idempotency-Key", "shared-1")))
                .Expect(HttpStatusCode.Created);
        }
    }

    [Fact]
    public async Task many_commands_on_one_stream_at_once_all_succeed()
    {
        var organiser = await server.As("organiser");
        await organiser.Post("/v1/congresses", CongressBodies.Durban("wanted"));
        var rooms = await Task.WhenAll(Enumerable.Range(1, 40).Select(n =>
            organiser.Post("/v1/congresses/wanted/rooms", Hall(100, $"Hall {n}"))));
        Assert.All(rooms, room => room.Expect(HttpStatusCode.Created));
    }

    [Fact]
    public async Task a_change_needs_the_version_that_the_caller_read()
    {
        var organiser = await server.As("organiser");
        await organiser.Post("/v1/congresses", CongressBodies.Durban("versions"));
        var room = (await organiser.Post("/v1/congresses/versions/rooms", Hall(100))).Expect(HttpStatusCode.Created);
        var change = $"{room.Headers["Location"]}/change";
        (await organiser.Post(change, Hall(200)))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        (await organiser.Post(change, Hall(200), ("If-Match", "7")))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        (await organiser.Post(change, Hall(200), ("If-Match", "\"1\"")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        (await organiser.Post(change, Hall(200), ("If-Match", room.ETag!))).Expect(HttpStatusCode.OK);
        (await organiser.Post(change, Hall(300), ("If-Match", room.ETag!)))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
    }

    [Fact]
    public async Task when_many_change_the_same_version_exactly_one_succeeds()
    {
        var organiser = await server.As("organiser");
        await organiser.Post("/v1/congresses", CongressBodies.Durban("seen-by-many"));
        var room = await organiser.Post("/v1/congresses/seen-by-many/rooms", Hall(100));
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(n =>
            organiser.Post($"{room.Headers["Location"]}/change", Hall(100 + n), ("If-Match", room.ETag!))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }

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
        await organiser.Post("/v1/congresses/as-of/rooms", Hall(100));
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
    public async Task texts_are_served_in_the_requested_language()
    {
        var organiser = await server.As("organiser");
        await organiser.Post("/v1/congresses", CongressBodies.Durban("languages"));
        var french = await organiser.Get("/v1/congresses/languages?lang=fr-CA");
        Assert.Equal("""{"fr":"Sommet mondial"}""", french.Body["name"]!.ToJsonString());
        var other = await organiser.Get("/v1/congresses/languages?lang=de");
        Assert.Equal("""{"en":"World Summit"}""", other.Body["name"]!.ToJsonString());
    }

    private static object Hall(int capacity, string name = "Hall 1") => new
    {
        name,
        capacity,
        turnRoundMinutes = 15,
        interpretation = new[] { "en", "fr" },
        stepFree = true,
        streaming = false,
    };
}
