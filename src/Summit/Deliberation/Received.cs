using System.Collections.Immutable;
using Summit.EventStore;

namespace Summit.Deliberation;

/// <summary>Notes that the World Assembly has a forwarded recommendation.</summary>
public sealed class RecommendationReceipts(IEventStore store)
{
    private static readonly StreamKind<ImmutableHashSet<int>, RecommendationEvent> Stream =
        new StreamKind<ImmutableHashSet<int>, RecommendationEvent>("recommendation", [], (rounds, happened) =>
                happened is RecommendationReceived received ? rounds.Add(received.Round) : rounds)
            .With<RecommendationForwarded>(DeliberationWire.Forwarded)
            .With<RecommendationReceived>(DeliberationWire.Received);

    /// <summary>The acknowledgement as an append; null where it is noted already.</summary>
    public async Task<StreamAppend?> Receive(
        Guid recommendation, int round, string acknowledgement, DateTimeOffset at, CancellationToken cancel)
    {
        var slice = await store.Read(recommendation, long.MaxValue, cancel);
        var rounds = Stream.Fold(slice);
        var forwarded = slice.Events.Select(e => e.Data).OfType<RecommendationForwarded>()
            .Single(sent => sent.Round == round);
        return rounds.Contains(round)
            ? null
            : Stream.Append(recommendation, slice.Version, rounds,
                [new RecommendationReceived(recommendation, forwarded.Congress, round, acknowledgement, at)]);
    }

    internal static IServiceCollection Add(IServiceCollection services) => services
        .AddSingleton<StreamKind>(Stream)
        .AddSingleton<RecommendationReceipts>();
}
