using System.Text.Json;
using JasperFx.Events;
using Npgsql;
using Summit.Congress;
using Summit.Papers;
using Summit.Register;
using Summit.Store;

namespace Summit.Programme;

/// <summary>What other contexts may know of a session.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Congress">Its Congress.</param>
/// <param name="Track">Its track.</param>
/// <param name="Title">What it is called.</param>
/// <param name="IsOpen">Whether it is sitting.</param>
/// <param name="PolicyDomains">Its policy domains.</param>
/// <param name="Lead">Who leads it: an organisation's id, or a person's.</param>
/// <param name="Agenda">The papers on its agenda, with the revision each is taken in.</param>
public sealed record SessionFacts(
    Guid Id,
    Guid Congress,
    Track Track,
    LocalisedText Title,
    bool IsOpen,
    IReadOnlyList<string> PolicyDomains,
    Guid Lead,
    IReadOnlyList<AgendaFact> Agenda) : IScoped
{
    Scope IScoped.Scope => new(Congress, Track);
}

/// <summary>A paper on an agenda.</summary>
public sealed record AgendaFact(Guid Paper, int Revision);

/// <summary>Says what was recorded in a session: what was recorded there has made it sit.</summary>
public interface ISessionRecords
{
    /// <summary>The recommendations that were drafted in it.</summary>
    Task<IReadOnlyCollection<Guid>> DraftedIn(Guid session, CancellationToken cancel);
}

/// <summary>Sessions as other contexts see them.</summary>
public sealed class PublishedSessions(AggregateCache states, EventStreams streams, NpgsqlDataSource database)
    : ICongressPeople, IPaperDependents, IProgrammeQueries
{
    /// <summary>Sessions by id, those that exist, as they stood.</summary>
    public async Task<IReadOnlyDictionary<Guid, SessionFacts>> Find(
        IEnumerable<Guid> ids, CancellationToken cancel, long upTo = long.MaxValue) =>
        (await states.Find(Session.Category, ids, upTo, cancel))
            .ToDictionary(session => session.State.Id, session => Facts(session.State));

    /// <summary>How sessions began, those that had by then: the event of their proposal.</summary>
    public Task<IReadOnlyList<IEvent>> Proposals(IEnumerable<Guid> ids, long upTo, CancellationToken cancel) =>
        streams.Beginnings(ids, upTo, cancel);

    /// <summary>Those who sit on a panel, serve a session or lead one.</summary>
    public async Task<IReadOnlyCollection<Guid>> Of(Guid congress, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select coalesce(array_agg(person), '{}')
              from (select lead as person from programme.session_agenda
                     where congress = $1 and until_position is null
                    union all
                    select (seat ->> 'person')::uuid
                      from programme.session_agenda, jsonb_array_elements(row -> 'participants') seat
                     where congress = $1 and until_position is null) known
            """).With(congress);
        return (Guid[])(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Sessions that have a paper on their agenda and were not cancelled.</summary>
    public async Task<IReadOnlyList<Conflict>> RestingOn(Guid paper, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select s.id, s.row -> 'title'
              from programme.agenda_papers p
              join programme.session_agenda s on s.id = p.session and s.until_position is null
             where p.paper = $1
             order by s.id
            """).With(paper);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var sessions = new List<Conflict>();
        while (await reader.ReadAsync(cancel))
        {
            sessions.Add(new Conflict(reader.GetGuid(0), Session.Category.Name,
                JsonSerializer.Deserialize<LocalisedText>(reader.GetString(1), Json.RowOptions)));
        }
        return sessions;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Planned>> Planned(
        Guid congress, CancellationToken cancel, long upTo = long.MaxValue)
    {
        var sessions = Rows<SessionDetails>(
            """
            select row from programme.session_agenda
             where congress = $1 and status in ('scheduled', 'open')
               and from_position <= $2 and (until_position is null or until_position > $2)
            """, congress, upTo, cancel);
        var breaks = Rows<BreakDetails>(
            """
            select row from programme.break_page
             where congress = $1 and not row ? 'cancelledBecause'
               and from_position <= $2 and (until_position is null or until_position > $2)
            """, congress, upTo, cancel);
        await Task.WhenAll(sessions, breaks);
        return
        [
            .. (await sessions).Select(Planned).Concat((await breaks).Select(Planned))
                .OrderBy(one => one.StartsAt).ThenBy(one => one.Id),
        ];
    }

    private static Planned Planned(SessionDetails session) => new(session.Id, Congress.Planned.Session, session.Track,
        session.Title, session.Slot!.Room, session.Slot.Room is { } room ? [room, .. session.Slot.Parts ?? []] : [],
        session.Slot.StartsAt, session.Slot.EndsAt, session.Slot.TimeZone);

    private static Planned Planned(BreakDetails known) => new(known.Id, EnumNames.Of(known.Kind), null, known.Title,
        known.Rooms is [var first, ..] ? first : null, [.. known.Rooms, .. known.Parts ?? []], known.StartsAt,
        known.EndsAt, known.TimeZone);

    private async Task<List<T>> Rows<T>(string sql, Guid congress, long upTo, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql).With(congress, upTo);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel))
            rows.Add(JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(0), Json.RowOptions)!);
        return rows;
    }

    private static SessionFacts Facts(Session session) => new(session.Id, session.Congress, session.Track,
        session.Title, session.State is SessionState.Open, session.PolicyDomains, session.Lead,
        [.. session.Agenda.Select(item => new AgendaFact(item.Paper, item.Revision))]);
}
