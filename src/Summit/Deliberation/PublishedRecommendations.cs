using JasperFx.Events;
using Summit.Store;

namespace Summit.Deliberation;

/// <summary>Recommendations as other contexts see them.</summary>
public sealed class PublishedRecommendations(EventStreams streams)
{
    /// <summary>A forward, by the id of its event.</summary>
    /// <exception cref="InvalidOperationException">There is no such forward.</exception>
    public async Task<IEvent<RecommendationForwarded>> Forwarded(Guid id, CancellationToken cancel) =>
        await streams.Find(id, cancel) as IEvent<RecommendationForwarded>
            ?? throw new InvalidOperationException($"There is no forward {id}.");

    /// <summary>How a recommendation was forwarded in one of its rounds.</summary>
    /// <exception cref="InvalidOperationException">It was not forwarded in such a round by then.</exception>
    public async Task<RecommendationForwarded> Forwarded(
        Guid recommendation, int round, long upTo, CancellationToken cancel) =>
        (await streams.Read(recommendation, upTo, cancel)).Events.Select(happened => happened.Data)
        .OfType<RecommendationForwarded>().Single(forwarded => forwarded.Round == round);
}
