using Npgsql;
using Summit.Http;
using Summit.Register;
using Summit.Store;

namespace Summit.Statutory;

/// <summary>
/// Where two entries are one organisation, those who sit for the joined one sit for the other. A body in which that one
/// has such a seat already, or may have none, is told.
/// </summary>
public sealed class JoinedMembers(AggregateCache states, NpgsqlDataSource database, ICommandGuard guard)
    : IJoinFollower<Organisation>
{
    /// <inheritdoc/>
    public async Task<Takeover> Follow(
        Organisation joined, Organisation into, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(array_agg(id), '{}') from statutory.body_page
             where until_position is null
               and row -> 'seats' @> jsonb_build_array(jsonb_build_object('organisation', $1::uuid))
            """).With(joined.Id);
        var ids = (Guid[])(await command.ExecuteScalarAsync(cancel))!;
        return await Takeover.Of(
            Body.Category, await states.Find(Body.Category, ids.Order(), long.MaxValue, cancel),
            body => body.Id, body => Decide(body, joined.Id, into, now), guard, cancel);
    }

    /// <summary>What a body's part is.</summary>
    public static Decision<BodyEvent> Decide(Body body, Guid joined, Organisation into, DateTimeOffset now)
    {
        var held = body.Seats.FindAll(seat => seat.Organisation == joined);
        if (held.IsEmpty)
            return [];
        if (!into.IsMember(MembershipOf.WorldOrganisation, DateOnly.FromDateTime(now.UtcDateTime)))
            return StatutoryRules.NotAMember.Refuses(Track.Statutory, conflicts: [ConflictOf(body)]);
        if (body.Seats.Exists(seat => seat.Organisation == into.Id
                && held.Exists(one => one.Capacity == seat.Capacity)))
            return StatutoryRules.SeatTaken.Refuses(Track.Statutory, conflicts: [ConflictOf(body)]);
        return
        [
            .. held.Select(seat => new MandateEnded(seat.Person, Reason: null, now, into.Id)),
            .. held.Select(seat => new MemberSeated(into.Id, seat.Person, seat.Capacity, now)),
        ];
    }

    private static Conflict ConflictOf(Body body) => new(body.Id, "body", body.Name);
}
