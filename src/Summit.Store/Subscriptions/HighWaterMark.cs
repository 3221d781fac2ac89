using System.Globalization;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Knows up to which position nothing can be put before another any more. Our own appends leave no gap, so where there
/// is none nothing has to be asked. A gap is a number that a writer without our lock took: an import, Marten. It may
/// still be filled, so nobody reads past it until that is proven to be over.
/// </summary>
/// <remarks>
/// The proof: whoever took a number holds a lock on the sequence, and whoever writes one holds a lock on the table, to
/// the end of their transaction. Those that hold one after the gap was seen are noted; once all of them have ended,
/// nobody has a number from before. A transaction id proves less: taking a number needs none. One that only reads holds
/// neither lock, and is not waited for. A number that is kept from one transaction to the next is beyond any proof.
/// </remarks>
internal sealed class Horizon(NpgsqlDataSource database)
{
    /// <summary>How many positions one statement looks through.</summary>
    public const int Window = 10_000;

    /// <summary>
    /// Where the store ends (<c>head.position</c>) and up to where no number is missing after one from which on that is
    /// asked (<c>sure.position</c>), looking through a window of what follows: an index, and of it only what is new.
    /// </summary>
    /// <remarks>For a query whose <c>$1</c> is that number, with <see cref="PlannedOnce"/>.</remarks>
    public static readonly string Sure = string.Create(CultureInfo.InvariantCulture,
        $"""
        head as materialized (select coalesce(max(seq_id), 0) as position from events.mt_events),
        sure as materialized (
            select $1 + count(*) as position
              from (select seq_id, row_number() over (order by seq_id) as n
                      from events.mt_events where seq_id > $1 and seq_id <= $1 + {Window}) e
             where seq_id = $1 + n)
        """);

    /// <summary>
    /// Comes before such a query, in its transaction: planned once and for all, by the index. A plan for each range
    /// takes as long as reading it, and one that suits a young table reads the whole of a grown one.
    /// </summary>
    public const string PlannedOnce =
        $"select {AppendStatements.IndexLookupsOnly}, set_config('plan_cache_mode', 'force_generic_plan', true)";

    private const NpgsqlTypes.NpgsqlDbType Oid = NpgsqlTypes.NpgsqlDbType.Oid;

    private const string Look =
        """
        select array(
                select virtualtransaction from pg_locks
                 where database = (select oid from pg_database where datname = current_database())
                   and locktype = 'relation' and mode = 'RowExclusiveLock'
                   and relation in ('events.mt_events'::regclass, 'events.mt_events_sequence'::regclass)),
               array(
                select virtualtransaction from pg_locks
                 where database = (select oid from pg_database where datname = current_database())
                   and locktype = 'advisory' and granted and classid = $1 and objid = $2 and objsubid = 1),
               (select case when is_called then last_value else last_value - 1 end from events.mt_events_sequence),
               (select coalesce(max(seq_id), 0) from events.mt_events)
        """;

    private readonly SemaphoreSlim one = new(1);
    private long proven = -1;
    private Proof? running;

    /// <summary>Up to where it is proven for every snapshot taken from now on. To be asked before a read.</summary>
    /// <param name="after">Where the reader stands: what lies before it need not be looked through again.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<long> Proven(long after, CancellationToken cancel)
    {
        if (Volatile.Read(ref proven) < Math.Max(0, after))
            await Prove(after, cancel);
        return Math.Max(0, Volatile.Read(ref proven));
    }

