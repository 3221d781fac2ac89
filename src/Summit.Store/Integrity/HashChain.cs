using JasperFx.Events;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// The hash chain over all events: a subscription that follows them and keeps the hash of all events so far, link by
/// link. The hash at a position follows from the events alone (<c>events.chain_row</c> defines how), wherever links
/// begin and end: two nodes, a crash or a rebuilt chain lead to the same hash. A later change of an event breaks the
/// chain at that event.
/// </summary>
public sealed class HashChain(NpgsqlDataSource database) : EventSubscription(Table, [typeof(Archived)])
{
    private const string Table = "events.chain";

    // The time-out grows with the number of events to hash.
    private const int Seconds = 30, EventsASecondMin = 1_000;

    /// <summary>
    /// It hashes rows as they are stored, whatever their names: the daemon hands it no events, only positions.
    /// </summary>
    public override bool WantsAll => true;

    /// <inheritdoc/>
    public override async Task Take(EventPage page, long seen, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection) { Timeout = Seconds + (int)((page.Reached - seen) / EventsASecondMin) };
        sql.Add("begin isolation level read committed read write");
        // What a crash takes back is made again from the same events: no commit has to wait for the disk.
        sql.Add("set local synchronous_commit = off");
        // First: a slower instance waits here, finds it moved, and has touched nothing.
        new Checkpoint(Name, seen, page.Reached).Write(sql, default);
        sql.Add("call events.extend_chain($1)", page.Reached);
        sql.Add("commit");
        await sql.Execute(cancel);
    }

    /// <summary>The last link; null where the chain has none yet.</summary>
    public async Task<HashChainLink?> Last(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"select position, hash from {Table} order by position desc limit 1");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new HashChainLink(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : null;
    }

    /// <summary>Computes the hash at a position, from the first event on.</summary>
    /// <returns>The hash; null where no event has this position.</returns>
    public async Task<byte[]?> HashAt(long position, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select hash from events.chain_after(null, null, $1) where seq_id = $1").With(position);
        command.CommandTimeout = 0;
        return await command.ExecuteScalarAsync(cancel) as byte[];
    }

    /// <summary>
    /// Computes the chain again and compares, without blocking. Events that the chain has not reached are no finding.
    /// </summary>
    /// <returns>The first place that differs, in words; null where there is none.</returns>
    public async Task<string?> Compare(CancellationToken cancel)
    {
        // Each link goes on from what the one before it says, which was found to be so before it.
        await using var command = database.CreateCommand(
            $"""
            with broken as (
                select link.*, found.positions, found.marks as found
                  from (select *, lag(position) over links as since, lag(hash) over links as start
                          from {Table} window links as (order by position)) link
                 cross join lateral events.chain_link(since, start, position) found
                 where (found.positions[cardinality(found.positions)], found.hash, found.marks)
                       is distinct from (position, link.hash, link.marks)
                 order by position limit 1)
            select coalesce((
                select coalesce((
                    select case when here is null
                           then format('The chain passed more events after position %s up to %s than there are.',
                                       before, position)
                           else format('Position %s, after %s, does not hold what the chain says it held.',
                                       here, before) end
                      from generate_series(0, (octet_length(marks) - 1) / 4) n
                     cross join lateral (select positions[n + 1] as here, coalesce(positions[n], since, 0) as before) at
                     where substring(marks, 4 * n + 1, 4) is distinct from substring(found, 4 * n + 1, 4)
                     order by n limit 1),
                    format('The positions after %s and up to %s do not hold what the chain says they held.',
                           coalesce(since, 0), position))
                  from broken), (
                select format('The chain ends at position %s, and its checkpoint is %s.', chain.at, checkpoint.at)
                  from (select coalesce(max(position), 0) as at from {Table}) chain,
                       (select coalesce(max(position), 0) as at from events.checkpoints where name = $1) checkpoint
                 where chain.at <> checkpoint.at))
            """).With(Name);
        command.CommandTimeout = 0;
        return await command.ExecuteScalarAsync(cancel) as string;
    }
}

/// <summary>A link of the chain: the hash of all events up to a position.</summary>
/// <param name="Position">The position of the last event in it.</param>
/// <param name="Hash">The hash there.</param>
public sealed record HashChainLink(long Position, byte[] Hash);
