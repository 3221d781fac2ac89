using NodaTime;
using Summit.Congress;
using Summit.Kernel;

namespace Summit.Programme;

/// <summary>When and where sessions may be put, and the slot that comes of it (PR1 to PR5).</summary>
public static class Slots
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>The first rule that a wanted slot breaks by itself; null where it breaks none.</summary>
    /// <param name="edition">The Congress.</param>
    /// <param name="track">The session's track.</param>
    /// <param name="format">The session's format.</param>
    /// <param name="command">The slot.</param>
    /// <param name="at">Where in the request it stands.</param>
    public static Refusal? Refuses(Edition edition, Track track, string? format, ScheduleSession command,
        string at = "")
    {
        if (edition.ClosedAt is not null)
            return ProgrammeRules.CongressClosed.Refuses(track);
        if (edition.Rooms.Find(room => room.Id == command.Room) is not { ClosedBecause: null })
            return ProgrammeRules.NoSuchRoom.Refuses(track, $"{at}/room");
        if (command.EndsAt - command.StartsAt < Shortest)
            return ProgrammeRules.EndsBeforeStart.Refuses(track, $"{at}/endsAt");
        var (from, until) = Days(edition);
        if (command.StartsAt < from || command.EndsAt > until)
        {
            return ProgrammeRules.OutsideCongress.Refuses(track,
                command.StartsAt < from ? $"{at}/startsAt" : $"{at}/endsAt");
        }
        if (edition.Formats.Find(one => one.Track == track && one.Code == format) is { } known
            && !(Lasts(command, known.MinMinutes) >= TimeSpan.Zero
                && Lasts(command, known.MaxMinutes) <= TimeSpan.Zero))
            return ProgrammeRules.FormatDuration.Refuses(track, $"{at}/endsAt");
        return null;
    }

    /// <summary>The slot itself, in the Congress's own zone; only for one that no rule refuses.</summary>
    public static Slot Place(Edition edition, ScheduleSession command)
    {
        var zone = Zone(edition);
        var (from, until) = Days(edition);
        var room = edition.Rooms.Find(room => room.Id == command.Room)!;
        return new Slot(command.Room, In(zone, command.StartsAt), In(zone, command.EndsAt), edition.TimeZone,
            room.Traits.TurnRoundMinutes, from, until);
    }

    /// <summary>From the first moment of a Congress's first day to the end of its last, where it takes place.</summary>
    private static (DateTimeOffset From, DateTimeOffset Until) Days(Edition edition)
    {
        var zone = Zone(edition);
        return (Midnight(edition.StartsOn), Midnight(edition.EndsOn.AddDays(1)));

        DateTimeOffset Midnight(DateOnly day) =>
            zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset();
    }

    private static DateTimeZone Zone(Edition edition) => DateTimeZoneProviders.Tzdb[edition.TimeZone];

    private static DateTimeOffset In(DateTimeZone zone, DateTimeOffset moment) =>
        Instant.FromDateTimeOffset(moment).InZone(zone).ToDateTimeOffset();

    private static TimeSpan Lasts(ScheduleSession command, int minutes) =>
        command.EndsAt - command.StartsAt - TimeSpan.FromMinutes(minutes);
}
