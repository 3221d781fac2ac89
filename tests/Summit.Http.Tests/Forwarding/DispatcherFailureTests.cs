using Microsoft.AspNetCore.Http;
using Summit.Forwarding;
using Summit.Store;

namespace Summit.Http.Tests.Forwarding;

public sealed class DispatcherFailureTests(PostgresServer postgres) : DispatcherFixture(postgres)
{
    [Fact]
    public async Task a_forward_that_is_not_answered_in_time_stays_pending()
    {
        var never = new TaskCompletionSource();
        Receiver.Answer = (_, _) =>
        {
            Store.Clock.Advance(Options.Timeout);
            return never.Task;
        };
        var id = await Store.Forward(Recommendation);
        await Round();
        var failed = await Store.Message(id);
        Assert.Equal(("pending", 1), (failed.Status, failed.Attempts));
        Assert.StartsWith("No answer within", failed.LastError, StringComparison.Ordinal);
        never.SetResult();
    }

    [Fact]
    public async Task a_response_body_that_never_ends_does_not_prevent_the_delivery()
    {
        using var slow = new Begun(() => Store.Clock.Advance(Options.Timeout));
        using var webhook = new Webhook(Options, slow, Store.Clock);
        var never = new TaskCompletionSource();
        Receiver.Answer = async (http, _) =>
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync("{\"reference\": \"", Cancel);
            await http.Response.Body.FlushAsync(Cancel);
            await never.Task;
        };
        var id = await Store.Forward(Recommendation);
        await Round(send: webhook.Send);
        Assert.Equal("delivered", (await Store.Message(id)).Status);
        Assert.Equal("HTTP 200", Assert.Single(await Store.Received(Recommendation)).Acknowledgement);
        never.SetResult();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"reference": 7}""")]
    [InlineData("""{"reference": "a\u0000b"}""")]
    [InlineData("""{"reference": "\ud800"}""")]
    [InlineData("""{"reference": ""}""")]
    public async Task an_invalid_reference_in_the_response_is_not_kept(string answer)
    {
        Receiver.Answer = (http, _) =>
        {
            http.Response.ContentType = "application/json";
            return http.Response.WriteAsync(answer, Cancel);
        };
        await Store.Forward(Recommendation);
        await Round();
        Assert.Equal("HTTP 200", Assert.Single(await Store.Received(Recommendation)).Acknowledgement);
    }

    [Fact]
    public async Task a_forward_whose_dispatcher_dies_before_the_commit_is_sent_again_and_recorded_once()
    {
        var id = await Store.Forward(Recommendation);
        await Round(receipt: (_, _, _, _, _) => throw new InvalidOperationException("died here"));
        Assert.Empty(await Store.Received(Recommendation));
        Assert.Equal("pending", (await Store.Message(id)).Status);
        await Round();
        Assert.Single(Receiver.Requests);
        Store.Clock.Advance(TimeSpan.FromMinutes(2));
        await Round();
        Assert.Equal([id.ToString(), id.ToString()], Receiver.Requests.Select(request => request.Id));
        Assert.Single(await Store.Received(Recommendation));
        Assert.Equal("delivered", (await Store.Message(id)).Status);
    }

    [Fact]
    public async Task a_forward_that_is_acknowledged_twice_is_recorded_once()
    {
        var id = await Store.Forward(Recommendation);
        var append = await Store.Receive(Recommendation, 1, "before", Store.Clock.GetUtcNow(), Cancel);
        await Store.Appender.Append(new Commit(new EventMetadata("test"), [append!]), Cancel);
        await Round();
        Assert.Equal("before", Assert.Single(await Store.Received(Recommendation)).Acknowledgement);
        Assert.Equal("delivered", (await Store.Message(id)).Status);
    }

    [Fact]
    public async Task an_acknowledgement_is_recorded_even_if_the_recommendation_changes_meanwhile()
    {
        var id = await Store.Forward(Recommendation);
        var raced = 0;
        await Round(receipt: async (which, round, said, at, cancel) =>
        {
            var append = await Store.Receive(which, round, said, at, cancel);
            if (raced++ == 0)
                await Store.Forward(Recommendation, round: 2);
            return append;
        });
        Assert.Equal(2, raced);
        Assert.Single(await Store.Received(Recommendation));
        Assert.Equal("delivered", (await Store.Message(id)).Status);
    }

    [Fact]
    public async Task when_dispatchers_race_for_a_forward_exactly_one_sends_it()
    {
        await Store.Forward(Recommendation);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Round()));
        Assert.Single(Receiver.Requests);
        Assert.Single(await Store.Received(Recommendation));
    }

    [Fact]
    public async Task a_message_for_an_event_that_is_no_forward_is_dead_immediately()
    {
        var id = (await Store.Write(StoreFixture.Recommendation, Recommendation,
            [
                append => new OutboxMessage(
                    append.Ids[0], Summit.Deliberation.DeliberationWire.Received, Recommendation, Store.Congress,
                    "world-assembly"),
            ],
            new Summit.Deliberation.RecommendationReceived(
                Recommendation, Store.Congress, 1, "x", Store.Clock.GetUtcNow())))[0];
        await Round();
        Assert.Equal("dead", (await Store.Message(id)).Status);
        Assert.Empty(Receiver.Requests);
    }

    [Fact]
    public async Task a_forward_whose_event_cannot_be_read_stays_pending_and_tells_no_words_of_the_exception()
    {
        var id = await Store.Forward(Recommendation);
        await using (var rename = Store.Database.CreateCommand(
            $"update events.mt_events set type = 'deliberation.unheard-of' where id = '{id}'"))
            await rename.ExecuteNonQueryAsync(Cancel);
        await Round();
        var (status, attempts, error) = await Store.StatusOf(id);
        Assert.Equal(("pending", 1), (status, attempts));
        Assert.Equal("This service failed; its log says why.", error);
        Assert.Empty(Receiver.Requests);
    }

    [Fact]
    public async Task the_dispatcher_leaves_forwards_to_another_destination_alone()
    {
        var id = await Store.Forward(Recommendation, destination: "scenario");
        await Round();
        var dispatcher = Dispatcher((_, _, _) => throw new InvalidOperationException());
        Assert.Null(await dispatcher.SendHead(new OutboxLine("scenario", Recommendation), Cancel));
        Assert.Equal(("pending", 0, null), await Store.StatusOf(id));
        Assert.Empty(Receiver.Requests);
    }

    [Fact]
    public async Task the_SSRF_guard_also_checks_the_configured_endpoint()
    {
        using var guarded = new Webhook(Options, new SsrfGuard(allowPrivate: false).Handler(), Store.Clock);
        var id = await Store.Forward(Recommendation);
        await Round(send: guarded.Send);
        Assert.Equal(("pending", 1, "127.0.0.1 stands for no address that may be reached."), await Store.StatusOf(id));
        Assert.Empty(Receiver.Requests);
    }

    /// <summary>Acts as soon as a response has begun.</summary>
    private sealed class Begun(Action act) : DelegatingHandler(new SsrfGuard(allowPrivate: true).Handler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            act();
            return response;
        }
    }
}
