using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Summit.EventStore;
using Summit.Forwarding;

namespace Summit.Http.Tests.Forwarding;

public sealed class DispatcherTests(PostgresServer postgres) : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Impatient = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan PastLease = TimeSpan.FromMinutes(2);

    private readonly Guid recommendation = Guid.CreateVersion7();
    private readonly Guid another = Guid.CreateVersion7();
    private Ledger ledger = null!;
    private Receiver receiver = null!;
    private Webhook webhook = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        ledger = await Ledger.New(postgres);
        receiver = await Receiver.Start();
        webhook = Waiting(Timeout);
    }

    public async ValueTask DisposeAsync()
    {
        webhook.Dispose();
        await receiver.DisposeAsync();
        await ledger.DisposeAsync();
    }

    [Fact]
    public async Task a_forward_is_sent_once_and_its_acknowledgement_noted()
    {
        receiver.Answer = (http, _) => http.Response.WriteAsJsonAsync(new { reference = "WA/2019/17" });
        var id = await ledger.Forward(recommendation);
        await Round();
        await Round();
        Assert.Equal("WA/2019/17", Assert.Single(await ledger.Received(recommendation)).Acknowledgement);
        var message = await ledger.Message(id);
        Assert.Equal(("delivered", 1), (message.Status, message.Attempts));
        Assert.Equal(ledger.Clock.GetUtcNow(), message.DeliveredAt);
        Assert.Single(receiver.Letters);
    }

    [Fact]
    public async Task it_is_a_cloud_event_under_a_signature()
    {
        var id = await ledger.Forward(recommendation);
        await Round();
        var letter = Assert.Single(receiver.Letters);
        Assert.Equal(("POST", "/hook", id.ToString()), (letter.Method, letter.Path, letter.Id));
        Assert.Equal("application/cloudevents+json; charset=utf-8", letter.Headers["Content-Type"]);
        var timestamp = ledger.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(timestamp.ToString(CultureInfo.InvariantCulture), letter.Headers["webhook-timestamp"]);
        Assert.Equal(WebhookSignature.Of(WebhookSignature.Secrets(Secret), letter.Id, timestamp, letter.Body),
            letter.Headers["webhook-signature"]);
        using var json = JsonDocument.Parse(letter.Body);
        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        Assert.Equal(("1.0", letter.Id, "/congresses/durban-2019"), (Text("specversion"), Text("id"), Text("source")));
        Assert.Equal("deliberation.recommendation-forwarded", Text("type"));
        Assert.Equal((recommendation.ToString(), recommendation.ToString()), (Text("subject"), Text("partitionkey")));
        Assert.Equal(("2", "application/json"), (Text("sequence"), Text("datacontenttype")));
        Assert.Equal(ledger.Clock.GetUtcNow(), json.RootElement.GetProperty("time").GetDateTimeOffset());
        Assert.Equal("Un texte « accentué ».",
            json.RootElement.GetProperty("data").GetProperty("text").GetProperty("fr").GetString());
    }

    [Fact]
    public async Task what_fails_is_sent_again_after_a_while_under_the_same_id()
    {
        receiver.Answer = Receiver.Status(500);
        var id = await ledger.Forward(recommendation);
        await Round();
        var failed = await ledger.Message(id);
        Assert.Equal(("pending", 1, "HTTP 500"), (failed.Status, failed.Attempts, failed.LastError));
        Assert.InRange(failed.NextAttemptAt - ledger.Clock.GetUtcNow(), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
        await Round();
        Assert.Single(receiver.Letters);
        receiver.Answer = Receiver.Status(204);
        ledger.Clock.MoveTo(failed.NextAttemptAt);
        await Round();
        Assert.Equal([id.ToString(), id.ToString()], receiver.Letters.Select(letter => letter.Id));
        Assert.Equal(receiver.Letters[0].Body, receiver.Letters[1].Body);
        Assert.NotEqual(receiver.Letters[0].Headers["webhook-timestamp"], receiver.Letters[1].Headers["webhook-timestamp"]);
        Assert.Equal(("delivered", 2, null),
            await ledger.Message(id) is var m ? (m.Status, m.Attempts, m.LastError) : default);
        Assert.Equal("HTTP 204", Assert.Single(await ledger.Received(recommendation)).Acknowledgement);
    }

    [Fact]
    public async Task who_does_not_answer_in_time_is_asked_again()
    {
        using var impatient = Waiting(Impatient);
        var never = new TaskCompletionSource();
        receiver.Answer = (_, _) => never.Task;
        var id = await ledger.Forward(recommendation);
        await Task.WhenAll(await Dispatcher(impatient.Send, ledger.Receive).Begin(16, Cancel));
        var failed = await ledger.Message(id);
        Assert.Equal(("pending", 1), (failed.Status, failed.Attempts));
        Assert.StartsWith("No answer within", failed.LastError, StringComparison.Ordinal);
        never.SetResult();
    }

    [Fact]
    public async Task a_body_that_never_ends_holds_nobody_up()
    {
        using var patientEnough = Waiting(TimeSpan.FromSeconds(2));
        var never = new TaskCompletionSource();
        receiver.Answer = async (http, _) =>
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("{\"reference\": \"", Cancel);
            await http.Response.Body.FlushAsync(Cancel);
            await never.Task;
        };
        var id = await ledger.Forward(recommendation);
        await Task.WhenAll(await Dispatcher(patientEnough.Send, ledger.Receive).Begin(16, Cancel));
        Assert.Equal("delivered", (await ledger.Message(id)).Status);
        Assert.Equal("HTTP 200", Assert.Single(await ledger.Received(recommendation)).Acknowledgement);
        never.SetResult();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"reference": 7}""")]
    [InlineData("""{"reference": "a\u0000b"}""")]
    [InlineData("""{"reference": "\ud800"}""")]
    [InlineData("""{"reference": ""}""")]
    public async Task what_is_no_reference_is_not_kept(string answer)
    {
        receiver.Answer = (http, _) =>
        {
            http.Response.ContentType = "application/json";
            return http.Response.WriteAsync(answer, Cancel);
        };
        await ledger.Forward(recommendation);
        await Round();
        Assert.Equal("HTTP 200", Assert.Single(await ledger.Received(recommendation)).Acknowledgement);
    }

    [Fact]
    public async Task one_stream_keeps_its_order_while_another_goes_on()
    {
        receiver.Answer = (http, letter) => Receiver.Status(Subject(letter) == recommendation ? 503 : 200)(http, letter);
        var first = await ledger.Forward(recommendation, round: 1);
        var second = await ledger.Forward(recommendation, round: 2);
        var aside = await ledger.Forward(another);
        await Round();
        await Round();
        Assert.Equal("delivered", (await ledger.Message(aside)).Status);
        Assert.Equal(0, (await ledger.Message(second)).Attempts);
        receiver.Answer = Receiver.Status(200);
        ledger.Clock.MoveTo((await ledger.Message(first)).NextAttemptAt);
        await Round();
        await Round();
        Assert.Equal([first, first, second],
            receiver.Letters.Where(letter => Subject(letter) == recommendation).Select(letter => Guid.Parse(letter.Id)));
        Assert.Equal([1, 2], (await ledger.Received(recommendation)).Select(received => received.Round));
    }

    [Fact]
    public async Task gone_is_the_end_until_somebody_sends_it_again()
    {
        receiver.Answer = Receiver.Status(410);
        var id = await ledger.Forward(recommendation);
        await Round();
        Assert.Equal(("dead", "HTTP 410"), await ledger.Message(id) is var m ? (m.Status, m.LastError) : default);
        ledger.Clock.MoveTo(ledger.Clock.GetUtcNow() + TimeSpan.FromDays(30));
        await Round();
        Assert.Single(receiver.Letters);
        receiver.Answer = Receiver.Status(200);
        Assert.NotNull(await ledger.Outbox.Replay(id, ledger.Clock.GetUtcNow(), Cancel));
        await Round();
        Assert.Equal("delivered", (await ledger.Message(id)).Status);
        Assert.Equal([id.ToString(), id.ToString()], receiver.Letters.Select(letter => letter.Id));
    }

    [Fact]
    public async Task a_redirect_is_a_failure_and_not_followed()
    {
        receiver.Answer = (http, _) =>
        {
            http.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        var id = await ledger.Forward(recommendation);
        await Round();
        Assert.Equal(("pending", "HTTP 307"), await ledger.Message(id) is var m ? (m.Status, m.LastError) : default);
        Assert.Equal("/hook", Assert.Single(receiver.Letters).Path);
    }

    [Fact]
    public async Task who_asks_to_be_left_alone_is()
    {
        receiver.Answer = (http, letter) =>
        {
            http.Response.Headers.RetryAfter = "120";
            return Receiver.Status(429)(http, letter);
        };
        var id = await ledger.Forward(recommendation);
        await Round();
        Assert.InRange((await ledger.Message(id)).NextAttemptAt - ledger.Clock.GetUtcNow(),
            TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(144));
    }

    [Fact]
    public async Task after_the_tenth_attempt_it_is_dead()
    {
        receiver.Answer = Receiver.Status(500);
        var id = await ledger.Forward(recommendation);
        for (var attempt = 0; attempt < Waits.AttemptsMax; attempt++)
        {
            Assert.Equal("pending", (await ledger.Message(id)).Status);
            ledger.Clock.MoveTo((await ledger.Message(id)).NextAttemptAt);
            await Round();
        }
        Assert.Equal(("dead", 10), await ledger.Message(id) is var m ? (m.Status, m.Attempts) : default);
        Assert.Equal(10, receiver.Letters.Count);
    }

    [Fact]
    public async Task what_dies_between_acknowledgement_and_commit_is_sent_again_and_received_once()
    {
        var id = await ledger.Forward(recommendation);
        await Round(receipt: (_, _, _, _, _) => throw new InvalidOperationException("died here"));
        Assert.Empty(await ledger.Received(recommendation));
        Assert.Equal("pending", (await ledger.Message(id)).Status);
        await Round();
        Assert.Single(receiver.Letters);
        ledger.Clock.MoveTo(ledger.Clock.GetUtcNow() + PastLease);
        await Round();
        Assert.Equal([id.ToString(), id.ToString()], receiver.Letters.Select(letter => letter.Id));
        Assert.Single(await ledger.Received(recommendation));
        Assert.Equal("delivered", (await ledger.Message(id)).Status);
    }

    [Fact]
    public async Task acknowledged_twice_it_is_received_once()
    {
        var id = await ledger.Forward(recommendation);
        var append = await ledger.Receive(recommendation, 1, "before", ledger.Clock.GetUtcNow(), Cancel);
        await ledger.Store.Append(new Commit(new About("test"), [append!]), Cancel);
        await Round();
        Assert.Equal("before", Assert.Single(await ledger.Received(recommendation)).Acknowledgement);
        Assert.Equal("delivered", (await ledger.Message(id)).Status);
    }

    [Fact]
    public async Task a_recommendation_that_moves_on_meanwhile_is_noted_on_what_it_is_then()
    {
        var id = await ledger.Forward(recommendation);
        var raced = 0;
        await Round(receipt: async (which, round, said, at, cancel) =>
        {
            var append = await ledger.Receive(which, round, said, at, cancel);
            if (raced++ == 0)
                await ledger.Forward(recommendation, round: 2);
            return append;
        });
        Assert.Equal(2, raced);
        Assert.Single(await ledger.Received(recommendation));
        Assert.Equal("delivered", (await ledger.Message(id)).Status);
    }

    [Fact]
    public async Task of_two_dispatchers_one_takes_it()
    {
        await ledger.Forward(recommendation);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Round()));
        Assert.Single(receiver.Letters);
        Assert.Single(await ledger.Received(recommendation));
    }

    [Fact]
    public async Task what_nobody_takes_is_dead_at_once()
    {
        var id = (await ledger.Write(Ledger.Recommendation, recommendation,
            [append => new OutboxMessage(append.Ids[0], recommendation, "somewhere-else")],
            new Deliberation.RecommendationReceived(recommendation, ledger.Congress, 1, "x", ledger.Clock.GetUtcNow())))[0];
        await Round();
        Assert.Equal("dead", (await ledger.Message(id)).Status);
        Assert.Empty(receiver.Letters);
    }

    [Fact]
    public async Task the_guard_stands_before_the_endpoint_too()
    {
        using var guarded = new Webhook(Options, new OutwardGuard(allowPrivate: false).Handler(), ledger.Clock);
        var id = await ledger.Forward(recommendation);
        await Task.WhenAll(await Dispatcher(guarded.Send, ledger.Receive).Begin(16, Cancel));
        Assert.Equal(("pending", "127.0.0.1 stands for no address that may be reached."),
            await ledger.Message(id) is var m ? (m.Status, m.LastError) : default);
        Assert.Empty(receiver.Letters);
    }

    [Fact]
    public async Task a_forward_that_waits_too_long_makes_the_service_unready()
    {
        var backlog = new Backlog(ledger.Database, Options, ledger.Clock);
        receiver.Answer = Receiver.Status(500);
        await ledger.Forward(recommendation);
        await Round();
        Assert.Empty(await backlog.Ails(Cancel));
        ledger.Clock.MoveTo(ledger.Clock.GetUtcNow() + TimeSpan.FromMinutes(61));
        Assert.Single(await backlog.Ails(Cancel));
        receiver.Answer = Receiver.Status(200);
        await Round();
        Assert.Empty(await backlog.Ails(Cancel));
    }

    private ForwardingOptions Options => new(
        receiver.Address, [.. WebhookSignature.Secrets(Secret)], AllowPrivate: true, Timeout, TimeSpan.FromHours(1));

    private Webhook Waiting(TimeSpan timeout) =>
        new(Options with { Timeout = timeout }, new OutwardGuard(allowPrivate: true).Handler(), ledger.Clock);

    private static Guid Subject(Letter letter)
    {
        using var json = JsonDocument.Parse(letter.Body);
        return json.RootElement.GetProperty("subject").GetGuid();
    }

    private Dispatcher Dispatcher(Sending send, Receipt receipt) => new(ledger.Outbox, ledger.Store, ledger.Codec,
        ledger.Congresses, send, receipt, Options, NullLogger<Dispatcher>.Instance, ledger.Clock);

    private async Task Round(Receipt? receipt = null) =>
        await Task.WhenAll(await Dispatcher(webhook.Send, receipt ?? ledger.Receive).Begin(16, Cancel));
}
