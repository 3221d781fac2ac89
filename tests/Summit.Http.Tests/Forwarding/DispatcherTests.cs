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
        var id = await Ledger.Forward(Recommendation);
        await Round();
        await Round();
        Assert.Equal("WA/2019/17", Assert.Single(await Ledger.Received(Recommendation)).Acknowledgement);
        var message = await Ledger.Message(id);
        Assert.Equal(("delivered", 1), (message.Status, message.Attempts));
        Assert.Equal(Ledger.Clock.GetUtcNow(), message.DeliveredAt);
        Assert.Single(Receiver.Letters);
    }

    [Fact]
    public async Task a_forward_is_sent_as_a_signed_CloudEvent()
    {
        var id = await Ledger.Forward(Recommendation);
        await Round();
        var letter = Assert.Single(Receiver.Letters);
        Assert.Equal(("POST", "/hook", id.ToString()), (letter.Method, letter.Path, letter.Id));
        Assert.Equal("application/cloudevents+json; charset=utf-8", letter.Headers["Content-Type"]);
        var timestamp = Ledger.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(timestamp.ToString(CultureInfo.InvariantCulture), letter.Headers["webhook-timestamp"]);
        Assert.Equal(WebhookSignature.Of(WebhookSignature.Secrets(Secret), letter.Id, timestamp, letter.Body),
            letter.Headers["webhook-signature"]);
        using var json = JsonDocument.Parse(letter.Body);
        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        Assert.Equal(("1.0", letter.Id, "/congresses/durban-2019"), (Text("specversion"), Text("id"), Text("source")));
        Assert.Equal("deliberation.recommendation-forwarded", Text("type"));
        Assert.Equal((Recommendation.ToString(), Recommendation.ToString()), (Text("subject"), Text("partitionkey")));
        Assert.Equal(("2", "application/json"), (Text("sequence"), Text("datacontenttype")));
        Assert.Equal(Ledger.Clock.GetUtcNow(), json.RootElement.GetProperty("time").GetDateTimeOffset());
        Assert.Equal("Un texte « accentué ».",
            json.RootElement.GetProperty("data").GetProperty("text").GetProperty("fr").GetString());
    }

    [Fact]
    public async Task a_failed_forward_is_sent_again_later_under_the_same_id()
    {
        Receiver.Answer = Receiver.Status(500);
        var id = await Ledger.Forward(Recommendation);
        await Round();
        var failed = await Ledger.Message(id);
        Assert.Equal(("pending", 1, "HTTP 500"), await Ledger.Standing(id));
        Assert.InRange(failed.NextAttemptAt - Ledger.Clock.GetUtcNow(),
            TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        await Round();
        Assert.Single(Receiver.Letters);
        Receiver.Answer = Receiver.Status(204);
        Ledger.Clock.SetUtcNow(failed.NextAttemptAt);
        await Round();
        Assert.Equal([id.ToString(), id.ToString()], Receiver.Letters.Select(letter => letter.Id));
        Assert.Equal(Receiver.Letters[0].Body, Receiver.Letters[1].Body);
        Assert.Distinct(Receiver.Letters.Select(letter => letter.Headers["webhook-timestamp"]));
        Assert.Equal(("delivered", 2, null), await Ledger.Standing(id));
        Assert.Equal("HTTP 204", Assert.Single(await Ledger.Received(Recommendation)).Acknowledgement);
    }

    [Fact]
    public async Task a_failing_recommendation_keeps_its_order_while_another_goes_on()
    {
        Receiver.Answer = (http, letter) =>
            Receiver.Status(Subject(letter) == Recommendation ? 503 : 200)(http, letter);
        var first = await Ledger.Forward(Recommendation, round: 1);
        var second = await Ledger.Forward(Recommendation, round: 2);
        var aside = await Ledger.Forward(another);
        await Round();
        await Round();
        Assert.Equal("delivered", (await Ledger.Message(aside)).Status);
        Assert.Equal(0, (await Ledger.Message(second)).Attempts);
        Receiver.Answer = Receiver.Status(200);
        Ledger.Clock.SetUtcNow((await Ledger.Message(first)).NextAttemptAt);
        await Round();
        await Round();
        Assert.Equal([first, first, second], Receiver.Letters
            .Where(letter => Subject(letter) == Recommendation).Select(letter => Guid.Parse(letter.Id)));
        Assert.Equal([1, 2], (await Ledger.Received(Recommendation)).Select(received => received.Round));
    }

    [Fact]
    public async Task a_forward_rejected_with_410_is_dead_until_it_is_replayed()
    {
        Receiver.Answer = Receiver.Status(410);
        var id = await Ledger.Forward(Recommendation);
        await Round();
        Assert.Equal(("dead", 1, "HTTP 410"), await Ledger.Standing(id));
        Ledger.Clock.Advance(TimeSpan.FromDays(30));
        await Round();
        Assert.Single(Receiver.Letters);
        Receiver.Answer = Receiver.Status(200);
        await Ledger.Outbox.Replay(id, Ledger.Clock.GetUtcNow(), Cancel);
        await Round();
        Assert.Equal("delivered", (await Ledger.Message(id)).Status);
        Assert.Equal([id.ToString(), id.ToString()], Receiver.Letters.Select(letter => letter.Id));
    }

    [Fact]
    public async Task a_redirect_counts_as_a_failure_and_is_not_followed()
    {
        Receiver.Answer = (http, _) =>
        {
            http.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        var id = await Ledger.Forward(Recommendation);
        await Round();
        Assert.Equal(("pending", 1, "HTTP 307"), await Ledger.Standing(id));
        Assert.Equal("/hook", Assert.Single(Receiver.Letters).Path);
    }

    [Fact]
    public async Task the_dispatcher_waits_for_as_long_as_Retry_After_asks()
    {
        Receiver.Answer = (http, letter) =>
        {
            http.Response.Headers.RetryAfter = "120";
            return Receiver.Status(429)(http, letter);
        };
        var id = await Ledger.Forward(Recommendation);
        await Round();
        Assert.InRange((await Ledger.Message(id)).NextAttemptAt - Ledger.Clock.GetUtcNow(),
            TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(144));
    }

    [Fact]
    public async Task a_forward_is_dead_after_the_tenth_failed_attempt()
    {
        Receiver.Answer = Receiver.Status(500);
        var id = await Ledger.Forward(Recommendation);
        for (var attempt = 0; attempt < RetrySchedule.AttemptsMax; attempt++)
        {
            Assert.Equal("pending", (await Ledger.Message(id)).Status);
            Ledger.Clock.SetUtcNow((await Ledger.Message(id)).NextAttemptAt);
            await Round();
        }
        Assert.Equal(("dead", RetrySchedule.AttemptsMax, "HTTP 500"), await Ledger.Standing(id));
        Assert.Equal(10, Receiver.Letters.Count);
    }
}
