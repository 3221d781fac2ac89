namespace Summit.Store;

/// <summary>The end of the store.</summary>
internal readonly record struct StoreHead(long Position, DateTimeOffset RecordedAt);

/// <summary>What was found under the lock of all that a batch of commits was decided on.</summary>
/// <param name="Head">The end of the store.</param>
/// <param name="Streams">Version and category of those streams that there are.</param>
/// <param name="Answered">The callers and keys that were answered before.</param>
/// <param name="Placed">Where those events are that were sent before while no answer came.</param>
internal sealed record Found(
    StoreHead Head,
    IReadOnlyDictionary<Guid, (long Version, string? Category)> Streams,
    IReadOnlySet<(string Caller, string Key)> Answered,
    IReadOnlyDictionary<Guid, Committed> Placed);
