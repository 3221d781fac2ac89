using Npgsql;

namespace Summit.Store;

/// <summary>
/// Tables of the same shape beside a projection's live ones, in a schema of their own, on a session that holds a lock
/// of their name: there is one rebuild of a projection at a time on a database. What a crash leaves of them is dropped
/// by the next.
/// </summary>
internal sealed class ShadowTables(NpgsqlDataSource database, string projection, IReadOnlyList<string> tables)
    : IAsyncDisposable
{
    // The class of the lock; the projection's name is the object.
    private const int LockClass = 0x53756D6D;

    private readonly string schema = $"rebuild_{projection.Replace('.', '_')}";
    private bool isLocked;

    /// <summary>Where rows are written.</summary>
    public NpgsqlConnection Connection { get; } = database.CreateConnection();

    /// <summary>The shadow of each live table.</summary>
    public IReadOnlyDictionary<string, string> Instead => field ??= tables.ToDictionary(
        table => table, table => $"{schema}.{table[(table.IndexOf('.') + 1)..]}");

    /// <summary>Waits for its turn and creates the tables, with the indexes and constraints of the live ones.</summary>
    public async Task Create(CancellationToken cancel)
    {
        await Connection.OpenAsync(cancel);
        await Ask($"select pg_advisory_lock({LockClass}, hashtext('{projection}'))", cancel);
        isLocked = true;
        await Drop(cancel);
        await Ask($"create schema {schema}", cancel);
        foreach (var (live, shadow) in Instead)
            await Ask($"create unlogged table {shadow} (like {live} including all)", cancel);
    }

    /// <summary>The first difference between the live rows and these, in words; null where there is none.</summary>
    public async Task<string?> Difference(CancellationToken cancel)
    {
        foreach (var live in tables)
        {
            if (await Ask(
                $"""
                select '{live} ' || case when cardinality(found) > replayed
                       then 'holds a row that a replay does not lead to: '
                       else 'lacks a row that a replay leads to: ' end || (to_jsonb(d) - 'found' - 'replayed')
                  from ({Differing(live, await Columns(live, cancel))}) d order by 1 limit 1
                """, cancel) is string first)
            {
                return first;
            }
        }
        return null;
    }

    /// <summary>
    /// Replaces the live rows that differ, in a transaction in which no other writes them: readers see the old ones
    /// until the commit, and what depends on a table stays.
    /// </summary>
    public async Task Replace(CancellationToken cancel)
    {
        foreach (var live in tables)
        {
            var columns = await Columns(live, cancel);
            await Ask(
                $"""
                create unlogged table {schema}.differing as {Differing(live, columns)};
                delete from {live} where ctid = any (array(select unnest(found) from {schema}.differing));
                insert into {live} ({columns}) select {columns} from {schema}.differing, generate_series(1, replayed);
                drop table {schema}.differing
                """, cancel);
        }
    }

    /// <summary>Executes a statement, however long it takes.</summary>
    /// <returns>Its first value.</returns>
    public async Task<object?> Ask(string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (isLocked)
                await Drop(CancellationToken.None);
            await Ask($"select pg_advisory_unlock({LockClass}, hashtext('{projection}'))", CancellationToken.None);
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            // With its session the lock has gone.
        }
        await Connection.DisposeAsync();
    }

    private Task Drop(CancellationToken cancel) => Ask($"drop schema if exists {schema} cascade", cancel);

    // The rows that the two do not hold equally often: where they are in the live one, and how often in the shadow.
    private string Differing(string live, string columns) =>
        $"""
        select {columns}, array_agg(ctid) filter (where ctid is not null) as found, count(*) - count(ctid) as replayed
          from (select {columns}, ctid from {live} union all select {columns}, null from {Instead[live]}) rows
         group by {columns} having count(*) <> 2 * count(ctid)
        """;

    // Without those that are generated.
    private async Task<string> Columns(string table, CancellationToken cancel) => (string)(await Ask(
        $"""
        select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
         where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
        """, cancel))!;
}
