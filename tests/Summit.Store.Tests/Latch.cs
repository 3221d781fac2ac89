using Npgsql;

namespace Summit.Store.Tests;

/// <summary>
/// Holds back whatever asks for it in the database, until it is opened: a writer that has written and not committed.
/// </summary>
public sealed class Latch : IAsyncDisposable
{
    public const long Key = 4711;

    /// <summary>Waits in the transaction of a commit until the latch is open.</summary>
    public static readonly RawSqlOperation Wait = new("select pg_advisory_xact_lock($1)", Key);

    private readonly CancellationTokenSource open = new();
    private readonly NpgsqlConnection connection;
    private readonly Task busy;

    // A session that holds the append lock and is silent would be ended, however slow the machine is just now.
    private Latch(NpgsqlConnection connection)
    {
        this.connection = connection;
        busy = new NpgsqlCommand("select pg_sleep(3600)", connection) { CommandTimeout = 0 }
            .ExecuteNonQueryAsync(open.Token);
    }

    /// <summary>Closes a latch, or takes another advisory lock.</summary>
    public static async Task<Latch> Close(NpgsqlDataSource database, CancellationToken cancel, long key = Key)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand($"select pg_advisory_lock({key})", connection);
        await command.ExecuteNonQueryAsync(cancel);
        return new Latch(connection);
    }

    /// <summary>Lets everybody through.</summary>
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
