using Summit.Store;

namespace Summit.Deliberation;

/// <summary>What happens to a recommendation.</summary>
public abstract record RecommendationEvent;

/// <summary>
/// A recommendation was sent to the World Assembly, with all the World Assembly needs of it. Sent again after it was
/// referred back, it is a further round.
/// </summary>
/// <param name="Track">Its track; the first of them, where it was consolidated from several.</param>
/// <param name="Session">Its session; the first of them, where it was consolidated from several.</param>
/// <param name="Tracks">All its tracks.</param>
/// <param name="Sessions">All its sessions.</param>
public sealed record RecommendationForwarded(
    Guid Recommendation,
    Guid Congress,
    Track Track,
    Guid Session,
    int Round,
    LocalisedText Text,
    string Authentic,
    IReadOnlyList<string> PolicyDomains,
    DateTimeOffset At,
    IReadOnlyList<Track>? Tracks = null,
    IReadOnlyList<Guid>? Sessions = null) : RecommendationEvent;

/// <summary>The World Assembly acknowledged that it has a forwarded recommendation.</summary>
/// <param name="Acknowledgement">What it said: the status of its answer, or its own reference.</param>
public sealed record RecommendationReceived(
    Guid Recommendation, Guid Congress, int Round, string Acknowledgement, DateTimeOffset At) : RecommendationEvent;

/// <summary>Has forwarded recommendations sent.</summary>
public interface IForwarder
{
    /// <summary>The rows that have forwards sent, to be written in the commit of their events.</summary>
    IEnumerable<IStorageOperation> Send(StreamAppend forwards);

    /// <summary>The delivery of a recommendation that was given up; null where none was.</summary>
    Task<Guid?> GivenUp(Guid recommendation, CancellationToken cancel);
}

/// <summary>The wire names that other contexts follow.</summary>
public static class DeliberationWire
{
    public const string Forwarded = "deliberation.recommendation-forwarded";
    public const string Received = "deliberation.recommendation-received";
}
