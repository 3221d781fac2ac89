using Summit.Store;

namespace Summit.Deliberation;

/// <summary>
/// Notes that a forwarded recommendation arrived (DE15). The dispatcher commits this together with the mark that the
/// delivery is done: a receipt is neither lost nor noted twice.
/// </summary>
public sealed class RecommendationReceipts(EventStreams streams)
{
    /// <summary>The events to append; null where the round has been acknowledged already.</summary>
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
