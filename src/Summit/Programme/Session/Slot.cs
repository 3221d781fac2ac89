namespace Summit.Programme;

/// <summary>
/// When and where a session sits, or a break is, with what the database needs to hold it against others.
/// </summary>
/// <param name="Room">The room; null where the session needs none, and of a break.</param>
/// <param name="StartsAt">From when, with the offset of the Congress's zone.</param>
/// <param name="EndsAt">Until before when.</param>
/// <param name="TimeZone">The IANA zone of the Congress.</param>
/// <param name="TurnRoundMinutes">Minutes the room is needed after it, as it was when the slot was given.</param>
/// <param name="DaysFrom">When the first day of the Congress begins.</param>
/// <param name="DaysUntil">When its last day is over.</param>
/// <param name="Parts">
/// What the room consisted of when the slot was given, down to the smallest part; of a break, all rooms it takes up.
/// </param>
public sealed record Slot(
    Guid? Room,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string TimeZone,
    int TurnRoundMinutes,
    DateTimeOffset DaysFrom,
    DateTimeOffset DaysUntil,
    IReadOnlyList<Guid>? Parts = null)
{
    /// <summary>All rooms that it takes up.</summary>
    internal IReadOnlyList<Guid> Rooms => Room is { } room ? [room, .. Parts ?? []] : Parts ?? [];
}
