using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Summit.Store;

/// <summary>What the store measures of itself, for OpenTelemetry and other listeners.</summary>
public static class StoreMetrics
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string Name = "Summit.Store";

    private static readonly Meter Meter = new(Name);

    internal static ActivitySource Activities { get; } = new(Name);

    internal static UpDownCounter<int> Waiting { get; } = Meter.CreateUpDownCounter<int>(
        "summit.commits.waiting", "{commit}", "Commits that wait to be written");

    internal static Histogram<int> BatchSize { get; } = Meter.CreateHistogram<int>(
        "summit.batch.size", "{commit}", "Commits written by one transaction");

    internal static Histogram<double> BatchDuration { get; } = Meter.CreateHistogram<double>(
        "summit.batch.duration", "s", "From taking a batch of commits up to knowing what became of it");

    internal static Counter<int> Refused { get; } = Meter.CreateCounter<int>(
        "summit.commits.refused", "{commit}", "Commits that were refused, by the name of the exception");
}
