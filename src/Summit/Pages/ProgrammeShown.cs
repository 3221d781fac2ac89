using NodaTime;
using Summit.Congress;
using Summit.Programme;
using Summit.Register;

namespace Summit.Pages;

/// <summary>A published programme as a page shows it.</summary>
/// <param name="Congress">The Congress.</param>
/// <param name="Release">The version; null while none is published.</param>
/// <param name="Track">The one track that is shown; null for all.</param>
/// <param name="Sessions">The sessions and breaks, in the order of time.</param>
/// <param name="Organisations">The organisations that lead them.</param>
public sealed record ProgrammeShown(
    Edition Congress,
    ProgrammeRelease? Release,
    Track? Track,
    IReadOnlyList<ProgrammeEntry> Sessions,
    IReadOnlyDictionary<Guid, Organisation> Organisations)
{
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[Congress.TimeZone];

    /// <summary>The day on which it was published, where the Congress takes place.</summary>
    public LocalDate? PublishedOn => Release is null
        ? null
        : Instant.FromDateTimeOffset(Release.At).InZone(zone).Date;

    /// <summary>The sessions by the days on which they take place (PR13).</summary>
    public IReadOnlyList<(LocalDate On, IReadOnlyList<ProgrammeEntry> Sessions)> Days =>
    [
        .. Sessions.Where(session => Track is null || session.Track is null || session.Track == Track)
            .SelectMany(DaysOf, (session, on) => (On: on, Session: session))
            .GroupBy(shown => shown.On, shown => shown.Session)
            .OrderBy(day => day.Key)
            .Select(day => (day.Key, (IReadOnlyList<ProgrammeEntry>)[.. day])),
    ];

    /// <summary>The day on which a session begins.</summary>
    public static LocalDate DayOf(ProgrammeEntry session) => LocalDate.FromDateTime(session.StartsAt.DateTime);

    // What ends at midnight has nothing of the day that begins.
    private static IEnumerable<LocalDate> DaysOf(ProgrammeEntry session)
    {
        var last = LocalDate.FromDateTime(session.EndsAt.AddTicks(-1).DateTime);
        for (var on = DayOf(session); on <= last; on = on.PlusDays(1))
            yield return on;
    }

    /// <summary>The name of the room of a session; null where it has none.</summary>
    public string? RoomOf(ProgrammeEntry session) => Congress.Rooms.Find(room => room.Id == session.Room)?.Traits.Name;

    /// <summary>The name of the organisation that leads a session; null where a person does, and of a break.</summary>
    public LocalisedText? LeadOf(ProgrammeEntry session) => session.Lead is { } lead
        ? Organisations.GetValueOrDefault(lead)?.Name
        : null;
}
