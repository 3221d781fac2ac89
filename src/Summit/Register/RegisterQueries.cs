using System.Text.Json;
using Npgsql;
using Summit.Store;

namespace Summit.Register;

/// <summary>Reads the tables of the register.</summary>
public sealed class RegisterQueries
{
    private const int SectionsMax = 500;

    private const string OrganisationColumns =
        """
        o.id, o.name, o.kind, o.code, o.section, o.country, o.created_at,
        (select coalesce(jsonb_agg(jsonb_build_object('of', m.of, 'from', lower(m.during), 'until', upper(m.during))
                         order by m.of, lower(m.during)), '[]')
           from register.memberships m where m.organisation = o.id),
        o.version, o.congress, o.joined_into
        """;

    private const string PersonColumns =
        """
        id, name, office, gender, languages, organisation, section, email, created_at, erased_at, version, congress,
        joined_into
        """;

    // Not the parameter itself: knowing how many ids there are, PostgreSQL would plan the query again each time.
    private const string Asked = "(select $1)::uuid[]";

    private const string Within = "($1::uuid is null or congress = $1 or id = any($2))";

    // Who only takes part in a Congress gave their address and gender to somebody else.
    private const string ColumnsWithin =
        """
        id, name, office, case when $1::uuid is null or congress = $1 then gender end, languages, organisation, section,
        case when $1::uuid is null or congress = $1 then email end, created_at, erased_at, version, congress,
        joined_into
        """;

    private readonly NpgsqlDataSource database;
    private readonly DataLoader<Guid, Func<Organisation>> organisations;
    private readonly DataLoader<Guid, Func<Person>> people;

    public RegisterQueries(NpgsqlDataSource database)
    {
        this.database = database;
        organisations = new DataLoader<Guid, Func<Organisation>>(AskForOrganisations);
        people = new DataLoader<Guid, Func<Person>>(AskForPeople);
    }

    /// <summary>Organisations by id, those that exist.</summary>
    public async Task<IReadOnlyDictionary<Guid, Organisation>> Organisations(
        IEnumerable<Guid> ids, CancellationToken cancel) =>
        (await organisations.Find([.. ids], cancel)).ToDictionary(found => found.Key, found => found.Value());

    /// <summary>People by id, those that exist.</summary>
    public async Task<IReadOnlyDictionary<Guid, Person>> People(IEnumerable<Guid> ids, CancellationToken cancel) =>
        (await people.Find([.. ids], cancel)).ToDictionary(found => found.Key, found => found.Value());

    /// <summary>Organisations by id, those that can be given something: not joined into another entry (RE8).</summary>
    public async Task<IReadOnlyDictionary<Guid, Organisation>> PresentOrganisations(
        IEnumerable<Guid> ids, CancellationToken cancel) =>
        (await Organisations(ids, cancel)).Where(found => found.Value.IsPresent).ToDictionary();

    /// <summary>Those that are not in the register, or are joined into another entry.</summary>
    public async Task<IReadOnlyList<Guid>> UnknownOrganisations(IEnumerable<Guid> ids, CancellationToken cancel)
    {
        Guid[] asked = [.. ids];
        var known = await PresentOrganisations(asked, cancel);
        return [.. asked.Where(id => !known.ContainsKey(id))];
    }

    /// <summary>The codes of the sections, those that are joined into another aside.</summary>
    public async Task<IReadOnlySet<string>> SectionCodes(CancellationToken cancel) =>
        (await ListOrganisations([OrganisationKind.Section], null, Guid.Empty, SectionsMax, cancel))
        .Where(section => section.IsPresent).Select(section => section.Code!).ToHashSet();

