using System.ComponentModel.DataAnnotations;
using Summit.Congress;

namespace Summit.Programme;

/// <summary>A command that says when a break is and which rooms it takes up.</summary>
public abstract record BreakCommand
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>What it is called.</summary>
    [MaxLine(Limits.Title)]
    public required LocalisedText Title { get; init; }

    /// <summary>From when.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Until before when.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>The rooms that it takes up, with what they consist of; absent where it takes up none.</summary>
    [MaxLength(Limits.Rooms)]
    public IReadOnlyList<Guid>? Rooms { get; init; }

    /// <summary>The rooms that it names, each once.</summary>
    internal IReadOnlyList<Guid> Named => [.. (Rooms ?? []).Distinct()];

    /// <summary>The first rule that it breaks by itself; null where it breaks none.</summary>
    internal Refusal? Breaks(Edition edition, BreakKind kind) =>
        kind == BreakKind.Blocker && Named.Count == 0
            ? ProgrammeRules.BlockerWithoutRoom.Refuses(field: "/rooms")
            : Unfit(edition, Rooms ?? [], StartsAt, EndsAt);

    /// <summary>Its slot; only for one that breaks no rule.</summary>
    internal Slot PlaceIn(Edition edition) => Place(edition, Named, StartsAt, EndsAt);

    /// <summary>Why a break cannot be in these rooms then; null where it can.</summary>
    internal static Refusal? Unfit(
        Edition edition, IReadOnlyList<Guid> rooms, DateTimeOffset startsAt, DateTimeOffset endsAt)
    {
        for (var n = 0; n < rooms.Count; n++)
        {
            if (edition.OpenRoom(rooms[n]) is null)
                return ProgrammeRules.NoSuchRoom.Refuses(
                    field: $"/rooms/{n}", facts: RefusalFacts.Admits(edition.OpenRooms));
            if (edition.ClosedPartOf(rooms[n]) is { } part)
                return ProgrammeRules.PartClosed.Refuses(field: $"/rooms/{n}", conflicts: [part.AsConflict]);
        }
        if (endsAt - startsAt < Shortest)
            return ProgrammeRules.EndsBeforeStart.Refuses(
                field: "/endsAt", facts: new RefusalFacts(MinMinutes: (int)Shortest.TotalMinutes));
        var (from, until) = edition.Days;
        return startsAt < from || endsAt > until
            ? ProgrammeRules.OutsideCongress.Refuses(
                field: startsAt < from ? "/startsAt" : "/endsAt", facts: new RefusalFacts(From: from, Until: until))
            : null;
    }

    /// <summary>The slot of a break in these rooms, with all that they consist of.</summary>
    internal static Slot Place(
        Edition edition, IReadOnlyList<Guid> rooms, DateTimeOffset startsAt, DateTimeOffset endsAt)
    {
        var (from, until) = edition.Days;
        return new Slot(null, edition.At(startsAt), edition.At(endsAt), edition.TimeZone, 0, from, until,
            [.. rooms.Concat(rooms.SelectMany(edition.PartsOf)).Distinct()]);
    }
}

/// <summary>What a break is decided on.</summary>
/// <param name="Edition">The Congress.</param>
public sealed record BreakFacts(Edition Edition)
{
    internal static async Task<BreakFacts> Load(Guid congress, Congresses congresses, CancellationToken cancel) =>
        new((await congresses.Find(congress, cancel))!);
}
