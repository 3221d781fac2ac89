using Npgsql;

namespace Summit.Store;

/// <summary>
/// A table of the same shape beside a projection's live one, in a schema of its own, on a session that holds a lock
/// of its name: there is one rebuild of a projection at a time on a database. The next rebuild drops what a crash
/// leaves.
/// </summary>
internal sealed class ShadowTable(NpgsqlDataSource database, string live) : IAsyncDisposable
{
    // The class of the lock; the projection's name is the object.
    private const int LockClass = 0x53756D6D;

    private readonly string schema = $"rebuild_{live.Replace('.', '_')}";
    private string columns = "";
    private bool isLocked;

    /// <summary>Where rows are written.</summary>
    public NpgsqlConnection Connection { get; } = database.CreateConnection();

    private string Name => $"{schema}.{live[(live.IndexOf('.') + 1)..]}";

    /// <summary>
    /// Waits for its turn and creates it, with the indexes and constraints of the live one, but not those that exclude
    /// one row by another.
    /// </summary>
    public async Task Create(CancellationToken cancel)
    {
        await Connection.OpenAsync(cancel);
        await Ask($"select pg_advisory_lock({LockClass}, hashtext('{live}'))", cancel);
        isLocked = true;
        await Drop(cancel);
        await Ask($"create schema {schema}", cancel);
        await Ask($"create unlogged table {Name} (like {live} including all)", cancel);
        // What the live rows were held to when they were written. Replayed event by event, two streams that exchanged
        // something in one commit both have it for a moment.
        await Ask(
            $"""
            do $do$ declare held name; begin
                for held in select conname from pg_constraint where conrelid = '{Name}'::regclass and contype = 'x' loop
                    execute format('alter table {Name} drop constraint %I', held);
                end loop;
            end $do$
            """, cancel);
        // Without those that are generated.
        columns = (string)(await Ask(
            $"""
            select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
             where attrelid = '{live}'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
            """, cancel))!;
    }

    /// <summary>A statement about the live table, about this one.</summary>
    public string Redirect(string sql) => sql.Replace(live, Name, StringComparison.Ordinal);

    /// <summary>The first difference between the live rows and these, in words; null where there is none.</summary>
    public async Task<string?> Difference(CancellationToken cancel) => await Ask(
        $"""
        select '{live} ' || case when cardinality(found) > replayed
               then 'holds a row that a replay does not lead to: '
               else 'lacks a row that a replay leads to: ' end || (to_jsonb(d) - 'found' - 'replayed')
          from ({Differing}) d order by 1 limit 1
        """, cancel) as string;

    /// <summary>
    /// Replaces the live rows that differ, in a transaction in which no other writes them: readers see the old ones
    /// until the commit, and what depends on a table stays.
    /// </summary>
    public Task Replace(CancellationToken cancel) => Ask(
        $"""
        create unlogged table {schema}.differing as {Differing};
        delete from {live} where ctid = any (array(select unnest(found) from {schema}.differing));
        insert into {live} ({columns}) select {columns} from {schema}.differing, generate_series(1, replayed)
        """, cancel);

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
            await Ask($"select pg_advisory_unlock({LockClass}, hashtext('{live}'))", CancellationToken.None);
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            // With its session the lock has gone.
        }
        await Connection.DisposeAsync();
    }

    private Task Drop(CancellationToken cancel) => Ask($"drop schema if exists {schema} cascade", cancel);

    // The rows that the two do not hold equally often: where they are in the live one, and how often in the shadow.
    private string Differing =>
        $"""
        select {columns}, array_agg(ctid) filter (where ctid is not null) as found, count(*) - count(ctid) as replayed
          from (select {columns}, ctid from {live} union all select {columns}, null from {Name}) rows
         group by {columns} having count(*) <> 2 * count(ctid)
        """;
}
