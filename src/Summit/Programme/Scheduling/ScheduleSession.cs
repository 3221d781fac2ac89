using NodaTime;
using Summit.Congress;
using Summit.Http;

namespace Summit.Programme;

/// <summary>
/// An organiser gives a session its slot, or another one (PR1 to PR5, PR8). Of two that race for one slot the database
/// lets one through; the other is told which session stands there.
/// </summary>
/// <param name="Room">The room.</param>
/// <param name="StartsAt">From when.</param>
/// <param name="EndsAt">Until before when.</param>
public sealed record ScheduleSession(Guid Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>What a slot is decided on.</summary>
    /// <param name="Edition">The Congress.</param>
    public sealed record Facts(Edition Edition)
    {
        internal static async Task<Facts> Load(Session session, Congresses congresses, CancellationToken cancel) =>
            new((await congresses.Find(session.Congress, cancel))!);
    }

    public static Decision<SessionEvent> Decide(Session session, ScheduleSession command, Facts facts)
    {
        if (session.BeforeOpening() is { } refused)
            return refused;
        var slot = session.State.Slot;
        if (slot is not null && command == new ScheduleSession(slot.Room, slot.StartsAt, slot.EndsAt))
            return [];
        if (command.Breaks(facts.Edition, session.Track, session.Format) is { } unfit)
            return unfit;
        var placed = command.PlaceIn(facts.Edition);
        return slot is null ? [new SessionScheduled(placed)]
            : slot.Room != command.Room ? [new SessionMoved(placed)]
            : [new SessionRescheduled(placed)];
    }

    /// <summary>The first rule that the slot breaks by itself; null where it breaks none.</summary>
    /// <param name="edition">The Congress.</param>
    /// <param name="track">The session's track.</param>
    /// <param name="format">The session's format.</param>
    /// <param name="at">Its JSON pointer in the request.</param>
    internal Refusal? Breaks(Edition edition, Track track, string? format, string at = "")
    {
        if (edition.ClosedAt is not null)
            return ProgrammeRules.CongressClosed.Refuses(track);
        if (edition.Rooms.Find(room => room.Id == Room) is not { ClosedBecause: null })
            return ProgrammeRules.NoSuchRoom.Refuses(track, $"{at}/room");
        var lasts = EndsAt - StartsAt;
        if (lasts < Shortest)
            return ProgrammeRules.EndsBeforeStart.Refuses(track, $"{at}/endsAt");
        var (from, until) = Days(edition);
        if (StartsAt < from || EndsAt > until)
            return ProgrammeRules.OutsideCongress.Refuses(track, StartsAt < from ? $"{at}/startsAt" : $"{at}/endsAt");
        if (edition.Formats.Find(one => one.Track == track && one.Code == format) is { } known
            && (lasts < TimeSpan.FromMinutes(known.MinMinutes) || lasts > TimeSpan.FromMinutes(known.MaxMinutes)))
            return ProgrammeRules.FormatDuration.Refuses(track, $"{at}/endsAt");
        return null;
    }

    /// <summary>The slot itself, in the Congress's own zone; only for one that breaks no rule.</summary>
    internal Slot PlaceIn(Edition edition)
    {
        var (zone, (from, until)) = (Zone(edition), Days(edition));
        var room = edition.Rooms.Find(room => room.Id == Room)!;
        return new Slot(Room, In(StartsAt), In(EndsAt), edition.TimeZone, room.Traits.TurnRoundMinutes, from, until);

        DateTimeOffset In(DateTimeOffset moment) =>
            Instant.FromDateTimeOffset(moment).InZone(zone).ToDateTimeOffset();
    }

    // From the first moment of the Congress's first day to the end of its last, where it takes place.
    private static (DateTimeOffset From, DateTimeOffset Until) Days(Edition edition)
    {
        var zone = Zone(edition);
        return (Midnight(edition.StartsOn), Midnight(edition.EndsOn.AddDays(1)));

        DateTimeOffset Midnight(DateOnly day) =>
            zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset();
    }

    private static DateTimeZone Zone(Edition edition) => DateTimeZoneProviders.Tzdb[edition.TimeZone];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/schedule", (
            Guid id, CommandRequest<ScheduleSession> request, CommandExecutor executor, Congresses congresses) =>
            executor.Execute(request, Session.Category, id,
                load: (session, cancel) => Facts.Load(session, congresses, cancel),
                decide: (session, facts) => Decide(session, request.Command, facts),
                respond: SessionDetails.Of))
        .WithOperation(nameof(ScheduleSession), "Give a session its slot, or another one")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
