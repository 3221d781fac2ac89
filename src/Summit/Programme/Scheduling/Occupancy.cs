using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Summit.Store;
using Summit.Http;

namespace Summit.Programme;

/// <summary>
/// The rooms, people and bodies that sessions take up, and the rooms that breaks do. The constraints of the table are
/// what holds the hard rules PR1 to PR4 between them: the rows follow from one session or break alone, and the database
/// knows the others.
/// </summary>
internal sealed class Occupancy : IInlineProjection
{
    private static readonly BulkTable Rows = new BulkTable("programme.occupancy",
        "session, kind, subject, slot, during, days",
        """
        session, kind, subject, tstzrange(starts_at, ends_at), tstzrange(starts_at, until),
        tstzrange(days_from, days_until)
        """,
        ("session", NpgsqlDbType.Uuid), ("kind", NpgsqlDbType.Text), ("subject", NpgsqlDbType.Uuid),
        ("starts_at", NpgsqlDbType.TimestampTz), ("ends_at", NpgsqlDbType.TimestampTz),
        ("until", NpgsqlDbType.TimestampTz), ("days_from", NpgsqlDbType.TimestampTz),
        ("days_until", NpgsqlDbType.TimestampTz)).EndedBy(
        """
        delete from programme.occupancy freed using {given}
         where freed.session = given.session and freed.kind = given.kind and freed.subject = given.subject
        """,
        ("session", NpgsqlDbType.Uuid), ("kind", NpgsqlDbType.Text), ("subject", NpgsqlDbType.Uuid));

    public string Name => "programme.occupancy";

    public IReadOnlyCollection<Category> Categories { get; } = [Session.Category, Break.Category];

    public void Project(StreamChange change, SqlBatch sql)
    {
        var before = Of(change.Before);
        var after = Of(change.Events[^1].State);
        // In the order of events of each room, person and body: a session that asked for a taken slot was refused, and
        // a replay must refuse it too.
        foreach (var gone in before.Except(after))
            sql.EndRow(Rows, key: gone.Subject, change.Stream, gone.Kind, gone.Subject);
        foreach (var taken in after.Except(before))
        {
            sql.BeginRow(Rows, key: taken.Subject, change.Stream, taken.Kind, taken.Subject, taken.Slot.StartsAt,
                taken.Slot.EndsAt, taken.Until, taken.Slot.DaysFrom, taken.Slot.DaysUntil);
        }
    }

    /// <summary>What a session or a break takes up.</summary>
    public static IReadOnlyList<Booking> Of(object? state) => state switch
    {
        Break { CancelledBecause: null, Slot: var slot } =>
            [.. slot.Rooms.Select(room => new Booking("room", room, slot, slot.EndsAt))],
        Session session => Of(session),
        _ => [],
    };

    /// <summary>What a session takes up.</summary>
    public static IReadOnlyList<Booking> Of(Session? session)
    {
        if (session is not { State: { Occupies: true, Slot: { } slot } })
            return [];
        var taken = slot.Rooms.Select(room =>
            new Booking("room", room, slot, slot.EndsAt.AddMinutes(slot.TurnRoundMinutes))).ToList();
        taken.AddRange(session.Participants.Select(one => new Booking("person", one.Person, slot, slot.EndsAt)));
        if (session.Body is { } body)
            taken.Add(new Booking("body", body, slot, slot.EndsAt));
        return taken;
    }

    /// <summary>A room, person or body, taken up until a moment.</summary>
    public sealed record Booking(string Kind, Guid Subject, Slot Slot, DateTimeOffset Until);
}

/// <summary>
/// Says which sessions and breaks stand in the way when the database refuses a slot, a person or a body.
/// </summary>
internal sealed class OccupancyConflicts(NpgsqlDataSource database) : IConstraintTranslator
{
    private const string OutsideCongress = "slot_within_congress_days";

    private static readonly Dictionary<string, (string Kind, Rule Rule)> Meanings = new()
    {
        ["room_holds_one_session"] = ("room", ProgrammeRules.RoomOccupied),
        ["person_sits_in_one_place"] = ("person", ProgrammeRules.PersonOccupied),
        ["body_meets_once"] = ("body", ProgrammeRules.BodyOccupied),
    };

