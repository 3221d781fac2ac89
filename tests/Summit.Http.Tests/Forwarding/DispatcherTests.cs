using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Summit.Forwarding;

namespace Summit.Http.Tests.Forwarding;

public sealed class DispatcherTests(PostgresServer postgres) : DispatcherFixture(postgres)
{
    private readonly Guid another = Guid.CreateVersion7();

    [Fact]
    public async Task the_dispatcher_sends_a_forward_once_and_records_its_acknowledgement()
    {
        Receiver.Answer = (http, _) => http.Response.WriteAsJsonAsync(new { reference = "WA/2019/17" });
        var id = await Store.Forward(Recommendation);
        await Round();
        await Round();
        Assert.Equal("WA/2019/17", Assert.Single(await Store.Received(Recommendation)).Acknowledgement);
        var message = await Store.Message(id);
        Assert.Equal(("delivered", 1), (message.Status, message.Attempts));
        Assert.Equal(Store.Clock.GetUtcNow(), message.DeliveredAt);
        Assert.Single(Receiver.Requests);
    }

    [Fact]
    public async Task a_forward_is_sent_as_a_signed_CloudEvent()
    {
        var id = await Store.Forward(Recommendation);
        await Round();
        var request = Assert.Single(Receiver.Requests);
        Assert.Equal(("POST", "/hook", id.ToString()), (request.Method, request.Path, request.Id));
        Assert.Equal("application/cloudevents+json; charset=utf-8", request.Headers["Content-Type"]);
        var timestamp = Store.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(timestamp.ToString(CultureInfo.InvariantCulture), request.Headers["webhook-timestamp"]);
        Assert.Equal(WebhookSignature.Of(WebhookSignature.Secrets(Secret), request.Id, timestamp, request.Body),
            request.Headers["webhook-signature"]);
        using var json = JsonDocument.Parse(request.Body);
        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        Assert.Equal(("1.0", request.Id, "/congresses/durban-2019"), (Text("specversion"), Text("id"), Text("source")));
        Assert.Equal("deliberation.recommendation-forwarded", Text("type"));
        Assert.Equal((Recommendation.ToString(), Recommendation.ToString()), (Text("subject"), Text("partitionkey")));
        Assert.Equal(("2", "application/json"), (Text("sequence"), Text("datacontenttype")));
        Assert.Equal(Store.Clock.GetUtcNow(), json.RootElement.GetProperty("time").GetDateTimeOffset());
        Assert.Equal("Un texte « accentué ».",
            json.RootElement.GetProperty("data").GetProperty("text").GetProperty("fr").GetString());
    }

