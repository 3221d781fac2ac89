using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Summit.Forwarding;

/// <summary>
/// Is unhealthy when a forward has waited too long: the age of the oldest and not how many there are, because a line
/// that is stuck need not be long. What is queued behind a dead message waits too.
/// </summary>
public sealed class ForwardingHealthCheck(Outbox outbox, ForwardingOptions options, TimeProvider clock) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await outbox.OldestPending(cancellationToken) is { } oldest
        && clock.GetUtcNow() - oldest is var age && age > options.AlarmAfter
            ? HealthCheckResult.Unhealthy($"A forward has been waiting for {age:c}.")
            : HealthCheckResult.Healthy();
}