    public IReadOnlyCollection<string> Constraints => [.. Meanings.Keys, OutsideCongress];

    public async Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel)
    {
        // Commands on sessions and breaks change one of them; what else is in the commit takes nothing up.
        var append = commit.Streams.First(TakesUp);
        var track = (append.States[^1] as Session)?.Track;
        if (constraint == OutsideCongress)
            return ProgrammeRules.OutsideCongress.Refuses(track, Field(append, "startsAt"));
        var (kind, rule) = Meanings[constraint];
        var wanted = Occupancy.Of(append.States[^1]).Where(taken => taken.Kind == kind).ToList();
        if (wanted.Count == 0)
            return null;
        var others = await Others(append.Stream, wanted, cancel);
        var breaks = kind == "room" ? await Breaks(append.Stream, wanted, cancel) : [];
        return others.Count + breaks.Count == 0
            ? null
            : rule.Refuses(track, Field(append, kind == "room" ? "room" : "startsAt"),
            [
                .. others.Where(other => by.Scope.Overlaps(new Scope(other.Congress, other.Track))).Select(ConflictOf),
                .. breaks.Where(other => by.Scope.Overlaps(new Scope(other.Congress))).Select(ConflictOf),
            ]);
    }

    public Task<Refusal?> Foresee(string constraint, Commit commit, Actor by, CancellationToken cancel) =>
        constraint != OutsideCongress && commit.Streams.Any(TakesUp)
            ? Translate(constraint, commit, by, cancel)
            : Task.FromResult<Refusal?>(null);

    private static bool TakesUp(StreamAppend append) =>
        append.Category == Session.Category || append.Category == Break.Category;

    private static string Field(StreamAppend append, string part) => append.Events[^1] switch
    {
        ParticipantAdded => "/person",
        BreakEvent when part == "room" => "/rooms",
        BreakEvent => $"/{part}",
        _ when append.ExpectedVersion == 0 => $"/slot/{part}",
        _ => $"/{part}",
    };

    private static Conflict ConflictOf(SessionDetails other) => new(other.Id, "session", other.Title,
        other.Slot is { } slot ? new ConflictSlot(slot.Room, slot.StartsAt, slot.EndsAt, slot.TimeZone) : null);

    private static Conflict ConflictOf(BreakDetails other) => new(other.Id, EnumNames.Of(other.Kind), other.Title,
        new ConflictSlot(other.Rooms[0], other.StartsAt, other.EndsAt, other.TimeZone));

    private Task<IReadOnlyList<SessionDetails>> Others(
        Guid own, List<Occupancy.Booking> wanted, CancellationToken cancel) =>
        Others<SessionDetails>("programme.session_agenda", own, wanted, cancel);

    private Task<IReadOnlyList<BreakDetails>> Breaks(
        Guid own, List<Occupancy.Booking> wanted, CancellationToken cancel) =>
        Others<BreakDetails>("programme.break_page", own, wanted, cancel);

    private async Task<IReadOnlyList<T>> Others<T>(
        string table, Guid own, List<Occupancy.Booking> wanted, CancellationToken cancel)
    {
        // The kind is written out, or no index of one kind is of use; each subject is looked up by itself.
        await using var command = database.CreateCommand(
            $"""
            select a.row
              from (select distinct o.session
                      from unnest($2) as wanted (subject) cross join lateral (
                        select session from programme.occupancy
                         where kind = '{wanted[0].Kind}' and subject = wanted.subject
                           and during && tstzrange($3, $4) and session <> $1) o) taken
              join {table} a on a.id = taken.session and a.until_position is null
             order by coalesce(a.row -> 'slot' ->> 'startsAt', a.row ->> 'startsAt'), a.id
            """).With(
            own, wanted.Select(taken => taken.Subject).ToArray(), wanted[0].Slot.StartsAt, wanted[0].Until);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var others = new List<T>();
        while (await reader.ReadAsync(cancel))
            others.Add(JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(0), Json.Options)!);
        return others;
    }
}
