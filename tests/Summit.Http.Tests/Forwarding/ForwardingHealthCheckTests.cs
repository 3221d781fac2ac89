using Microsoft.Extensions.Diagnostics.HealthChecks;
using Summit.Forwarding;

namespace Summit.Http.Tests.Forwarding;

public sealed class ForwardingHealthCheckTests(PostgresServer postgres) : DispatcherFixture(postgres)
{
    [Fact]
    public async Task a_forward_that_waits_too_long_or_was_given_up_is_an_alarm_until_it_is_delivered()
    {
        var health = new ForwardingHealthCheck(Store.Outbox, Options, Store.Clock);
        Receiver.Answer = WebhookReceiver.Status(500);
        await Store.Forward(Recommendation);
        await Round();
        Assert.Equal(HealthStatus.Healthy, await Status());
        Store.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HealthStatus.Unhealthy, await Status());
        Receiver.Answer = WebhookReceiver.Status(200);
        await Round();
        Assert.Equal(HealthStatus.Healthy, await Status());

        Receiver.Answer = WebhookReceiver.Status(410);
        var dead = await Store.Forward(Recommendation, round: 2);
        await Round();
        Assert.Equal(HealthStatus.Unhealthy, await Status());
        Receiver.Answer = WebhookReceiver.Status(200);
        await Store.Replay(dead);
        Assert.Equal(HealthStatus.Healthy, await Status());
        await Round();
        Assert.Equal(HealthStatus.Healthy, await Status());

        async Task<HealthStatus> Status() => (await health.CheckHealthAsync(new(), Cancel)).Status;
    }
}
