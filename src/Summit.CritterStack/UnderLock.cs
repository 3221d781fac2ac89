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
    public static async Task<(long Head, DateTimeOffset LastRecorded)> Look(
        NpgsqlConnection connection, IReadOnlyList<StreamAppend> streams, CancellationToken cancel)
    {
        var sql = new SqlBatch(connection);
        // A statement of its own: taken inside a query, the query would see the time before the wait.
        sql.Add("select pg_advisory_xact_lock($1)", PostgresEventStore.AppendLock);
        sql.Add("select seq_id, timestamp from events.mt_events order by seq_id desc limit 1");
        sql.Add("select id, version, type from events.mt_streams where id = any($1)",
            streams.Select(append => append.Stream).ToArray());
        await using var reader = await sql.Read(cancel);
        await reader.NextResultAsync(cancel);
        var last = await reader.ReadAsync(cancel)
            ? (reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1))
            : (0, DateTimeOffset.MinValue);
        await reader.NextResultAsync(cancel);
        var standing = new Dictionary<Guid, (long Version, string? Kind)>();
        while (await reader.ReadAsync(cancel))
            standing.Add(reader.GetGuid(0), (reader.GetInt64(1), reader.GetValue(2) as string));
        foreach (var append in streams)
        {
            var (version, kind) = standing.GetValueOrDefault(append.Stream);
            if (version != append.ExpectedVersion)
                throw new StreamConflictException(append.Stream, append.ExpectedVersion, version);
            if (kind is not null && kind != append.Kind.Name)
                throw new ArgumentException($"Stream {append.Stream} is a {kind}, not a {append.Kind.Name}.");
        }
        return last;
    }

    /// <summary>
    /// The time to record at. Node clocks differ: recording times rise with positions all the same. PostgreSQL keeps
    /// microseconds: anything finer would be read back as another moment than was told.
    /// </summary>
    public static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset last)
    {
        var kept = now.ToUniversalTime();
        kept = kept.AddTicks(-(kept.Ticks % TimeSpan.TicksPerMicrosecond));
        return kept > last ? kept : last;
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
    public static async Task Commit(NpgsqlConnection connection, Placed placed, CancellationToken cancel)
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
        sql.Add("commit");
        await sql.Execute(cancel);
    }
}
