using Npgsql;
using Summit.EventStore;

namespace Summit.CritterStack;

/// <summary>What an append does around Marten: the lock and a look before, the commit after.</summary>
internal static class UnderLock
{
    private const string BeforeEvents = "before_events";

    /// <summary>Takes the lock of all writers and sees where the store and the streams stand.</summary>
    /// <exception cref="StreamConflictException">A stream is not at the expected version.</exception>
    /// <exception cref="ArgumentException">A stream is of another kind.</exception>
    public static async Task<Tip> Look(NpgsqlConnection connection, Prepared ready)
    {
        var sql = new SqlBatch(connection);
        AppendStatements.TakeLock(sql);
        var (tip, streams) = await AppendStatements.Look(
            sql, [.. ready.Commit.Streams.Select(append => append.Stream)]);
        return ready.Refuses(streams) is { } refused ? throw refused : tip;
    }

    /// <summary>
    /// Puts the sequence to where the events end. Marten takes its numbers from there, and sequences know no rollback:
    /// an append that failed, or a server that crashed, may have left it anywhere.
    /// </summary>
    public static void SetSequence(SqlBatch sql, long head)
    {
        sql.Add("select setval('events.mt_events_sequence', greatest($1, 1), $1 > 0)", head);
        sql.Add($"savepoint {BeforeEvents}");
    }

    /// <summary>Does so after a failure, while the lock is still held.</summary>
    public static async Task SetSequenceBack(NpgsqlTransaction transaction, long head)
    {
        try
        {
            await transaction.RollbackAsync(BeforeEvents, CancellationToken.None);
            var sql = new SqlBatch(transaction.Connection!);
            SetSequence(sql, head);
            await sql.Execute(CancellationToken.None);
        }
        catch (Exception)
        {
            // The connection is gone, and the numbers with it: the next append puts the sequence right.
        }
    }

    /// <summary>
    /// Lets the transaction stand, its streams under their own nouns and times: Marten calls a stream after the type of
    /// its aggregate, and takes the database's clock.
    /// </summary>
    public static async Task Commit(
        NpgsqlConnection connection, Prepared ready, Placed placed, CancellationToken cancel)
    {
        var sql = new SqlBatch(connection);
        foreach (var change in placed.Changes)
        {
            sql.Add(
                """
                update events.mt_streams set type = $2, timestamp = $3, created = case when $4 then $3 else created end
                 where id = $1
                """,
                change.Stream, change.Kind.Name, placed.RecordedAt, change.Steps[0].Version == 1);
        }
        if (placed.Changes.Count > 0)
            AppendStatements.Tell(sql, ready.Wires);
        sql.Add("commit");
        await sql.Execute(cancel);
    }
}
