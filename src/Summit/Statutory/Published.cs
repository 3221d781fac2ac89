using Summit.EventStore;
using Summit.Kernel;

namespace Summit.Statutory;

/// <summary>What other contexts may know of a statutory body.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Organisation">Its entry in the register.</param>
/// <param name="Seats">Who may sit in it at present, and for which organisation.</param>
/// <param name="QuorumNeeded">How many seats must be present for it to meet.</param>
public sealed record BodyFacts(
    Guid Id, LocalisedText Name, Guid Organisation, IReadOnlyList<SeatFact> Seats, int QuorumNeeded);

/// <summary>
/// A seat: an organisation's full member, or the substitute who counts only in that member's absence.
/// </summary>
public sealed record SeatFact(Guid Organisation, Guid Person, bool IsSubstitute);

/// <summary>Statutory bodies as other contexts see them.</summary>
public sealed class PublishedBodies(IEventStore store)
{
    /// <summary>A body as it stood; null where there was none.</summary>
    public Task<BodyFacts?> Find(Guid id, CancellationToken cancel, long upTo = long.MaxValue) =>
        throw new NotSupportedException($"{store} {id} {upTo}");
}
