namespace Summit.Congress;

/// <summary>
/// What is planned in a Congress: a session that has a slot and has not sat to its end, or a break.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is: <c>session</c>, <c>break</c> or <c>blocker</c>.</param>
/// <param name="Track">The track of a session; null for what belongs to all.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Room">Its room, or the first of several; null where it has none.</param>
/// <param name="Rooms">All rooms that it takes up, with what they consist of.</param>
/// <param name="StartsAt">From when, with the offset of the zone it was given in.</param>
/// <param name="EndsAt">Until before when.</param>
/// <param name="TimeZone">The IANA zone that the Congress had when the slot was given.</param>
public sealed record Planned(
    Guid Id,
    string Kind,
    Track? Track,
    LocalisedText Title,
    Guid? Room,
    IReadOnlyList<Guid> Rooms,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string TimeZone)
{
    /// <summary>The <see cref="Kind"/> of a session.</summary>
    public const string Session = "session";

    /// <summary>It, as what an act is concerned with.</summary>
    internal Conflict Conflict => new(Id, Kind, Title, new ConflictSlot(Room, StartsAt, EndsAt, TimeZone));
}

/// <summary>Knows what is planned in a Congress: acts that close rooms or move days ask for it.</summary>
public interface IProgrammeQueries
{
    /// <summary>What stands in the programme at a position, in the order of time.</summary>
    Task<IReadOnlyList<Planned>> Planned(Guid congress, CancellationToken cancel, long upTo = long.MaxValue);
}

/// <summary>What is decided on by acts that planned sessions are concerned with.</summary>
/// <param name="Sessions">The sessions that are planned.</param>
public sealed record PlannedFacts(IReadOnlyList<Planned> Sessions)
{
    internal static async Task<PlannedFacts> Load(
        Guid congress, IProgrammeQueries programme, CancellationToken cancel) =>
        new([.. (await programme.Planned(congress, cancel)).Where(one => one.Kind == Planned.Session)]);
}
