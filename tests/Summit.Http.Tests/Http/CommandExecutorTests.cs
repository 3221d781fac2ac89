using System.Net;
using Summit.Http.Tests.Congress;

namespace Summit.Http.Tests.Http;

public sealed class CommandExecutorTests(SummitServer server) : IClassFixture<SummitServer>
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
        var room = await organiser.Post("/v1/congresses/unchanged/rooms", CongressBodies.Hall(100));
        (string, string)[] headers = [("If-Match", room.ETag!), ("Idempotency-Key", "unchanged-1")];
        var first = await organiser.Post($"{room.Headers["Location"]}/change", CongressBodies.Hall(100), headers);
        Assert.Equal(room.ETag, first.Expect(HttpStatusCode.OK).ETag);

        await organiser.Post("/v1/congresses/unchanged/rooms", CongressBodies.Hall(100, "Another"));
        var again = await organiser.Post($"{room.Headers["Location"]}/change", CongressBodies.Hall(100), headers);
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
            organiser.Post("/v1/congresses/wanted/rooms", CongressBodies.Hall(100, $"Hall {n}"))));
        Assert.All(rooms, room => room.Expect(HttpStatusCode.Created));
    }

    [Fact]
    public async Task a_change_needs_the_version_that_the_caller_read()
    {
        var organiser = await server.As("organiser");
        await organiser.Post("/v1/congresses", CongressBodies.Durban("versions"));
        var room = (await organiser.Post("/v1/congresses/versions/rooms", CongressBodies.Hall(100)))
            .Expect(HttpStatusCode.Created);
        var change = $"{room.Headers["Location"]}/change";
        (await organiser.Post(change, CongressBodies.Hall(200)))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        (await organiser.Post(change, CongressBodies.Hall(200), ("If-Match", "7")))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        (await organiser.Post(change, CongressBodies.Hall(200), ("If-Match", "\"1\"")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        (await organiser.Post(change, CongressBodies.Hall(200), ("If-Match", room.ETag!))).Expect(HttpStatusCode.OK);
        (await organiser.Post(change, CongressBodies.Hall(300), ("If-Match", room.ETag!)))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
    }

    [Fact]
    public async Task when_many_change_the_same_version_exactly_one_succeeds()
    {
        var organiser = await server.As("organiser");
        await organiser.Post("/v1/congresses", CongressBodies.Durban("seen-by-many"));
        var room = await organiser.Post("/v1/congresses/seen-by-many/rooms", CongressBodies.Hall(100));
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => organiser.Post(
            $"{room.Headers["Location"]}/change", CongressBodies.Hall(100 + n), ("If-Match", room.ETag!))));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }
}
