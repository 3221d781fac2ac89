using System.Text.Json;
using Summit.Store;
using Summit.Http;

namespace Summit.Register;

/// <summary>An organisation's rows, and the note that it was entered.</summary>
internal sealed record OrganisationEntered(Organisation Organisation, Actor By) : IStorageOperation
{
    public void Write(SqlBatch sql, PositionedCommit placed)
    {
        sql.Add(
            """
            insert into register.organisations (id, code, name, kind, section, country, created_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            Organisation.Id, Organisation.Code,
            SqlBatch.Json(JsonSerializer.SerializeToUtf8Bytes(Organisation.Name, Json.Options)),
            EnumNames.Of(Organisation.Kind), Organisation.Section, Organisation.Country, Organisation.CreatedAt);
        foreach (var membership in Organisation.Memberships)
        {
            sql.Add(
                "insert into register.memberships (organisation, of, during) values ($1, $2, daterange($3, $4))",
                Organisation.Id, EnumNames.Of(membership.Of), membership.From, membership.Until);
        }
        Audit.Note(sql, placed.RecordedAt, By, Organisation.Id, "organisation-registered");
    }
}

/// <summary>A person's row, and the note that they were entered.</summary>
internal sealed record PersonEntered(Person Person, Actor By) : IStorageOperation
{
    public void Write(SqlBatch sql, PositionedCommit placed)
    {
        sql.Add(
            """
            insert into register.people
                (id, name, office, gender, languages, organisation, section, email, created_at, congress)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            Person.Id, Person.Name, Person.Office, Person.Gender is { } gender ? EnumNames.Of(gender) : null,
            Person.Languages.ToArray(), Person.Organisation, Person.Section, Person.Email, Person.CreatedAt,
            By.Congress);
        Audit.Note(sql, placed.RecordedAt, By, Person.Id, "person-registered");
    }
}

/// <summary>A person's data, gone; their id stays, so that what events say of it stays true.</summary>
internal sealed record PersonErased(Guid Person, Actor By, DateTimeOffset At) : IStorageOperation
{
    public void Write(SqlBatch sql, PositionedCommit placed)
    {
        sql.Add(
            """
            update register.people
               set name = null, office = null, gender = null, email = null, languages = '{}', organisation = null,
                   section = null, erased_at = $2, version = version + 1
             where id = $1 and erased_at is null
            """,
            Person, At);
        Audit.Note(sql, placed.RecordedAt, By, Person, "person-erased");
    }
}

/// <summary>Who changed what, and when; never what it said.</summary>
internal static class Audit
{
    public static void Note(SqlBatch sql, DateTimeOffset at, Actor by, Guid subject, string act) => sql.Add(
        "insert into register.audit (at, actor, subject, act) values ($1, $2, $3, $4)", at, by.Id, subject, act);
}

/// <summary>What the register's constraints mean.</summary>
internal sealed class RegisterConstraints : IConstraintTranslator
{
    private static readonly Dictionary<string, Refusal> Meanings = new()
    {
        ["organisations_code"] = RegisterRules.CodeTaken.Refuses(field: "/code"),
        ["organisations_code_needed"] = RegisterRules.CodeNeeded.Refuses(field: "/code"),
        ["organisations_section"] = RegisterRules.NoSuchSection.Refuses(field: "/section"),
        ["people_section"] = RegisterRules.NoSuchSection.Refuses(field: "/section"),
        ["people_organisation"] = RegisterRules.NoSuchOrganisation.Refuses(field: "/organisation"),
        ["memberships_one_at_a_time"] = RegisterRules.MembershipsOverlap.Refuses(field: "/memberships"),
    };

    public IReadOnlyCollection<string> Constraints => Meanings.Keys;

    public Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel) =>
        Task.FromResult<Refusal?>(Meanings[constraint]);
}
