using Npgsql;
using Summit.Store;

namespace Summit.Register;

/// <summary>
/// Where two entries are one organisation, those who belong to the joined one belong to the other: its people, and of a
/// section the organisations that name it. What was said of them before is kept.
/// </summary>
internal sealed class HandedEntries(RegisterQueries register, NpgsqlDataSource database) : IJoinFollower<Organisation>
{
    /// <inheritdoc/>
    public async Task<Takeover> Follow(
        Organisation joined, Organisation into, Actor by, DateTimeOffset now, CancellationToken cancel)
    {
        var people = await register.People(await Ids(
            "select coalesce(array_agg(id), '{}') from register.people where organisation = $1 or section = $2::text",
            joined, cancel), cancel);
        var organisations = await register.Organisations(await Ids(
            "select coalesce(array_agg(id), '{}') from register.organisations where id <> $1 and section = $2::text",
            joined, cancel), cancel);
        return new Takeover([], [])
        {
            Operations =
            [
                .. people.Values.Select(person =>
                    new PersonChanged(person, Of(person, joined, into), by, "person-handed-over")),
                .. organisations.Values.Select(one =>
                    new OrganisationChanged(one, Of(one, joined, into), by, "organisation-handed-over")),
            ],
        };
    }

    /// <summary>The code of the section that is named from now on.</summary>
    public static string? SectionOf(string? section, Organisation joined, Organisation into) =>
        section is not null && section == joined.Code ? into.Code : section;

    private async Task<Guid[]> Ids(string sql, Organisation joined, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(sql).With(joined.Id, joined.Code);
        return (Guid[])(await command.ExecuteScalarAsync(cancel))!;
    }

    private static Person Of(Person person, Organisation joined, Organisation into) => person with
    {
        Organisation = person.Organisation == joined.Id ? into.Id : person.Organisation,
        Section = SectionOf(person.Section, joined, into),
        Version = person.Version + 1,
    };

    private static Organisation Of(Organisation one, Organisation joined, Organisation into) =>
        one with { Section = SectionOf(one.Section, joined, into), Version = one.Version + 1 };
}
