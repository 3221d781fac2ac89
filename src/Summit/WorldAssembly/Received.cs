using JasperFx.Events;
using Summit.Deliberation;
using Summit.Store;

namespace Summit.WorldAssembly;

/// <summary>
/// A recommendation whose forward was acknowledged lies before the World Assembly from then on, in the words in which
/// it was forwarded (WA3). A round that lies there already, or an older one, changes nothing.
/// </summary>
public sealed class TableReceived(
    IEventAppender appender, PublishedRecommendations recommendations, AggregateCache states)
    : Reaction("world-assembly.table-received", [typeof(RecommendationReceived)], appender)
{
    /// <summary>What follows from a forward that was acknowledged.</summary>
    public static Decision<WorldAssemblyEvent> Decide(
        Plenary plenary, RecommendationForwarded forwarded, DateTimeOffset at) =>
        plenary.Find(forwarded.Recommendation) is { } item && item.Round >= forwarded.Round
            ? []
            :
            [
                new ItemTabled(forwarded.Congress, forwarded.Recommendation, forwarded.Round, forwarded.Text,
                    forwarded.Authentic, forwarded.Track, forwarded.Session, forwarded.PolicyDomains, at),
            ];

    protected override async Task<Commit?> React(IEvent happened, CancellationToken cancel)
    {
        var received = (RecommendationReceived)happened.Data;
        var forwarded = await recommendations.Forwarded(
            received.Recommendation, received.Round, happened.Sequence, cancel);
        // Read from the cache: the items already tabled are not read again for each that comes.
        var id = Plenary.IdOf(received.Congress);
        var standing = await states.Find(Plenary.Category, id, long.MaxValue, cancel)
            ?? new Versioned<Plenary>(Plenary.Category.Initial, 0);
        var decision = Decide(standing.State, forwarded, received.At);
        return decision.Events.Count == 0
            ? null
            : new Commit(new EventMetadata(Name, happened.CorrelationId, happened.Id.ToString()),
                [Plenary.Category.Append(id, standing.Version, standing.State, decision.Events)]);
    }
}
