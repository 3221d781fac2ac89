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

    public void Project(StreamChange change, SqlBatch sql) => Project([change], sql);

    public void Project(IReadOnlyList<StreamChange> changes, SqlBatch sql)
    {
        var rows = changes.Select(change => (change.Stream,
            Before: Of(change.Before), After: Of(change.Events[^1].State))).ToArray();
        // In the order of events of each room, person and body, so that who asks for what was just freed gets it.
        // Within one commit what is freed comes first: two sessions exchange their slots.
        foreach (var (session, before, after) in rows)
            foreach (var gone in before.Except(after))
                sql.EndRow(Rows, key: gone.Subject, session, gone.Kind, gone.Subject);
        foreach (var (session, before, after) in rows)
        {
            foreach (var taken in after.Except(before))
            {
                sql.BeginRow(Rows, key: taken.Subject, session, taken.Kind, taken.Subject, taken.Slot.StartsAt,
                    taken.Slot.EndsAt, taken.Until, taken.Slot.DaysFrom, taken.Slot.DaysUntil);
            }
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
        if (session is not { State: { Occupies: true, Slot: { } slot } state })
            return [];
        // What is left of a slot when its session is closed is free, all of it where the session sat before.
        if (state.ClosedAt < slot.EndsAt)
            slot = slot with { EndsAt = state.ClosedAt.Value };
        if (slot.EndsAt <= slot.StartsAt)
            return [];
        var taken = slot.Rooms.Select(room =>
            new Booking("room", room, slot, slot.EndsAt.AddMinutes(slot.TurnRoundMinutes))).ToList();
        var people = session.Participants.Select(one => one.Person)
            .Concat(session.LeadIsPerson ? [session.Lead] : Array.Empty<Guid>());
        taken.AddRange(people.Distinct().Select(one => new Booking("person", one, slot, slot.EndsAt)));
        if (session.Body is { } body)
            taken.Add(new Booking("body", body, slot, slot.EndsAt));
        return taken;
    }

    /// <summary>A room, person or body, taken up until a moment.</summary>
    public sealed record Booking(string Kind, Guid Subject, Slot Slot, DateTimeOffset Until);
}

/// <summary>
/// Says who and what is taken, and by which sessions and breaks, when the database refuses a slot, a person or a body.
/// PostgreSQL names one constraint: all that stands in the way of the command is looked for and told at once.
/// </summary>
internal sealed class OccupancyConflicts(NpgsqlDataSource database, OccupiedNames names) : IConstraintTranslator
{
    private const string OutsideCongress = "slot_within_congress_days";

    // In the order in which the rule of a refusal is chosen, where several are broken.
    private static readonly (string Constraint, string Kind, Rule Rule)[] Meanings =
    [
        ("room_holds_one_session", "room", ProgrammeRules.RoomOccupied),
        ("person_sits_in_one_place", "person", ProgrammeRules.PersonOccupied),
        ("body_meets_once", "body", ProgrammeRules.BodyOccupied),
    ];

    public IReadOnlyCollection<string> Constraints =>
        [.. Meanings.Select(meaning => meaning.Constraint), OutsideCongress];

