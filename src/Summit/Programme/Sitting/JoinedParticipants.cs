using Npgsql;
using Summit.Http;
using Summit.Register;
using Summit.Store;

namespace Summit.Programme;

/// <summary>
/// Where two entries are one person, the one that stays takes the other's place in what is not over (PR3). Where they
/// sit elsewhere at that time already, the place stays as it was, and both sessions are told.
/// </summary>
public sealed class JoinedParticipants(AggregateCache states, NpgsqlDataSource database, ICommandGuard guard)
    : IJoinFollower<Person>
{
    /// <inheritdoc/>
    public async Task<Takeover> Follow(
        Person joined, Person into, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(array_agg(id), '{}') from programme.session_agenda
             where until_position is null
               and (row -> 'participants' @> jsonb_build_array(jsonb_build_object('person', $1::uuid))
                    or row -> 'participants' @> jsonb_build_array(jsonb_build_object('person', $2::uuid))
                    or lead in ($1, $2))
            """).With(joined.Id, into.Id);
        var ids = (Guid[])(await command.ExecuteScalarAsync(cancel))!;
        var sessions = await states.Find(Session.Category, ids.Order(), long.MaxValue, cancel);
        var taken = sessions.Select(one => one.State).Where(session => Sits(session, into.Id)).ToArray();
        return await Takeover.Of(Session.Category, sessions, session => session.Id,
            session => Decide(session, joined.Id, into.Id, taken), guard, cancel);
    }

    /// <summary>What a session's part is.</summary>
    /// <param name="session">The session.</param>
    /// <param name="joined">The entry that is joined.</param>
    /// <param name="into">The one that stays.</param>
    /// <param name="taken">The sessions in which that one sits.</param>
    public static Decision<SessionEvent> Decide(
        Session session, Guid joined, Guid into, IReadOnlyList<Session> taken)
    {
        var leads = session.Lead == joined && session.BeforeOpening() is null;
        ParticipantRole[] roles = session.BeforeClosing() is null ? [.. RolesOf(session, joined)] : [];
        if (!leads && roles.Length == 0)
            return [];
        if (!Sits(session, into) && taken.FirstOrDefault(one => AtOneTime(session, one)) is { } other)
            return ProgrammeRules.PersonOccupied.Refuses(session.Track, conflicts:
            [
                OccupancyConflicts.ConflictOf(SessionDetails.Of(session)).Conflict,
                OccupancyConflicts.ConflictOf(SessionDetails.Of(other)).Conflict,
            ]);
        SessionEvent[] lead = leads ? [new LeadAssigned(into, LeadIsPerson: true)] : [];
        SessionEvent[] left = roles.Length > 0 ? [new ParticipantRemoved(joined)] : [];
        return
        [
            .. lead, .. left, .. roles.Except(RolesOf(session, into)).Select(role => new ParticipantAdded(into, role)),
        ];
    }

    private static IEnumerable<ParticipantRole> RolesOf(Session session, Guid person) =>
        session.Participants.Where(one => one.Person == person).Select(one => one.Role);

    private static bool Sits(Session session, Guid person) =>
        session.LeadIsPerson && session.Lead == person || RolesOf(session, person).Any();

    private static bool AtOneTime(Session one, Session other) =>
        Occupancy.Of(one) is [{ Slot: var first }, ..] && Occupancy.Of(other) is [{ Slot: var second }, ..]
        && first.StartsAt < second.EndsAt && second.StartsAt < first.EndsAt;
}
