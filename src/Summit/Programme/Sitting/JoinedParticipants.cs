using Npgsql;
using Summit.Http;
using Summit.Register;
using Summit.Statutory;
using Summit.Store;

namespace Summit.Programme;

/// <summary>
/// Where two entries are one person, the one that stays takes the other's place in all sessions that are not reported:
/// one that is cancelled or closed may take place after all (PR15). Where they sit elsewhere at that time already, the
/// place stays as it was, and both sessions are told (PR3).
/// </summary>
public sealed class JoinedParticipants(
    AggregateCache states, PublishedBodies bodies, NpgsqlDataSource database, ICommandGuard guard)
    : IJoinFollower<Person>
{
    /// <inheritdoc/>
    public async Task<Takeover> Follow(
        Person joined, Person into, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        // No row says who is present: of what may go on, each session is looked at itself.
        await using var command = database.CreateCommand(
            """
            select coalesce(array_agg(id), '{}') from programme.session_agenda
             where until_position is null
               and (row -> 'participants' @> jsonb_build_array(jsonb_build_object('person', $1::uuid))
                    or row -> 'participants' @> jsonb_build_array(jsonb_build_object('person', $2::uuid))
                    or lead in ($1, $2) or status not in ('proposed', 'reported'))
            """).With(joined.Id, into.Id);
        var ids = (Guid[])(await command.ExecuteScalarAsync(cancel))!;
        var sessions = await states.Find(Session.Category, ids.Order(), long.MaxValue, cancel);
        var meeting = new Dictionary<Guid, BodyFacts>();
        foreach (var body in sessions.Select(one => one.State)
            .Where(session => PresentIn(session, joined.Id) is not null)
            .Select(session => session.Body).OfType<Guid>().Distinct())
        {
            if (await bodies.Find(body, cancel) is { } known)
                meeting.Add(body, known);
        }
        var decisions = Decisions([.. sessions.Select(one => one.State)], joined.Id, into.Id, meeting, now);
        return await Takeover.Of(Session.Category, sessions, session => session.Id,
            session => decisions[session.Id], guard, cancel);
    }

    /// <summary>What the parts of sessions are: who takes a place in one sits there when the next is decided.</summary>
    /// <param name="sessions">All in which one of the two has a part.</param>
    /// <param name="joined">The entry that is joined.</param>
    /// <param name="into">The one that stays.</param>
    /// <param name="bodies">The bodies that meet in them, before the seat of the joined one goes over.</param>
    /// <param name="now">When.</param>
    public static IReadOnlyDictionary<Guid, Decision<SessionEvent>> Decisions(
        IReadOnlyList<Session> sessions, Guid joined, Guid into, IReadOnlyDictionary<Guid, BodyFacts> bodies,
        DateTimeOffset now)
    {
        var taken = sessions.Where(session => Sits(session, into)).ToList();
        var decisions = new Dictionary<Guid, Decision<SessionEvent>>();
        foreach (var session in sessions)
        {
            var body = bodies.GetValueOrDefault(session.Body ?? Guid.Empty);
            var decision = decisions[session.Id] = Decide(session, joined, into, taken, body, now);
            var after = decision.Events.Aggregate(session, Session.Category.Evolve);
            if (!Sits(session, into) && Sits(after, into))
                taken.Add(after);
        }
        return decisions;
    }

    /// <summary>What a session's part is.</summary>
    /// <param name="session">The session.</param>
    /// <param name="joined">The entry that is joined.</param>
    /// <param name="into">The one that stays.</param>
    /// <param name="taken">The sessions in which that one sits.</param>
    /// <param name="body">The body that meets in it, before the joined one's seat goes over; null for none.</param>
    /// <param name="now">When.</param>
    public static Decision<SessionEvent> Decide(
        Session session, Guid joined, Guid into, IReadOnlyList<Session> taken, BodyFacts? body, DateTimeOffset now)
    {
        if (session.State is SessionState.Reported)
            return [];
        var events = new List<SessionEvent>();
        if (session.Lead == joined)
            events.Add(new LeadAssigned(into, LeadIsPerson: true));
        ParticipantRole[] roles = [.. RolesOf(session, joined)];
        if (roles.Length > 0)
            events.Add(new ParticipantRemoved(joined));
        events.AddRange(roles.Except(RolesOf(session, into)).Select(role => new ParticipantAdded(into, role)));
        if (Register(session, joined, into, body) is { } present)
            events.Add(new AttendanceTaken(present, now));
        var after = events.Aggregate(session, Session.Category.Evolve);
        return !Sits(session, into) && Sits(after, into)
                && taken.FirstOrDefault(one => AtOneTime(after, one)) is { } other
            ? Refused(session, other)
            : [.. events];
    }

    // Who holds a seat of another member keeps both, as the body is told, and is counted by both.
    private static IReadOnlyList<Present>? Register(Session session, Guid joined, Guid into, BodyFacts? body) =>
        PresentIn(session, joined) is not { } present
        || body?.Seats.Any(seat => seat.Person == into && seat.Organisation != present.Organisation) == true
            ? null
            :
            [
                .. session.Present.Select(one => one == present ? one with { Person = into } : one)
                    .DistinctBy(one => one.Person),
            ];

    private static Present? PresentIn(Session session, Guid person) =>
        session.Present.FirstOrDefault(one => one.Person == person);

    private static Decision<SessionEvent> Refused(Session session, Session other) =>
        ProgrammeRules.PersonOccupied.Refuses(session.Track, conflicts:
        [
            OccupancyConflicts.ConflictOf(SessionDetails.Of(session)).Conflict,
            OccupancyConflicts.ConflictOf(SessionDetails.Of(other)).Conflict,
        ]);

    private static IEnumerable<ParticipantRole> RolesOf(Session session, Guid person) =>
        session.Participants.Where(one => one.Person == person).Select(one => one.Role);

    private static bool Sits(Session session, Guid person) =>
        session.LeadIsPerson && session.Lead == person || RolesOf(session, person).Any();

    private static bool AtOneTime(Session one, Session other) =>
        Occupancy.Of(one) is [{ Slot: var first }, ..] && Occupancy.Of(other) is [{ Slot: var second }, ..]
        && first.StartsAt < second.EndsAt && second.StartsAt < first.EndsAt;
}
