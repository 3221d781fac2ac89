using JasperFx.Events.Daemon.HighWater;
using Npgsql;
using NpgsqlTypes;

namespace Summit.Store;

/// <summary>
/// Tells Marten's daemon up to which position nothing can be put before another any more. Marten's own detector goes by
/// the sequence, which the group committer only keeps from falling behind: this one goes by the events. The committer
/// leaves no gap. A gap is a number that a writer without its lock took: it may still be filled, so no subscription is
/// handed anything past it until that is proven to be over.
/// </summary>
/// <remarks>
/// The proof: a session that took a number holds a lock on the sequence, and one that writes an event holds a lock on
/// the table, to the end of their transaction. Those that hold one after the gap was seen are noted; once all of them
/// have ended, no number from before is left. A transaction id proves less: taking a number needs none. A session that
/// only reads holds neither lock, and is not waited for. A number that is kept from one transaction to the next is
/// beyond any proof.
/// </remarks>
public sealed class HighWaterDetector(NpgsqlDataSource database) : IHighWaterDetector
{
    /// <summary>How many positions one statement looks through.</summary>
    public const int Window = 10_000;

    // Where the store ends, and up to where no number is missing after $1: an index, and of it only what is new.
    private const string Contiguous =
        """
        select (select coalesce(max(seq_id), 0) from events.mt_events), $1 + (
            select count(*)
              from (select seq_id, row_number() over (order by seq_id) as n
                      from events.mt_events where seq_id > $1 and seq_id <= $1 + $2) e
             where seq_id = $1 + n)
        """;

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

    private long proven = -1;
    private Proof? running;

    /// <inheritdoc/>
    public Uri DatabaseUri { get; } = new("postgresql://summit");

    /// <inheritdoc/>
    public async Task<HighWaterStatistics> Detect(CancellationToken token)
    {
        var (mark, head) = await Mark(token);
        return new HighWaterStatistics
        {
            CurrentMark = mark, LastMark = mark, SafeStartMark = mark, HighestSequence = head,
            Timestamp = DateTimeOffset.UtcNow,
        };
    }

    /// <summary>The same: time alone proves nothing of a gap.</summary>
    /// <inheritdoc/>
    public Task<HighWaterStatistics> DetectInSafeZone(CancellationToken token) => Detect(token);

    /// <summary>The last position before which nothing can be put any more, and where the store ends.</summary>
    public async Task<(long Mark, long Head)> Mark(CancellationToken cancel)
    {
        // All at once, where nothing is being written: else gaps are looked for from the first position on.
        if (proven < 0 && !await Prove(cancel))
            proven = Math.Max(0, proven);
        while (true)
        {
            var from = proven;
            var (head, contiguous) = await Ends(from, cancel);
            // The store ends before what was proven: it was restored.
            if (head < from)
                (proven, running) = (0, null);
            else if (contiguous > from)
                proven = contiguous;
            if (proven >= head)
                return (head, head);
            if (contiguous - from < Window && head >= from && !await Prove(cancel))
                return (proven, head);
        }
    }

    /// <summary>Goes on with the proof that nothing can come any more before what is there now.</summary>
    /// <returns>Whether it led further.</returns>
    private async Task<bool> Prove(CancellationToken cancel)
    {
        var before = proven;
        var seen = await See(cancel);
        if (running is { } proof && !seen.Writers.Intersect(proof.Writers).Any())
        {
            running = null;
            if (proof.IsLast)
                proven = Math.Max(proven, proof.Head);
            else
                Begin(seen, last: true);
        }
        else if (running is null)
        {
            Begin(seen, last: seen.Appending.Length == 0);
        }
        return proven > before;
    }

    private void Begin(Seen seen, bool last)
    {
        // An append under way when the gap was seen may still fail and leave a number to others: only a session that
        // holds a lock after it has ended is waited for last.
        var writers = last ? seen.Writers : [.. seen.Writers, .. seen.Appending];
        if (last && writers.Length == 0 && seen.Given >= seen.Head)
            proven = Math.Max(proven, seen.Head);
        else
            running = new Proof(seen.Head, writers, last && seen.Given >= seen.Head);
    }

    private async Task<(long Head, long Contiguous)> Ends(long from, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection);
        // Planned once and for all, by the index: one that suits a young table reads the whole of a grown one.
        sql.Add(
            $"""
            select {ConnectionTuning.IndexLookupsOnly}, set_config('plan_cache_mode', 'force_generic_plan', true)
            """);
        sql.Add(Contiguous, from, (long)Window);
        await using var reader = await sql.Read(cancel);
        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private async Task<Seen> See(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var seen = await See(connection, cancel);
        if (seen.Given >= seen.Head)
            return seen;
        // Numbers below the head may still be given, to the next that asks: never again from here on.
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
        sql.Add(Look, Oid(GroupCommit.AppendLock >> 32), Oid(GroupCommit.AppendLock & uint.MaxValue));
        await using var reader = await sql.Read(cancel);
        await reader.ReadAsync(cancel);
        return new Seen(reader.GetFieldValue<string[]>(0), reader.GetFieldValue<string[]>(1), reader.GetInt64(2),
            reader.GetInt64(3));
    }

    private static NpgsqlParameter Oid(long value) => new() { Value = (uint)value, NpgsqlDbType = NpgsqlDbType.Oid };

    /// <summary>Which transactions hold what, the last number of the sequence, and the end of the store.</summary>
    private sealed record Seen(string[] Writers, string[] Appending, long Given, long Head);

    /// <summary>A proof under way: up to where, and which transactions have to end first.</summary>
    private sealed record Proof(long Head, string[] Writers, bool IsLast);
}
