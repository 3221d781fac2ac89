using Npgsql;

namespace Summit.Store;

/// <summary>
/// An advisory lock of PostgreSQL, held by a transaction of its own: one process works, however long it takes, and the
/// others wait. The lock ends with its connection: with the holder, or earlier where the connection is cut.
/// </summary>
public sealed class AdvisoryLock : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private NpgsqlTransaction? transaction;

    private AdvisoryLock(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>Waits for the lock, as long as it takes.</summary>
    /// <param name="database">Where the lock is.</param>
    /// <param name="key">Which lock it is.</param>
    /// <returns>What gives it back.</returns>
    public static async Task<AdvisoryLock> Take(NpgsqlDataSource database, long key, CancellationToken cancel)
    {
        var taken = new AdvisoryLock(await database.OpenConnectionAsync(cancel));
        try
        {
            taken.transaction = await taken.connection.BeginTransactionAsync(cancel);
            await using var command = new NpgsqlCommand(
                $"set local idle_in_transaction_session_timeout = 0; select pg_advisory_xact_lock({key})",
                taken.connection)
            {
                CommandTimeout = 0,
            };
            await command.ExecuteNonQueryAsync(cancel);
            return taken;
        }
        catch
        {
            await taken.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // First: where the server has ended the session, closing the connection alone would say so, in place of why.
        if (transaction is not null)
            await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