    /// <summary>Goes on with the proof that nothing can come any more up to a position.</summary>
    /// <returns>Whether it is proven: what is read from now on holds all there will ever be.</returns>
    private async Task<bool> Prove(long head, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (proven >= head && proven >= 0)
                return true;
            var seen = await See(cancel);
            if (running is { } proof && !seen.Writers.Intersect(proof.Writers).Any())
            {
                running = null;
                if (proof.IsLast)
                    Volatile.Write(ref proven, Math.Max(proven, proof.Head));
                else
                    Begin(seen, last: true);
            }
            if (running is null && (proven < head || proven < 0))
                Begin(seen, last: seen.Appending.Length == 0);
            return proven >= head && proven >= 0;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The last position after which nothing can be put before it any more.</summary>
    public async Task<long> Safe(CancellationToken cancel)
    {
        while (true)
        {
            var from = await Proven(0, cancel);
            await using var connection = await database.OpenConnectionAsync(cancel);
            var sql = new SqlBatch(connection);
            sql.Add(PlannedOnce);
            sql.Add($"with {Sure} select head.position, sure.position from head, sure", from);
            await using var reader = await sql.Read(cancel);
            await reader.NextResultAsync(cancel);
            await reader.ReadAsync(cancel);
            var (head, sure) = (reader.GetInt64(0), reader.GetInt64(1));
            if (!await Again(from, sure, head, cancel))
                return Math.Min(sure, head);
        }
    }

    /// <summary>Takes note of what a statement saw.</summary>
    /// <param name="from">From where on it looked for missing numbers.</param>
    /// <param name="sure">Up to where it found none.</param>
    /// <param name="head">Where the store ended.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Whether the statement sees further if it is asked again.</returns>
    public async Task<bool> Again(long from, long sure, long head, CancellationToken cancel)
    {
        if (head < from && Volatile.Read(ref proven) is var now && now > head && now >= from)
            Forget();
        Extend(from, sure);
        return sure < head && (sure - from == Window || await Prove(head, cancel));
    }

    // Of many that read at once each knows its own part: none may take back another's.
    private void Extend(long from, long to)
    {
        for (var now = Volatile.Read(ref proven); now >= from && now < to;)
        {
            var before = Interlocked.CompareExchange(ref proven, to, now);
            if (before == now)
                return;
            now = before;
        }
    }

    // The store ends before what was proven: it was restored.
    private void Forget()
    {
        Volatile.Write(ref proven, -1);
        running = null;
    }

    private void Begin(Seen seen, bool last)
    {
        // An append under way when the gap was seen may yet set the sequence back, below numbers that were given: only
        // who holds a lock after it has ended is waited for last.
        var writers = last ? seen.Writers : [.. seen.Writers, .. seen.Appending];
        if (last && writers.Length == 0 && seen.Given >= seen.Head)
            Volatile.Write(ref proven, Math.Max(proven, seen.Head));
        else
            running = new Proof(seen.Head, writers, last && seen.Given >= seen.Head);
    }

    private async Task<Seen> See(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var seen = await See(connection, cancel);
        if (seen.Given >= seen.Head)
            return seen;
        // Numbers below the head may still be given, to whoever asks next: never again from here on.
        var sql = new SqlBatch(connection);
        AppendStatements.Lock(sql);
        AppendStatements.KeepSequence(sql, seen.Head);
        sql.Add("commit");
        await sql.Execute(cancel);
        return await See(connection, cancel);
    }

    private static async Task<Seen> See(NpgsqlConnection connection, CancellationToken cancel)
    {
        var sql = new SqlBatch(connection);
        sql.Add(Look, new NpgsqlParameter { Value = (uint)(PostgresEventStore.AppendLock >> 32), NpgsqlDbType = Oid },
            new NpgsqlParameter { Value = (uint)(PostgresEventStore.AppendLock & uint.MaxValue), NpgsqlDbType = Oid });
        await using var reader = await sql.Read(cancel);
        await reader.ReadAsync(cancel);
        return new Seen(reader.GetFieldValue<string[]>(0), reader.GetFieldValue<string[]>(1), reader.GetInt64(2),
            reader.GetInt64(3));
    }

    /// <summary>Who holds what, up to which number the sequence has given, and where the store ends.</summary>
    private sealed record Seen(string[] Writers, string[] Appending, long Given, long Head);

    /// <summary>A proof under way: up to where, and who has to end first.</summary>
    private sealed record Proof(long Head, string[] Writers, bool IsLast);
}
