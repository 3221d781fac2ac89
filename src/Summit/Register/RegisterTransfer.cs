using System.Text.Json;
using Npgsql;
using Summit.Store;

namespace Summit.Register;

/// <summary>Entries of the register on their way to another store, as JSON, with their ids and versions.</summary>
public static class RegisterTransfer
{
    private const string Act = "imported";

    private const string Wanted =
        """
        with recursive wanted as (
            select o.* from register.organisations o where o.id = any($1)
             or o.id in (select organisation from register.people where $2 and id = any($1))
             or o.code in (select section from register.people where $2 and id = any($1))
            union
            select o.* from register.organisations o join wanted w on o.code = w.section or o.id = w.joined_into)
        """;

    /// <summary>Organisations of some ids, and what they and the people belong to.</summary>
    /// <param name="connection">In a transaction of its own.</param>
    /// <param name="ids">Also of what is no organisation.</param>
    /// <param name="withPeople">Whether also the people's of some ids.</param>
    public static Task<List<JsonElement>> Organisations(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> ids, bool withPeople, CancellationToken cancel) => Read(
        connection,
        $"""
        {Wanted}
        select to_jsonb(w) - array['section_kind', 'section_is_joined', 'is_joined', 'survivor_is_joined',
                                   case when w.congress is null then 'congress' end,
                                   case when w.joined_into is null then 'joined_into' end]
               || jsonb_build_object('memberships', (
                 select coalesce(jsonb_agg(to_jsonb(m) - 'organisation' order by m.of, m.during), '[]')
                   from register.memberships m where m.organisation = w.id))
               || coalesce((
                 select jsonb_build_object('past', jsonb_agg(to_jsonb(v) - 'organisation' order by v.version))
                   from register.organisation_versions v
                  where v.organisation = w.id having count(*) > 0), jsonb_build_object())
          from wanted w order by w.id
        """, cancel, ids.ToArray(), withPeople);

    /// <summary>People of some ids: personal data.</summary>
    public static Task<List<JsonElement>> People(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> ids, CancellationToken cancel) => Read(
        connection,
        """
        select to_jsonb(p) - array['section_kind', 'section_is_joined', 'organisation_is_joined', 'is_erased',
                                   'is_joined', 'survivor_is_joined', 'survivor_is_erased',
                                   case when congress is null then 'congress' end,
                                   case when joined_into is null then 'joined_into' end]
               || coalesce((
                 select jsonb_build_object('past', jsonb_agg(
                          to_jsonb(v) - array['person', 'is_erased'] order by v.version))
                   from register.person_versions v where v.person = p.id having count(*) > 0), jsonb_build_object())
          from register.people p
         where id = any($1) or id in (select joined_into from register.people where id = any($1)) order by id
        """, cancel, ids.ToArray());

    /// <summary>
    /// Adds entries. An entry that the register already has stays as it is: it has changed there since, or was erased.
    /// </summary>
    public static void Enter(
        SqlBatch sql, IEnumerable<JsonElement> organisations, IEnumerable<JsonElement> people, DateTimeOffset now)
    {
        // One statement for all: a section may come after those who belong to it.
        sql.Add(
            $"""
            with given as (select given.* from jsonb_array_elements($1) as given (row)),
            entered as (
                insert into register.organisations (id, code, name, kind, section, country, version, created_at,
                                                    congress, joined_into)
                select o.id, o.code, o.name, o.kind, {Staying("code", "o.section")}, o.country, o.version,
                       o.created_at, o.congress, {Staying("id", "o.joined_into")}
                  from given cross join lateral jsonb_populate_record(null::register.organisations, given.row) o
                on conflict (id) do nothing returning id),
            members as (
                insert into register.memberships (organisation, of, during)
                select entered.id, m ->> 'of',
                       daterange(greatest(lower(during), date '0001-01-01'), nullif(upper(during), 'infinity'))
                  from entered join given on given.row ->> 'id' = entered.id::text
                 cross join lateral jsonb_array_elements(given.row -> 'memberships') m
                 cross join lateral (select (m ->> 'during')::daterange as during) as said),
            past as (
                insert into register.organisation_versions (organisation, version, until, row)
                select entered.id, (v ->> 'version')::bigint, (v ->> 'until')::timestamptz, v -> 'row'
                  from entered join given on given.row ->> 'id' = entered.id::text
                 cross join lateral jsonb_array_elements(coalesce(given.row -> 'past', '[]')) v)
            insert into register.audit (at, actor, subject, act) select $2, $3, id, $4 from entered
            """,
            Json(organisations), now, nameof(EventImporter), Act);
        sql.Add(
            $"""
            with given as (select given.* from jsonb_array_elements($1) as given (row)),
            entered as (
                insert into register.people (id, name, office, gender, languages, organisation, section, email,
                                             version, created_at, erased_at, congress, joined_into)
                select p.id, p.name, p.office, p.gender, p.languages, {Staying("id", "p.organisation")},
                       {Staying("code", "p.section")}, p.email,
                       p.version, p.created_at, p.erased_at, p.congress, p.joined_into
                  from given cross join lateral jsonb_populate_record(null::register.people, given.row) p
                on conflict (id) do nothing returning id),
            past as (
                insert into register.person_versions (person, version, until, row)
                select entered.id, (v ->> 'version')::bigint, (v ->> 'until')::timestamptz, v -> 'row'
                  from entered join given on given.row ->> 'id' = entered.id::text
                 cross join lateral jsonb_array_elements(coalesce(given.row -> 'past', '[]')) v)
            insert into register.audit (at, actor, subject, act) select $2, $3, id, $4 from entered
            """,
            Json(people), now, nameof(EventImporter), Act);
    }

    // What the file names may be joined into another entry here.
    private static string Staying(string column, string named) =>
        $"""
        coalesce((select stays.{column} from register.organisations one
                    join register.organisations stays on stays.id = one.joined_into
                   where one.{column} = {named}), {named})
        """;

    private static NpgsqlParameter Json(IEnumerable<JsonElement> entries) =>
        SqlBatch.Json(JsonSerializer.SerializeToUtf8Bytes(entries));

    private static async Task<List<JsonElement>> Read(
        NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection).With(values);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<JsonElement>();
        while (await reader.ReadAsync(cancel))
        {
            using var json = JsonDocument.Parse(reader.GetString(0));
            found.Add(json.RootElement.Clone());
        }
        return found;
    }
}
