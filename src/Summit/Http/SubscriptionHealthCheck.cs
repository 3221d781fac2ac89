using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Summit.Store;

namespace Summit.Http;

/// <summary>When views and reactions are late: the configuration section <c>Summit:Readers</c>.</summary>
public sealed class SubscriptionOptions
{
    /// <summary>How long an event may wait for a view or reaction.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00", MinimumIsExclusive = true)]
    public TimeSpan AlarmAfter { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>
/// Is unhealthy where a view or reaction fails, has left the history, or lets an event wait for too long;
/// whichever node it runs on.
/// </summary>
public sealed class SubscriptionHealthCheck(
    SubscriptionAdmin subscriptions, IOptions<SubscriptionOptions> options, TimeProvider clock)
    : IHealthCheck
{
    /// <summary>What is wrong with each.</summary>
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var ails = new Dictionary<string, object>();
        foreach (var reader in await subscriptions.All(cancellationToken))
        {
            if (Ail(reader, now) is { } ail)
                ails[reader.Name] = new Ailment(ail, reader.Failing?.Why);
        }
        return ails.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(data: ails);
    }

    /// <summary>
    /// What is wrong with a view or reaction, in words for everybody (HT7); null where nothing is.
    /// </summary>
    public string? Ail(SubscriptionState reader, DateTimeOffset now) => reader switch
    {
        { IsStranded: true } =>
            $"{reader.Name} stands at {reader.Position}, where the restored store's history does not lead.",
        { Failing: { } failing } =>
            $"{reader.Name} has been failing for {Age(now - failing.Since)} (since {failing.Since:O})"
            + (failing.Position is { } position ? $" at position {position}, event {failing.Event}." : "."),
        { Next: { } next, NextRecordedAt: { } at } when now - at > options.Value.AlarmAfter =>
            $"{reader.Name} is behind: position {next} has been waiting for {Age(now - at)}.",
        _ => null,
    };

    private static string Age(TimeSpan age) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, age.TotalSeconds):0} s");
}
