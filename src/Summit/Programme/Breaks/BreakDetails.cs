using Summit.Store;

namespace Summit.Programme;

/// <summary>A break or a blocker as readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Congress">Its Congress.</param>
/// <param name="Kind">Whether it is a break, or rooms are blocked.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Rooms">The rooms that it takes up; none where it takes up none.</param>
/// <param name="StartsAt">From when, with the offset of the zone.</param>
/// <param name="EndsAt">Until before when.</param>
/// <param name="TimeZone">The IANA zone that the Congress had when its time was given.</param>
/// <param name="CancelledBecause">Why it was cancelled; absent where it takes place.</param>
/// <param name="Parts">The rooms that those consist of, and that are taken up with them.</param>
public sealed record BreakDetails(
    Guid Id,
    Guid Congress,
    BreakKind Kind,
    LocalisedText Title,
    IReadOnlyList<Guid> Rooms,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string TimeZone,
    string? CancelledBecause = null,
    IReadOnlyList<Guid>? Parts = null)
{
    /// <summary>The details of a break.</summary>
    public static BreakDetails Of(Break known)
    {
        Guid[] parts = [.. known.Slot.Rooms.Except(known.Rooms)];
        return new(known.Id, known.Congress, known.Kind, known.Title, known.Rooms, known.Slot.StartsAt,
            known.Slot.EndsAt, known.Slot.TimeZone, known.CancelledBecause, parts.Length == 0 ? null : parts);
    }

    internal static SingleStreamProjection<Break, BreakEvent> View { get; } =
        new("programme.break_page", Break.Category, Of, Json.Options);
}