    /// <summary>Organisations in the order of their registration.</summary>
    /// <param name="kinds">Only of these kinds; null for all.</param>
    /// <param name="section">Only of this section, by its code; null for all.</param>
    /// <param name="after">The last one of the page before.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<List<Organisation>> ListOrganisations(
        IReadOnlyList<OrganisationKind>? kinds, string? section, Guid after, int limit, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"""
            select {OrganisationColumns} from register.organisations o
             where o.id > $1 and ($2::text[] is null or o.kind = any($2)) and ($3::text is null or o.section = $3)
             order by o.id limit $4
            """).With(after, kinds?.Select(EnumNames.Of).ToArray(), section, limit);
        return [.. (await Read(command, OrganisationOf, cancel)).Select(row => row.Read())];
    }

    /// <summary>People in the order of their registration.</summary>
    /// <param name="organisation">Only its people; null for all.</param>
    /// <param name="within">Only these people of a Congress; null for all.</param>
    /// <param name="after">The last one of the page before.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<List<Person>> ListPeople(
        Guid? organisation, CongressPeople? within, Guid after, int limit, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"""
            select {ColumnsWithin} from register.people
             where {Within} and id > $3 and ($4::uuid is null or organisation = $4) order by id limit $5
            """).With(within?.Congress, within?.TakingPart ?? [], after, organisation, limit);
        return [.. (await Read(command, PersonOf, cancel)).Select(row => row.Read())];
    }

    /// <summary>An organisation as it stood at a moment; null where it was not registered yet.</summary>
    public Task<Organisation?> AsOf(Organisation present, DateTimeOffset moment, CancellationToken cancel) => AsOf(
        present, moment, "select row, version from register.organisation_versions where organisation = $1",
        (past, version) => past with { Version = version, Congress = present.Congress }, cancel);

    /// <summary>A person as they stood at a moment; null where they were not registered yet.</summary>
    public Task<Person?> AsOf(Person present, DateTimeOffset moment, CancellationToken cancel) => AsOf(
        present, moment, "select row, version from register.person_versions where person = $1",
        (past, version) => past with { Version = version, Congress = present.Congress }, cancel);

    private async Task<T?> AsOf<T>(
        T present, DateTimeOffset moment, string versions, Func<T, long, T> read, CancellationToken cancel)
        where T : class, IRegisterEntry
    {
        if (present.CreatedAt > moment)
            return null;
        await using var command = database.CreateCommand($"{versions} and until > $2 order by version limit 1")
            .With(present.Id, moment);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? read(
                JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(0), Json.RowOptions)!, reader.GetInt64(1))
            : present;
    }

    /// <summary>
    /// Of some people, those whom a caller may read of in the register, and whether their contact, too: organisers and
    /// auditors those of their Congress, others those of their organisation and themselves.
    /// </summary>
    internal async Task<IReadOnlyDictionary<Guid, (Person Person, bool WithContact)>> Seen(
        Actor by, IEnumerable<Guid> ids, IEnumerable<ICongressPeople> parts, CancellationToken cancel)
    {
        var found = await People(ids, cancel);
        var own = found.Values.Where(person => IsOwn(by, person))
            .ToDictionary(person => person.Id, person => (person, true));
        if (own.Count == found.Count || by.Role is not (Role.Organiser or Role.Administrator or Role.Auditor))
            return own;
        var within = await CongressPeople.SeenBy(by, parts, cancel);
        return found.Values.Where(person => own.ContainsKey(person.Id) || within?.Has(person) != false)
            .ToDictionary(person => person.Id, person =>
                (person, own.ContainsKey(person.Id) || within?.WasGivenContactOf(person) != false));
    }

    private static bool IsOwn(Actor by, Person person) =>
        by.Person is { } self && (self == person.Id || self == person.JoinedInto)
        || person.Organisation is { } organisation && by.Organisation == organisation;

    private async Task<IReadOnlyDictionary<Guid, Func<Organisation>>> AskForOrganisations(
        IReadOnlyCollection<Guid> ids)
    {
        await using var command = database.CreateCommand(
            $"select {OrganisationColumns} from register.organisations o where o.id = any({Asked})")
                .With(ids.ToArray());
        return (await Read(command, OrganisationOf, CancellationToken.None)).ToDictionary();
    }

    private async Task<IReadOnlyDictionary<Guid, Func<Person>>> AskForPeople(IReadOnlyCollection<Guid> ids)
    {
        await using var command = database.CreateCommand(
            $"select {PersonColumns} from register.people where id = any({Asked})").With(ids.ToArray());
        return (await Read(command, PersonOf, CancellationToken.None)).ToDictionary();
    }

    // A row that cannot be read fails who asks for it, and nobody who asks for others at the same time.
    private static async Task<List<(Guid Id, Func<T> Read)>> Read<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> of, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<(Guid, Func<T>)>();
        while (await reader.ReadAsync(cancel))
            rows.Add((reader.GetGuid(0), Tried(reader, of)));
        return rows;
    }

    private static Func<T> Tried<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> of)
    {
        try
        {
            var row = of(reader);
            return () => row;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            return () => throw new InvalidDataException("A row of the register cannot be read.", failure);
        }
    }

    private static Organisation OrganisationOf(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), JsonSerializer.Deserialize<LocalisedText>(reader.GetString(1), Json.RowOptions)!,
        EnumNames.Parse<OrganisationKind>(reader.GetString(2)), Text(reader, 3), Text(reader, 4), Text(reader, 5),
        JsonSerializer.Deserialize<IReadOnlyList<Membership>>(reader.GetString(7), Json.RowOptions)!,
        reader.GetFieldValue<DateTimeOffset>(6))
    {
        Version = reader.GetInt64(8),
        Congress = Id(reader, 9),
        JoinedInto = Id(reader, 10),
    };

    private static Person PersonOf(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), Text(reader, 1), Text(reader, 2),
        Text(reader, 3) is { } gender ? EnumNames.Parse<Gender>(gender) : null,
        reader.GetFieldValue<string[]>(4), Id(reader, 5), Text(reader, 6),
        Text(reader, 7), reader.GetFieldValue<DateTimeOffset>(8),
        reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9))
    {
        Version = reader.GetInt64(10),
        Congress = Id(reader, 11),
        JoinedInto = Id(reader, 12),
    };

    private static Guid? Id(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetGuid(column);

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
