using Summit.Store;
using Summit.Kernel;

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

/// <summary>
/// Notes that a forwarded recommendation arrived (DE15). Whoever delivers it commits this together with marking the
/// delivery as done: a receipt is neither lost nor noted twice.
/// </summary>
public sealed class RecommendationReceipts(EventStreams streams)
{
    /// <summary>What is to be appended; null where the round has been acknowledged already.</summary>
    /// <param name="recommendation">The recommendation.</param>
    /// <param name="round">The round it was forwarded in.</param>
    /// <param name="acknowledgement">What the receiver said: the status of its answer, or its own reference.</param>
    /// <param name="at">When.</param>
    /// <exception cref="InvalidOperationException">It was never forwarded in such a round.</exception>
    public async Task<StreamAppend?> Receive(
        Guid recommendation, int round, string acknowledgement, DateTimeOffset at, CancellationToken cancel)
    {
        var slice = await streams.Read(recommendation, long.MaxValue, cancel);
        var it = Recommendation.Category.Fold(slice);
        var decided = Decide(it, round, acknowledgement, at);
        return decided.Events.Count == 0
            ? null
            : Recommendation.Category.Append(recommendation, slice.Version, it, decided.Events);
    }

    /// <inheritdoc cref="Receive"/>
    public static Decision<RecommendationEvent> Decide(
        Recommendation it, int round, string acknowledgement, DateTimeOffset at) =>
        it.Rounds.Find(known => known.Number == round) switch
        {
            null => throw new InvalidOperationException($"Recommendation {it.Id} was not forwarded in round {round}."),
            { ReceivedAt: not null } => [],
            _ => [new RecommendationReceived(it.Id, it.Congress, round, acknowledgement, at)],
        };
}

/// <summary>Recommendations as other contexts see them.</summary>
public sealed class PublishedRecommendations(EventStreams streams)
{
    /// <summary>How a recommendation was forwarded in one of its rounds.</summary>
    /// <exception cref="InvalidOperationException">It was not forwarded in such a round by then.</exception>
    public async Task<RecommendationForwarded> Forwarded(
        Guid recommendation, int round, long upTo, CancellationToken cancel) =>
        (await streams.Read(recommendation, upTo, cancel)).Events.Select(happened => happened.Data)
        .OfType<RecommendationForwarded>().Single(forwarded => forwarded.Round == round);
}

/// <summary>Has forwarded recommendations sent.</summary>
public interface IForwarder
{
    /// <summary>The rows that have forwards sent, to be written in the commit of their events.</summary>
    IEnumerable<IStorageOperation> Send(StreamAppend forwards);
}

/// <summary>The wire names that other contexts follow.</summary>
public static class DeliberationWire
{
    public const string Forwarded = "deliberation.recommendation-forwarded";
    public const string Received = "deliberation.recommendation-received";
}