    public async Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel)
    {
        // Commands change one session or break, or two sessions that exchange their slots; nothing else takes anything
        // up.
        var appends = commit.Streams.Where(TakesUp).ToArray();
        var wanted = appends.SelectMany(append => Occupancy.Of(append.States[^1])).ToArray();
        if (wanted.Length == 0)
            return null;
        var track = (appends[0].States[^1] as Session)?.Track;
        if (constraint == OutsideCongress)
        {
            return ProgrammeRules.OutsideCongress.Refuses(track, Field(appends, "startsAt"),
                facts: new RefusalFacts(From: wanted[0].Slot.DaysFrom, Until: wanted[0].Slot.DaysUntil));
        }
        var taken = new List<Taken>();
        foreach (var append in appends)
            taken.AddRange(await Find(append, appends, cancel));
        if (taken.Count == 0)
            return null;
        var (_, kind, rule) = Meanings.First(meaning => taken.Exists(one => one.Kind == meaning.Kind));
        var occupied = taken.Select(one => (one.Kind, one.Subject)).Distinct().ToArray();
        var congress = ((IScoped)appends[0].States[^1]).Scope.Congress!.Value;
        return rule.Refuses(track, Field(appends, kind == "room" ? "room" : "startsAt"),
            [
                .. taken.GroupBy(one => one.By.Conflict.Id)
                    .Where(other => by.Scope.Overlaps(other.First().By.Scope))
                    .Select(other => other.First().By.Conflict with
                    {
                        Occupies = [.. other.Select(one => one.Subject).Distinct()],
                    }),
            ],
            new RefusalFacts(Occupied: await names.Of(occupied, congress, by, cancel)));
    }

    public Task<Refusal?> Foresee(string constraint, Commit commit, Actor by, CancellationToken cancel) =>
        constraint != OutsideCongress && commit.Streams.Any(TakesUp)
            ? Translate(constraint, commit, by, cancel)
            : Task.FromResult<Refusal?>(null);

    private static bool TakesUp(StreamAppend append) =>
        append.Category == Session.Category || append.Category == Break.Category;

    private static string? Field(StreamAppend[] appends, string part) => appends switch
    {
        [{ Events: [.., ParticipantAdded] }] => "/person",
        [{ Events: [.., LeadAssigned] }] => "/lead",
        [{ Events: [.., BreakScheduled or BreakChanged] }] => part == "room" ? "/rooms" : $"/{part}",
        [{ Events: [.., SessionReinstated] }] => "/withoutSlot",
        [{ Events: [.., SessionScheduled], ExpectedVersion: 0 }] => $"/slot/{part}",
        [{ Events: [.., SessionScheduled or SessionRescheduled or SessionMoved] }] => $"/{part}",
        _ => null,
    };

    internal static (Scope Scope, Conflict Conflict) ConflictOf(SessionDetails other) => (
        new Scope(other.Congress, other.Track),
        new Conflict(other.Id, "session", other.Title,
            other.Slot is { } slot ? new ConflictSlot(slot.Room, slot.StartsAt, slot.EndsAt, slot.TimeZone) : null));

    private static (Scope Scope, Conflict Conflict) ConflictOf(BreakDetails other) => (
        new Scope(other.Congress),
        new Conflict(other.Id, EnumNames.Of(other.Kind), other.Title,
            new ConflictSlot(other.Rooms[0], other.StartsAt, other.EndsAt, other.TimeZone)));

    private async Task<List<Taken>> Find(StreamAppend append, StreamAppend[] but, CancellationToken cancel)
    {
        var wanted = Occupancy.Of(append.States[^1]);
        if (wanted.Count == 0)
            return [];
        var (kinds, values) = (new List<string>(), new List<object>
        {
            but.Select(one => one.Stream).ToArray(), wanted[0].Slot.StartsAt,
        });
        foreach (var bookings in wanted.GroupBy(booking => booking.Kind))
        {
            values.AddRange([bookings.Select(booking => booking.Subject).ToArray(), bookings.First().Until]);
            // The kind is written out, or no index of one kind is of use; each subject is looked up by itself.
            kinds.Add(
                $"""
                select o.session, '{bookings.Key}' as kind, wanted.subject
                  from unnest(${values.Count - 1}) as wanted (subject) cross join lateral (
                    select session from programme.occupancy
                     where kind = '{bookings.Key}' and subject = wanted.subject
                       and during && tstzrange($2, ${values.Count}) and session <> all($1)) o
                """);
        }
        await using var command = database.CreateCommand(
            $"""
            select a.row, b.row, taken.kind, taken.subject from ({string.Join(" union all ", kinds)}) taken
              left join programme.session_agenda a on a.id = taken.session and a.until_position is null
              left join programme.break_page b on b.id = taken.session and b.until_position is null
             order by coalesce(a.row -> 'slot' ->> 'startsAt', b.row ->> 'startsAt'), taken.session
            """).With([.. values]);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<Taken>();
        while (await reader.ReadAsync(cancel))
        {
            found.Add(new Taken(
                reader.IsDBNull(0)
                    ? ConflictOf(Row<BreakDetails>(reader, 1))
                    : ConflictOf(Row<SessionDetails>(reader, 0)),
                reader.GetString(2), reader.GetGuid(3)));
        }
        return found;
    }

    private static T Row<T>(NpgsqlDataReader reader, int column) =>
        JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(column), Json.RowOptions)!;

    /// <summary>What a session or a break has that the command wants.</summary>
    private sealed record Taken((Scope Scope, Conflict Conflict) By, string Kind, Guid Subject);
}
