using Npgsql;

namespace Summit.Postgres;

/// <summary>A server is ready when a connection reaches the database, which is made if it is missing.</summary>
internal static class Readiness
{
    public const string Superuser = "postgres";
    public const string Database = "summit";

    public static string ConnectionString(int port, string password) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = Database,
        Username = Superuser,
        Password = password,
        // Neither is offered over the loopback; asking costs time, and for GSS a library that may be missing.
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>True when it answers, false when the process has ended instead.</summary>
    public static async Task<bool> Wait(
        string connectionString, ChildProcess child, DataFolder folder, TimeSpan patience, CancellationToken cancel)
    {
        var deadline = Deadline.In(patience);
        // A stranger on the same port may accept a connection and say nothing; our server gives up meanwhile.
        using var alive = CancellationTokenSource.CreateLinkedTokenSource(cancel, child.Ended);
        while (!child.Ended.IsCancellationRequested)
        {
            try
            {
                // Left behind when the server has ended: Npgsql itself would wait for the stranger's answer.
                await Reach(connectionString, alive.Token).WaitAsync(alive.Token);
                return true;
            }
            catch (OperationCanceledException)
            {
                cancel.ThrowIfCancellationRequested();
                return false;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                if (await child.EndsWithin(TimeSpan.FromSeconds(2))) return false;
                throw new PostgresUnavailableException(
                    $"The private PostgreSQL in {folder.Root} does not know the password kept there. Put back the "
                    + "password or the data that belong together, or delete the folder to begin with an empty "
                    + "database.", e);
            }
            catch (Exception e)
            {
                // Not there yet, or a stranger who speaks another language.
                if (deadline.Passed)
                    throw new PostgresUnavailableException(
                        $"The private PostgreSQL in {folder.Root} has not answered within {patience.TotalSeconds:0} s. "
                        + new ServerLog(folder.LogFile).Tail(), e);
            }
            await Task.WhenAny(child.Exited, Task.Delay(TimeSpan.FromMilliseconds(15), cancel));
        }
        return false;
    }

    public static async Task<bool> Answers(string connectionString, CancellationToken cancel)
    {
        try
        {
            await using var connection = await Open(connectionString, cancel);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task Reach(string connectionString, CancellationToken cancel)
    {
        try
        {
            await using var connection = await Open(connectionString, cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            var elsewhere = new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres" };
            await using var connection = await Open(elsewhere.ConnectionString, cancel);
            await using var command = new NpgsqlCommand($"create database {Database}", connection);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static async Task<NpgsqlConnection> Open(string connectionString, CancellationToken cancel)
    {
        var once = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5 };
        var connection = new NpgsqlConnection(once.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
