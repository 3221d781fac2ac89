using JasperFx.Events.Daemon.HighWater;

namespace Summit.Store;

/// <summary>
/// Tells Marten's daemon how far it may hand out events: to the end of the store, because the database refuses an event
/// before one that is there. Marten's own detector goes by the sequence, which knows no rollback: what is
/// written again after a batch was refused would be passed over.
/// </summary>
public sealed class HighWaterDetector(EventStreams streams) : IHighWaterDetector
{
    /// <inheritdoc/>
    public Uri DatabaseUri { get; } = new("postgresql://summit");

    /// <inheritdoc/>
    public async Task<HighWaterStatistics> Detect(CancellationToken token)
    {
        var head = await streams.Head(token);
        return new HighWaterStatistics
        {
            CurrentMark = head, LastMark = head, SafeStartMark = head, HighestSequence = head,
            Timestamp = DateTimeOffset.UtcNow,
        };
    }

    /// <inheritdoc/>
    public Task<HighWaterStatistics> DetectInSafeZone(CancellationToken token) => Detect(token);
}
