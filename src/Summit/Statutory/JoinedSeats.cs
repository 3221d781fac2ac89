using Npgsql;
using Summit.Http;
using Summit.Register;
using Summit.Store;

namespace Summit.Statutory;

/// <summary>
/// Where two entries are one person, the one that stays takes over the other's seat. Nobody holds two seats of a body:
/// where both do, the body is told.
/// </summary>
public sealed class JoinedSeats(AggregateCache states, NpgsqlDataSource database, ICommandGuard guard)
    : IJoinFollower<Person>
{
    /// <inheritdoc/>
    public async Task<Takeover> Follow(
        Person joined, Person into, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(array_agg(id), '{}') from statutory.body_page
             where until_position is null
               and row -> 'seats' @> jsonb_build_array(jsonb_build_object('person', $1::uuid))
            """).With(joined.Id);
        var ids = (Guid[])(await command.ExecuteScalarAsync(cancel))!;
        return await Takeover.Of(Body.Category, await states.Find(Body.Category, ids.Order(), long.MaxValue, cancel),
            body => body.Id, body => Decide(body, joined.Id, into.Id, now), guard, cancel);
    }

    /// <summary>What a body's part is.</summary>
    public static Decision<BodyEvent> Decide(Body body, Guid joined, Guid into, DateTimeOffset now)
    {
        if (body.Seats.Find(seat => seat.Person == joined) is not { } held)
            return [];
        return body.Seats.Exists(seat => seat.Person == into)
            ? StatutoryRules.AlreadySeated.Refuses(
                Track.Statutory, conflicts: [new Conflict(body.Id, "body", body.Name)])
            :
            [
                new MandateEnded(joined, Reason: null, now, into),
                new MemberSeated(held.Organisation, into, held.Capacity, now),
            ];
    }
}
