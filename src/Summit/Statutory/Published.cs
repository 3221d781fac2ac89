using Summit.Store;

namespace Summit.Statutory;

/// <summary>What other contexts may know of a statutory body.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Organisation">Its entry in the register.</param>
/// <param name="Seats">Who may sit in it at present, and for which organisation.</param>
/// <param name="QuorumNeeded">How many seats must be present for it to meet.</param>
public sealed record BodyFacts(
    Guid Id, LocalisedText Name, Guid Organisation, IReadOnlyList<SeatFact> Seats, int QuorumNeeded)
{
    /// <summary>
    /// How many seats are present with these people: full members, and substitutes of organisations whose full member
    /// is absent.
    /// </summary>
    public int SeatsPresent(IReadOnlySet<Guid> people) => Seats
        .Where(seat => people.Contains(seat.Person))
        .Count(seat => !seat.IsSubstitute
            || Seats.Any(full => full is { IsSubstitute: false } && full.Organisation == seat.Organisation
                && !people.Contains(full.Person)));
}

/// <summary>
/// A seat: an organisation's full member, or the substitute who counts only in that member's absence.
/// </summary>
public sealed record SeatFact(Guid Organisation, Guid Person, bool IsSubstitute);

/// <summary>Statutory bodies as other contexts see them.</summary>
public sealed class PublishedBodies(AggregateCache states)
{
    /// <summary>A body as it stood; null where there was none.</summary>
    public async Task<BodyFacts?> Find(Guid id, CancellationToken cancel, long upTo = long.MaxValue)
    {
        if (await states.Find(Body.Category, id, upTo, cancel) is not var (body, _))
            return null;
        return new BodyFacts(body.Id, body.Name, body.Organisation,
            [
                .. body.Seats.Select(seat =>
                    new SeatFact(seat.Organisation, seat.Person, seat.Capacity == Capacity.Substitute)),
            ],
            body.Quorum.Needed(body.Seated));
    }

    /// <summary>The same, of the body that a session is the meeting of; null where it is none.</summary>
    public async Task<BodyFacts?> Find(Guid? id, CancellationToken cancel) =>
        id is { } body ? await Find(body, cancel) : null;
}
