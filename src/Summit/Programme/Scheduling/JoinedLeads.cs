using Npgsql;
using Summit.Http;
using Summit.Register;
using Summit.Store;

namespace Summit.Programme;

/// <summary>
/// Where two entries are one organisation, the one that stays leads the sessions of the other, until they open (PR3).
/// </summary>
public sealed class JoinedLeads(AggregateCache states, NpgsqlDataSource database, ICommandGuard guard)
    : IJoinFollower<Organisation>
{
    /// <inheritdoc/>
    public async Task<Takeover> Follow(
        Organisation joined, Organisation into, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(array_agg(id), '{}') from programme.session_agenda
             where until_position is null and lead = $1
            """).With(joined.Id);
        var ids = (Guid[])(await command.ExecuteScalarAsync(cancel))!;
        return await Takeover.Of(
            Session.Category, await states.Find(Session.Category, ids.Order(), long.MaxValue, cancel),
            session => session.Id, session => Decide(session, joined.Id, into.Id), guard, cancel);
    }

    /// <summary>What a session's part is.</summary>
    public static Decision<SessionEvent> Decide(Session session, Guid joined, Guid into) =>
        session.Lead == joined && session.BeforeOpening() is null
            ? [new LeadAssigned(into, LeadIsPerson: false)]
            : [];
}
