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
           from register.memberships m where m.organisation = o.id)
        """;

    internal const string PersonColumns =
        "id, name, office, gender, languages, organisation, section, email, created_at, erased_at";

    // Not the parameter itself: knowing how many ids there are, PostgreSQL would plan the query again each time.
    private const string Asked = "(select $1)::uuid[]";

    private const string Within = "($1::uuid is null or congress = $1 or id = any($2))";

    private readonly NpgsqlDataSource database;
    private readonly DataLoader<Guid, Organisation> organisations;
    private readonly DataLoader<Guid, Person> people;

    public RegisterQueries(NpgsqlDataSource database)
    {
        this.database = database;
        organisations = new DataLoader<Guid, Organisation>(AskForOrganisations);
        people = new DataLoader<Guid, Person>(AskForPeople);
    }

    /// <summary>Organisations by id, those that exist.</summary>
    public async Task<IReadOnlyDictionary<Guid, Organisation>> Organisations(
        IEnumerable<Guid> ids, CancellationToken cancel) => await organisations.Find([.. ids], cancel);

    /// <summary>People by id, those that exist.</summary>
    public async Task<IReadOnlyDictionary<Guid, Person>> People(IEnumerable<Guid> ids, CancellationToken cancel) =>
        await people.Find([.. ids], cancel);

    /// <summary>Those that are not in the register.</summary>
    public async Task<IReadOnlyList<Guid>> UnknownOrganisations(IEnumerable<Guid> ids, CancellationToken cancel)
    {
        Guid[] asked = [.. ids];
        var known = await Organisations(asked, cancel);
        return [.. asked.Where(id => !known.ContainsKey(id))];
    }

    /// <summary>The codes of the sections.</summary>
    public async Task<IReadOnlySet<string>> SectionCodes(CancellationToken cancel) =>
        (await ListOrganisations(OrganisationKind.Section, null, Guid.Empty, SectionsMax, cancel))
        .Select(section => section.Code!).ToHashSet();

    /// <summary>Organisations in the order of their registration.</summary>
    public async Task<List<Organisation>> ListOrganisations(
        OrganisationKind? kind, string? section, Guid after, int limit, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"""
            select {OrganisationColumns} from register.organisations o
             where o.id > $1 and ($2::text is null or o.kind = $2) and ($3::text is null or o.section = $3)
             order by o.id limit $4
            """).With(after, kind is { } k ? EnumNames.Of(k) : null, section, limit);
        return await ReadOrganisations(command, cancel);
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
            select {PersonColumns} from register.people
             where {Within} and id > $3 and ($4::uuid is null or organisation = $4) order by id limit $5
            """).With(within?.Congress, within?.TakingPart ?? [], after, organisation, limit);
        return await ReadPeople(command, cancel);
    }

    /// <summary>Whether a person is among those of a Congress.</summary>
    public async Task<bool> Has(CongressPeople within, Guid person, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"select exists (select 1 from register.people where {Within} and id = $3)")
            .With(within.Congress, within.TakingPart, person);
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private async Task<IReadOnlyDictionary<Guid, Organisation>> AskForOrganisations(IReadOnlyCollection<Guid> ids)
    {
        await using var command = database.CreateCommand(
            $"select {OrganisationColumns} from register.organisations o where o.id = any({Asked})")
                .With(ids.ToArray());
        return (await ReadOrganisations(command, CancellationToken.None)).ToDictionary(found => found.Id);
    }

    private async Task<IReadOnlyDictionary<Guid, Person>> AskForPeople(IReadOnlyCollection<Guid> ids)
    {
        await using var command = database.CreateCommand(
            $"select {PersonColumns} from register.people where id = any({Asked})").With(ids.ToArray());
        return (await ReadPeople(command, CancellationToken.None)).ToDictionary(found => found.Id);
    }

    private static async Task<List<Organisation>> ReadOrganisations(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<Organisation>();
        while (await reader.ReadAsync(cancel))
        {
            found.Add(new Organisation(
                reader.GetGuid(0), JsonSerializer.Deserialize<LocalisedText>(reader.GetString(1), Json.Options)!,
                EnumNames.Parse<OrganisationKind>(reader.GetString(2)), Text(3), Text(4), Text(5),
                JsonSerializer.Deserialize<IReadOnlyList<Membership>>(reader.GetString(7), Json.Options)!,
                reader.GetFieldValue<DateTimeOffset>(6)));
        }
        return found;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private static async Task<List<Person>> ReadPeople(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<Person>();
        while (await reader.ReadAsync(cancel))
        {
            found.Add(new Person(
                reader.GetGuid(0), Text(1), Text(2), Text(3) is { } gender ? EnumNames.Parse<Gender>(gender) : null,
                reader.GetFieldValue<string[]>(4), reader.IsDBNull(5) ? null : reader.GetGuid(5), Text(6), Text(7),
                reader.GetFieldValue<DateTimeOffset>(8),
                reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9)));
        }
        return found;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
