using Npgsql;

namespace Summit.Store.Tests;

/// <summary>
/// An advisory lock that stops other sessions until it is disposed, such as a writer that has not committed yet.
/// </summary>
public sealed class Latch : IAsyncDisposable
{
    public const long Key = 4711;

    /// <summary>Makes a commit wait within its transaction until the latch is open.</summary>
    public static readonly RawSqlOperation Wait = new("select pg_advisory_xact_lock($1)", Key);

    private readonly CancellationTokenSource open = new();
    private readonly NpgsqlConnection connection;
    private readonly Task busy;

    // The watchdog would end a session that holds the append lock in silence.
    private Latch(NpgsqlConnection connection)
    {
        this.connection = connection;
        busy = new NpgsqlCommand("select pg_sleep(3600)", connection) { CommandTimeout = 0 }
            .ExecuteNonQueryAsync(open.Token);
    }

    /// <summary>Takes the advisory lock, or another one.</summary>
    public static async Task<Latch> Close(NpgsqlDataSource database, CancellationToken cancel, long key = Key)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({key})", connection);
        await command.ExecuteNonQueryAsync(cancel);
        return new Latch(connection);
    }

    /// <summary>Releases the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        await open.CancelAsync();
        await busy.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        open.Dispose();
        await using var command = new NpgsqlCommand("select pg_advisory_unlock_all()", connection);
        await command.ExecuteNonQueryAsync();
        await connection.DisposeAsync();
    }
}
