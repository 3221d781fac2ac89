using Summit.Congress;
using Summit.Http;

namespace Summit.Programme;

/// <summary>
/// An organiser gives a session its slot, or another one (PR1 to PR5, PR8, PR17, PR18). Of two that race for one slot
/// the database lets one through; the other is told which session stands there.
/// </summary>
/// <param name="Room">The room; absent where the session is online and needs none.</param>
/// <param name="StartsAt">From when.</param>
/// <param name="EndsAt">Until before when.</param>
public sealed record ScheduleSession(Guid? Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
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
        if (slot is not null && command == new ScheduleSession(slot.Room, slot.StartsAt, slot.EndsAt)
            && slot.TimeZone == facts.Edition.TimeZone && (slot.DaysFrom, slot.DaysUntil) == facts.Edition.Days)
            return [];
        if (command.Breaks(facts.Edition, session.Track, session.Format, session.Mode) is { } unfit)
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
    /// <param name="mode">How one takes part in the session.</param>
    /// <param name="at">Its JSON pointer in the request.</param>
    internal Refusal? Breaks(Edition edition, Track track, string? format, SessionMode mode, string at = "")
    {
        if (RoomUnfit(edition, track, mode, $"{at}/room") is { } unfit)
            return unfit;
        var lasts = EndsAt - StartsAt;
        if (lasts < Shortest)
            return ProgrammeRules.EndsBeforeStart.Refuses(
                track, $"{at}/endsAt", facts: new RefusalFacts(MinMinutes: (int)Shortest.TotalMinutes));
        var (from, until) = edition.Days;
        if (StartsAt < from || EndsAt > until)
            return ProgrammeRules.OutsideCongress.Refuses(track, StartsAt < from ? $"{at}/startsAt" : $"{at}/endsAt",
                facts: new RefusalFacts(From: from, Until: until));
        if (edition.Formats.Find(one => one.Track == track && one.Code == format) is { } known
            && (lasts < TimeSpan.FromMinutes(known.MinMinutes) || lasts > TimeSpan.FromMinutes(known.MaxMinutes)))
            return ProgrammeRules.FormatDuration.Refuses(track, $"{at}/endsAt",
                facts: new RefusalFacts(MinMinutes: known.MinMinutes, MaxMinutes: known.MaxMinutes));
        return null;
    }

    private Refusal? RoomUnfit(Edition edition, Track track, SessionMode mode, string field)
    {
        if (Room is not { } room)
        {
            return mode == SessionMode.Online
                ? null
                : ProgrammeRules.RoomNeeded.Refuses(track, field, facts: RefusalFacts.Admits(edition.OpenRooms));
        }
        if (edition.OpenRoom(room) is null)
            return ProgrammeRules.NoSuchRoom.Refuses(track, field, facts: RefusalFacts.Admits(edition.OpenRooms));
        return edition.ClosedPartOf(room) is { } part
            ? ProgrammeRules.PartClosed.Refuses(track, field, [part.AsConflict])
            : null;
    }

    /// <summary>The slot itself, in the Congress's own zone; only for one that breaks no rule.</summary>
    internal Slot PlaceIn(Edition edition)
    {
        var (from, until) = edition.Days;
        var room = Room is { } id ? edition.OpenRoom(id) : null;
        var parts = room is null ? [] : edition.PartsOf(room.Id);
        return new Slot(Room, edition.At(StartsAt), edition.At(EndsAt), edition.TimeZone,
            room?.Traits.TurnRoundMinutes ?? 0, from, until, parts.Count == 0 ? null : parts);
    }

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
