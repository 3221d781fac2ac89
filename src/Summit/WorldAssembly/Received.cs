using Summit.Deliberation;
using Summit.Store;
using Summit.Kernel;

namespace Summit.WorldAssembly;

/// <summary>
/// A recommendation whose forward was acknowledged lies before the World Assembly from then on, in the words in which
/// it was forwarded (W3). A round that lies there already, or an older one, changes nothing.
/// </summary>
public sealed class TableReceived(IEventStore store, AggregateCache states) : Reaction(store)
{
    /// <inheritdoc/>
    public override string Name => "world-assembly.table-received";

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Types => [DeliberationWire.Received];

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

    protected override async Task<Commit?> React(RecordedEvent happened, CancellationToken cancel)
    {
        var received = (RecommendationReceived)happened.Data;
        var recommendation = await Store.Read(received.Recommendation, happened.Position, cancel);
        var forwarded = recommendation.Events.Select(e => e.Data).OfType<RecommendationForwarded>()
            .Single(sent => sent.Round == received.Round);
        // Remembered: what lies there already is not read again for each that comes.
        var id = Plenary.IdOf(received.Congress);
        var standing = await states.Find(Plenary.Stream, id, long.MaxValue, cancel)
            ?? new Versioned<Plenary>(Plenary.Stream.Initial, 0);
        var decision = Decide(standing.State, forwarded, received.At);
        return decision.Events.Count == 0
            ? null
            : new Commit(new EventMetadata(Name, happened.About.Correlation, happened.Id.ToString()),
                [Plenary.Stream.Append(id, standing.Version, standing.State, decision.Events)]);
    }
}