    [Fact]
    public async Task a_failed_forward_is_sent_again_later_under_the_same_id()
    {
        Receiver.Answer = WebhookReceiver.Status(500);
        var id = await Store.Forward(Recommendation);
        await Round();
        var failed = await Store.Message(id);
        Assert.Equal(("pending", 1, "HTTP 500"), await Store.StatusOf(id));
        Assert.InRange(failed.NextAttemptAt - Store.Clock.GetUtcNow(),
            TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        await Round();
        Assert.Single(Receiver.Requests);
        Receiver.Answer = WebhookReceiver.Status(204);
        Store.Clock.SetUtcNow(failed.NextAttemptAt);
        await Round();
        Assert.Equal([id.ToString(), id.ToString()], Receiver.Requests.Select(request => request.Id));
        Assert.Equal(Receiver.Requests[0].Body, Receiver.Requests[1].Body);
        Assert.Distinct(Receiver.Requests.Select(request => request.Headers["webhook-timestamp"]));
        Assert.Equal(("delivered", 2, null), await Store.StatusOf(id));
        Assert.Equal("HTTP 204", Assert.Single(await Store.Received(Recommendation)).Acknowledgement);
    }

    [Fact]
    public async Task a_failing_recommendation_keeps_its_order_while_another_goes_on()
    {
        Receiver.Answer = (http, request) =>
            WebhookReceiver.Status(Subject(request) == Recommendation ? 503 : 200)(http, request);
        var first = await Store.Forward(Recommendation, round: 1);
        var second = await Store.Forward(Recommendation, round: 2);
        var aside = await Store.Forward(another);
        await Round();
        await Round();
        Assert.Equal("delivered", (await Store.Message(aside)).Status);
        Assert.Equal(0, (await Store.Message(second)).Attempts);
        Receiver.Answer = WebhookReceiver.Status(200);
        Store.Clock.SetUtcNow((await Store.Message(first)).NextAttemptAt);
        await Round();
        await Round();
        Assert.Equal([first, first, second], Receiver.Requests
            .Where(request => Subject(request) == Recommendation).Select(request => Guid.Parse(request.Id)));
        Assert.Equal([1, 2], (await Store.Received(Recommendation)).Select(received => received.Round));
    }

    [Fact]
    public async Task a_forward_rejected_with_410_is_dead_until_it_is_replayed()
    {
        Receiver.Answer = WebhookReceiver.Status(410);
        var id = await Store.Forward(Recommendation);
        await Round();
        Assert.Equal(("dead", 1, "HTTP 410"), await Store.StatusOf(id));
        Store.Clock.Advance(TimeSpan.FromDays(30));
        await Round();
        Assert.Single(Receiver.Requests);
        Receiver.Answer = WebhookReceiver.Status(200);
        await Store.Replay(id);
        await Round();
        Assert.Equal("delivered", (await Store.Message(id)).Status);
        Assert.Equal([id.ToString(), id.ToString()], Receiver.Requests.Select(request => request.Id));
    }

    [Fact]
    public async Task a_replayed_forward_has_all_its_attempts_again_and_its_attempts_are_counted_on()
    {
        Receiver.Answer = WebhookReceiver.Status(410);
        var id = await Store.Forward(Recommendation);
        await Round();
        Receiver.Answer = WebhookReceiver.Status(500);
        await Store.Replay(id);
        for (var attempt = 0; attempt < RetrySchedule.AttemptsMax; attempt++)
        {
            var waiting = await Store.Message(id);
            Assert.Equal(("pending", 1 + attempt), (waiting.Status, waiting.Attempts));
            Store.Clock.SetUtcNow(waiting.NextAttemptAt);
            await Round();
        }
        Assert.Equal(("dead", 1 + RetrySchedule.AttemptsMax, "HTTP 500"), await Store.StatusOf(id));
    }

    [Fact]
    public async Task an_attempt_that_was_under_way_at_a_replay_does_not_decide_on_what_is_sent_again()
    {
        var id = await Store.Forward(Recommendation);
        Receiver.Answer = async (http, request) =>
        {
            await Store.Replay(id);
            await WebhookReceiver.Status(410)(http, request);
        };
        await Round();
        Assert.Equal(("pending", 1, null), await Store.StatusOf(id));
        Receiver.Answer = WebhookReceiver.Status(200);
        await Round();
        Assert.Equal(("delivered", 2, null), await Store.StatusOf(id));
    }

    [Theory]
    [InlineData(422, "The item is unknown.", "HTTP 422: The item is unknown.")]
    [InlineData(500, " <h1>Down</h1>\r\n\tfor\u0000 now\u0007 ", "HTTP 500: <h1>Down</h1> for now")]
    [InlineData(410, "Never.", "HTTP 410: Never.")]
    [InlineData(400, "  \n", "HTTP 400")]
    public async Task the_receiver_s_words_are_kept_in_one_line(int status, string said, string kept)
    {
        Receiver.Answer = (http, _) =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(said, Cancel);
        };
        var id = await Store.Forward(Recommendation);
        await Round();
        Assert.Equal(kept, (await Store.Message(id)).LastError);
    }

    [Fact]
    public async Task the_receiver_s_words_are_cut_between_characters()
    {
        Receiver.Answer = (http, _) =>
        {
            http.Response.StatusCode = 500;
            return http.Response.WriteAsync(string.Concat(Enumerable.Repeat("\U0001F3D9", 10_000)), Cancel);
        };
        var id = await Store.Forward(Recommendation);
        await Round();
        Assert.Equal("HTTP 500: " + string.Concat(Enumerable.Repeat("\U0001F3D9", 300)),
            (await Store.Message(id)).LastError);
    }

    [Fact]
    public async Task a_redirect_counts_as_a_failure_and_is_not_followed()
    {
        Receiver.Answer = (http, _) =>
        {
            http.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        var id = await Store.Forward(Recommendation);
        await Round();
        Assert.Equal(("pending", 1, "HTTP 307"), await Store.StatusOf(id));
        Assert.Equal("/hook", Assert.Single(Receiver.Requests).Path);
    }

    [Fact]
    public async Task the_dispatcher_waits_for_as_long_as_Retry_After_asks()
    {
        Receiver.Answer = (http, request) =>
        {
            http.Response.Headers.RetryAfter = "120";
            return WebhookReceiver.Status(429)(http, request);
        };
        var id = await Store.Forward(Recommendation);
        await Round();
        Assert.InRange((await Store.Message(id)).NextAttemptAt - Store.Clock.GetUtcNow(),
            TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(144));
    }

    [Fact]
    public async Task a_forward_is_dead_after_the_tenth_failed_attempt()
    {
        Receiver.Answer = WebhookReceiver.Status(500);
        var id = await Store.Forward(Recommendation);
        for (var attempt = 0; attempt < RetrySchedule.AttemptsMax; attempt++)
        {
            Assert.Equal("pending", (await Store.Message(id)).Status);
            Store.Clock.SetUtcNow((await Store.Message(id)).NextAttemptAt);
            await Round();
        }
        Assert.Equal(("dead", RetrySchedule.AttemptsMax, "HTTP 500"), await Store.StatusOf(id));
        Assert.Equal(10, Receiver.Requests.Count);
    }
}
