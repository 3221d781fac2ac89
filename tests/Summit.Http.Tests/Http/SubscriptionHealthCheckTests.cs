using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Summit.Congress;
using Summit.Http.Tests.Congress;
using Summit.Operations;
using Summit.Store;

namespace Summit.Http.Tests.Http;

/// <summary>The service is not ready while a subscription fails or is behind, and says since when.</summary>
public sealed class SubscriptionHealthCheckTests(SubscriptionHealthCheckTests.Server server)
    : IClassFixture<SubscriptionHealthCheckTests.Server>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_failing_subscription_makes_the_service_unready_until_an_operator_skips_the_event()
    {
        var since = server.Clock.GetUtcNow();
        await server.Administrator.Post("/v1/congresses", CongressBodies.Durban("refused"));
        var id = (Guid)(await server.Sql("select id from events.mt_events where type = 'congress.convened'"))!;
        var position = (long)(await server.Sql("select seq_id from events.mt_events where id = $1", id))!;
        await EventuallyAnswers(HttpStatusCode.ServiceUnavailable, $"at position {position}, event {id}.");
        foreach (var reader in new[]
                 {
                     server.Anybody, await server.As("auditor"), await server.As("administrator", congress: "refused"),
                 })
            Assert.DoesNotContain("I refuse.", (await reader.Get("/health/ready")).Text, StringComparison.Ordinal);
        Assert.Contains(
            "I refuse.", (await server.Administrator.Get("/health/ready")).Text, StringComparison.Ordinal);
        server.Clock.SetUtcNow(since.AddSeconds(90));
        await EventuallyAnswers(
            HttpStatusCode.ServiceUnavailable, "tests.refuses has been failing for 90 s (since 2019-03-01T");
        Assert.Equal(1, await AskedByTheCommand());

        await server.Services.GetRequiredService<SubscriptionAdmin>()
            .Skip("tests.refuses", position, "a test", "me", Cancel);
        await EventuallyAnswers(HttpStatusCode.OK, "\"ready\"");
        Assert.Equal(0, await AskedByTheCommand());
        Assert.Equal("a test", await server.Sql("select reason from events.skipped where event_id = $1", id));
    }

    [Fact]
    public void a_subscription_that_leaves_an_event_waiting_too_long_is_unhealthy()
    {
        var health = server.Services.GetRequiredService<SubscriptionHealthCheck>();
        var at = server.Clock.GetUtcNow();
        var slow = new SubscriptionState("slow", 6, 7, at, null, false, null);
        Assert.Null(health.Ail(slow, at.AddSeconds(30)));
        Assert.Equal("slow is behind: position 7 has been waiting for 31 s.", health.Ail(slow, at.AddSeconds(31)));
        Assert.Null(health.Ail(slow with { Next = null, NextRecordedAt = null }, at.AddSeconds(31)));
        Assert.Contains("restored", health.Ail(slow with { IsStranded = true }, at), StringComparison.Ordinal);
    }

    private Task<int> AskedByTheCommand() =>
        Commands.All().Parse(["health", $"--urls={server.Address}"]).InvokeAsync(cancellationToken: Cancel);

    private Task EventuallyAnswers(HttpStatusCode status, string said) => Eventually.Holds(async () => Assert.Contains(
        said, (await server.Anybody.Get("/health/ready")).Expect(status).Text, StringComparison.Ordinal));

    /// <summary>A service with a subscription that rejects every Congress, and an alarm after 30 s.</summary>
    public sealed class Server(PostgresServer postgres) : SummitServer(postgres)
    {
        protected override IReadOnlyDictionary<string, string> Configuration =>
            new Dictionary<string, string> { ["Summit:Readers:AlarmAfter"] = "00:00:30" };

        protected override void Configure(WebApplicationBuilder builder) =>
            builder.Services.AddSingleton<EventSubscription>(new RejectingSubscription());
    }

    private sealed class RejectingSubscription() : EventSubscription("tests.refuses", [typeof(CongressConvened)])
    {
        public override Task Take(EventPage page, long seen, CancellationToken cancel) =>
            throw new InvalidOperationException("I refuse.");
    }
}
