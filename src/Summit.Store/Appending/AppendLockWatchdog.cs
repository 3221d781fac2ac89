using Npgsql;

namespace Summit.Store;

/// <summary>
/// Ends a session that holds the append lock and is silent. A node that freezes, or whose machine fails, in the midst
/// of what it sends keeps the lock as long as its connection seems alive, maybe for hours: no time-out of PostgreSQL
/// counts before a round trip has ended.
/// </summary>
internal sealed class AppendLockWatchdog(NpgsqlDataSource database)
{
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(5);

    /// <summary>Waits for work that needs the lock, and ends the session of a silent holder meanwhile.</summary>
    public async Task Over(Task needsLock)
    {
        while (!needsLock.IsCompleted)
        {
            // The task itself says how it ended: it may end in the same moment as the waiting.
            await needsLock.WaitAsync(SilenceMax).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (needsLock.IsCompleted)
                break;
            // It may wait for a connection. The batch must not: it goes on as soon as it has ended.
            var over = new CancellationTokenSource();
            await Task.WhenAny(needsLock, EndSilent(over.Token));
            await over.CancelAsync();
        }
        await needsLock;
    }

    // A session that works is waited for, however long it takes: only one that the server waits for is ended. What it
    // had written is undone with it, and it finds its connection lost.
    private async Task EndSilent(CancellationToken cancel)
    {
        try
        {
            await using var command = database.CreateCommand(
                """
                select pg_terminate_backend(holder.pid)
                  from pg_locks held join pg_stat_activity holder on holder.pid = held.pid
                 where held.locktype = 'advisory' and held.granted and held.objsubid = 1
                   and held.classid::bigint << 32 | held.objid::bigint = $1
                   and held.database = (select oid from pg_database where datname = current_database())
                   and holder.wait_event = 'ClientRead' and holder.state_change < clock_timestamp() - $2
                """).With(GroupCommit.AppendLock, SilenceMax);
            await command.ExecuteNonQueryAsync(cancel);
        }
        catch (Exception)
        {
            // The database is away, or the session is another role's: it is tried again while the lock is needed.
        }
    }
}
