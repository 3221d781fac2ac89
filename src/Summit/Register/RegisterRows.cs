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
            insert into register.organisations (id, code, name, kind, section, country, created_at, congress)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            Organisation.Id, Organisation.Code,
            SqlBatch.Json(JsonSerializer.SerializeToUtf8Bytes(Organisation.Name, Json.Options)),
            EnumNames.Of(Organisation.Kind), Organisation.Section, Organisation.Country, Organisation.CreatedAt,
            By.Congress);
        WriteMemberships(sql, Organisation);
        Audit.Note(sql, placed.RecordedAt, By, Organisation.Id, "organisation-registered");
    }

    internal static void WriteMemberships(SqlBatch sql, Organisation organisation)
    {
        foreach (var membership in organisation.Memberships)
        {
            sql.Add(
                "insert into register.memberships (organisation, of, during) values ($1, $2, daterange($3, $4))",
                organisation.Id, EnumNames.Of(membership.Of), membership.From, membership.Until);
        }
    }
}

/// <summary>An organisation's rows as they are from now on; what they said before is kept.</summary>
internal sealed record OrganisationChanged(
    Organisation Before, Organisation Organisation, Actor By, string Act = "organisation-changed") : IStorageOperation
{
    /// <summary>Whether it joins the entry into another.</summary>
    public bool IsJoin => Before.IsPresent && !Organisation.IsPresent;

    public void Write(SqlBatch sql, PositionedCommit placed)
    {
        sql.Add(
            "insert into register.organisation_versions (organisation, version, until, row) values ($1, $2, $3, $4)",
            Before.Id, Before.Version, placed.RecordedAt,
            SqlBatch.Json(JsonSerializer.SerializeToUtf8Bytes(Before, Json.Options)));
        sql.Add(
            """
            update register.organisations
               set code = $2, name = $3, kind = $4, section = $5, country = $6, version = $7, joined_into = $8
             where id = $1
            """,
            Organisation.Id, Organisation.Code,
            SqlBatch.Json(JsonSerializer.SerializeToUtf8Bytes(Organisation.Name, Json.Options)),
            EnumNames.Of(Organisation.Kind), Organisation.Section, Organisation.Country, Organisation.Version,
            Organisation.JoinedInto);
        sql.Add("delete from register.memberships where organisation = $1", Organisation.Id);
        OrganisationEntered.WriteMemberships(sql, Organisation);
        Audit.Note(sql, placed.RecordedAt, By, Organisation.Id, Act);
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

/// <summary>A person's row as it is from now on; what it said before is kept until they are erased.</summary>
internal sealed record PersonChanged(Person Before, Person Person, Actor By, string Act = "person-changed")
    : IStorageOperation
{
    public void Write(SqlBatch sql, PositionedCommit placed)
    {
        sql.Add("insert into register.person_versions (person, version, until, row) values ($1, $2, $3, $4)",
            Before.Id, Before.Version, placed.RecordedAt,
            SqlBatch.Json(JsonSerializer.SerializeToUtf8Bytes(Before, Json.Options)));
        sql.Add(
            """
            update register.people
               set name = $2, office = $3, gender = $4, languages = $5, organisation = $6, section = $7, email = $8,
                   version = $9, joined_into = $10
             where id = $1
            """,
            Person.Id, Person.Name, Person.Office, Person.Gender is { } gender ? EnumNames.Of(gender) : null,
            Person.Languages.ToArray(), Person.Organisation, Person.Section, Person.Email, Person.Version,
            Person.JoinedInto);
        Audit.Note(sql, placed.RecordedAt, By, Person.Id, Act);
    }
}

/// <summary>A person's data, gone; their id stays, so that what events say of it stays true.</summary>
internal sealed record PersonErased(Guid Person, Actor By, DateTimeOffset At) : IStorageOperation
{
    private const string Entries =
        """
        select id from register.people
         where id = (select coalesce(joined_into, id) from register.people where id = $1)
            or joined_into = (select coalesce(joined_into, id) from register.people where id = $1)
        """;

    public void Write(SqlBatch sql, PositionedCommit placed)
    {
        // Whichever entry of theirs is named: the one that stays and all that are joined into it are the same person.
        sql.Add($"delete from register.person_versions where person in ({Entries})", Person);
        sql.Add(
            $"""
            insert into register.audit (at, actor, subject, act)
            select $2, $3, id, $4 from register.people where id in ({Entries}) and erased_at is null
            """, Person, placed.RecordedAt, By.Id, "person-erased");
        sql.Add(
            $$"""
            update register.people
               set name = null, office = null, gender = null, email = null, languages = '{}', organisation = null,
                   section = null, erased_at = $2, version = version + 1
             where id in ({{Entries}}) and erased_at is null
            """,
            Person, At);
    }
}

/// <summary>Who changed what, and when; never what it said.</summary>
internal static class Audit
{
    public static void Note(SqlBatch sql, DateTimeOffset at, Actor by, Guid subject, string act) => sql.Add(
        "insert into register.audit (at, actor, subject, act) values ($1, $2, $3, $4)", at, by.Id, subject, act);
}

/// <summary>What the register's constraints mean.</summary>
internal sealed class RegisterConstraints(RegisterQueries register) : IConstraintTranslator
{
    private static readonly Dictionary<string, Refusal?> Meanings = new()
    {
        ["organisations_code"] = RegisterRules.CodeTaken.Refuses(field: "/code"),
        ["organisations_code_needed"] = RegisterRules.CodeNeeded.Refuses(field: "/code"),
        ["organisations_section"] = RegisterRules.NoSuchSection.Refuses(field: "/section"),
        ["people_section"] = RegisterRules.NoSuchSection.Refuses(field: "/section"),
        ["people_organisation"] = RegisterRules.NoSuchOrganisation.Refuses(field: "/organisation"),
        ["memberships_one_at_a_time"] = RegisterRules.MembershipsOverlap.Refuses(field: "/memberships"),
        // Another change, or the erasure, was quicker: the change is decided again on what it left.
        ["organisation_versions_changed_once"] = null,
        ["person_versions_changed_once"] = null,
        ["person_versions_until_erased"] = null,
        ["people_joined_until_erased"] = null,
        ["people_joined_into_one_that_stays"] = RegisterRules.JoinedAlready.Refuses(field: "/into"),
        ["organisations_joined_into_one_that_stays"] = RegisterRules.JoinedAlready.Refuses(field: "/into"),
        ["organisations_section_stays"] = RegisterRules.NoSuchSection.Refuses(field: "/section"),
        ["people_section_stays"] = RegisterRules.NoSuchSection.Refuses(field: "/section"),
        ["people_organisation_stays"] = RegisterRules.NoSuchOrganisation.Refuses(field: "/organisation"),
    };

    public IReadOnlyCollection<string> Constraints => Meanings.Keys;

    public async Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel)
    {
        // Who was given to a joined entry meanwhile is handed over, too: the join is decided again.
        if (constraint is "organisations_section_stays" or "people_section_stays" or "people_organisation_stays"
            && commit.Operations.OfType<OrganisationChanged>().Any(one => one.IsJoin))
            return null;
        var refusal = Meanings[constraint];
        return refusal?.Rule == RegisterRules.NoSuchSection
            ? refusal with { Facts = RefusalFacts.Admits(await register.SectionCodes(cancel)) }
            : refusal;
    }
}
