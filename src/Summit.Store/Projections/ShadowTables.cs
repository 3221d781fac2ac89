using Npgsql;

namespace Summit.Store;

/// <summary>
/// Tables of the same shape beside a projection's live ones, in a schema of their own, so that every index and
/// constraint has its own name from the start: names carry meaning. What a crash leaves of them is dropped by the next.
/// </summary>
internal sealed class ShadowTables
{
    private readonly NpgsqlConnection connection;
    private readonly string schema;
    private readonly IReadOnlyList<string> tables;

    public ShadowTables(NpgsqlConnection connection, string projection, IReadOnlyList<string> tables)
    {
        (this.connection, this.tables) = (connection, tables);
        schema = $"rebuild_{projection.Replace('.', '_')}";
        Instead = tables.ToDictionary(table => table, table => $"{schema}.{table[(table.IndexOf('.') + 1)..]}");
    }

    /// <summary>The shadow of each live table.</summary>
    public IReadOnlyDictionary<string, string> Instead { get; }

    /// <summary>Creates the tables, empty and without indexes.</summary>
    public async Task Create(CancellationToken cancel)
    {
        await Drop(cancel);
        await Execute($"create schema {schema}", cancel);
        foreach (var (live, beside) in Instead)
            await Execute($"create table {beside} (like {live} including all excluding indexes)", cancel);
    }

    /// <summary>Gives the tables the indexes, constraints and grants of the live ones, under their names.</summary>
    public async Task Index(CancellationToken cancel)
    {
        foreach (var (live, beside) in Instead)
        {
            // An index's definition names the table once, qualified; PostgreSQL writes it itself.
            foreach (var statement in await Column(
                """
                select replace(pg_get_indexdef(i.indexrelid),
                               format(' ON %I.%I USING ', n.nspname, c.relname), format(' ON %s USING ', $2))
                  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
                 where i.indrelid = $1::regclass
                   and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
                union all
                select format('alter table %s add constraint %I %s', $2, conname, pg_get_constraintdef(oid))
                  from pg_constraint where conrelid = $1::regclass and contype in ('p', 'u', 'x')
                union all
                select format('grant %s on %s to %s', a.privilege_type, $2,
                              case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end)
                  from pg_class c, aclexplode(c.relacl) a
                 where c.oid = $1::regclass and a.grantee <> c.relowner
                union all
                select format('analyze %s', $2)
                """, cancel, live, beside))
            {
                await Execute(statement, cancel);
            }
        }
    }

    /// <summary>
    /// Locks the live tables exclusively, if that can be had at once: a long reader of them (a backup) must
    /// not make those wait who wait behind this.
    /// </summary>
    /// <returns>Whether it could; if not, the transaction is void.</returns>
    public async Task<bool> LockLive(CancellationToken cancel)
    {
        try
        {
            await Execute("set local lock_timeout = '200ms'", cancel);
            foreach (var table in tables)
                await Execute($"lock table {table} in access exclusive mode", cancel);
            await Execute("set local lock_timeout = 0", cancel);
            return true;
        }
        catch (PostgresException late) when (late.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
    }

    /// <summary>Puts the tables in the place of the live ones, in the transaction that holds these.</summary>
    public async Task Swap(CancellationToken cancel)
    {
        foreach (var (live, beside) in Instead)
        {
            if (await Depended(live, cancel))
            {
                // What hangs on the table would be lost with it: its rows are exchanged instead, which takes longer.
                var columns = await Columns(live, cancel);
                await Execute($"delete from {live}", cancel);
                await Execute($"insert into {live} ({columns}) select {columns} from {beside}", cancel);
            }
            else
            {
                await Execute($"drop table {live}", cancel);
                await Execute($"alter table {beside} set schema {live[..live.IndexOf('.')]}", cancel);
            }
        }
        await Drop(cancel);
    }

    /// <summary>The first difference between the live rows and these, in words; null where there is none.</summary>
    public async Task<string?> Difference(CancellationToken cancel)
    {
        foreach (var (live, beside) in Instead)
        {
            var columns = await Columns(live, cancel);
            if (await First($"select {columns} from {live}", $"select {columns} from {beside}") is { } surplus)
                return $"{live} holds a row that a replay does not lead to: {surplus}";
            if (await First($"select {columns} from {beside}", $"select {columns} from {live}") is { } missing)
                return $"{live} lacks a row that a replay leads to: {missing}";
        }
        return null;

        async Task<string?> First(string these, string butNot) => (await Column(
            $"select to_jsonb(d)::text from ({these} except all {butNot}) d order by 1 limit 1", cancel))
            .SingleOrDefault();
    }

    /// <summary>Leaves nothing behind.</summary>
    public Task Drop(CancellationToken cancel) => Execute($"drop schema if exists {schema} cascade", cancel);

    private async Task<bool> Depended(string table, CancellationToken cancel) => (await Column(
        """
        select 'a foreign key' from pg_constraint where contype = 'f' and $1::regclass in (conrelid, confrelid)
        union all
        select 'a trigger' from pg_trigger where tgrelid = $1::regclass and not tgisinternal
        union all
        select 'a policy' from pg_policy where polrelid = $1::regclass
        union all
        select 'a view' from pg_depend
         where refobjid = $1::regclass and classid = 'pg_rewrite'::regclass and deptype = 'n'
        """, cancel, table)).Count > 0;

    private async Task<string> Columns(string table, CancellationToken cancel) => (await Column(
        """
        select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
        """, cancel, table)).Single();

    private async Task<List<string>> Column(string sql, CancellationToken cancel, params string[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<string>();
        while (await reader.ReadAsync(cancel))
            found.Add(reader.GetString(0));
        return found;
    }

    private async Task Execute(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
