using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Summit.Forwarding;

/// <summary>
/// Is unhealthy while a forward is dead, or when one has waited too long: the age of the oldest and not how many there
/// are, because a line that is stuck need not be long. What is queued behind a dead message waits too.
/// </summary>
public sealed class ForwardingHealthCheck(Outbox outbox, ForwardingOptions options, TimeProvider clock) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (oldest, dead) = await outbox.Undelivered(cancellationToken);
        var waiting = clock.GetUtcNow() - oldest;
        var ails = string.Join(' ', new[]
        {
            dead > 0 ? $"Forwards given up, until an organiser sends them again: {dead}." : null,
            waiting > options.AlarmAfter ? $"A forward has been waiting for {waiting:c}." : null,
        }.OfType<string>());
        return ails.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(ails);
    }
}
