using System.ComponentModel;

namespace Summit.Postgres;

/// <summary>
/// A PostgreSQL server of the service's own, for development and tests. The first process on a data folder owns the
/// server: it starts it and stops it. Any other process on the same folder is a guest: it is handed the connection of
/// the running server and leaves it running.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private readonly DataFolder folder;
    private readonly Server? server;
    private readonly bool ephemeral;
    private int disposed;

    private PrivatePostgres(DataFolder folder, string connectionString, Server? server, bool ephemeral)
    {
        this.folder = folder;
        this.server = server;
        this.ephemeral = ephemeral;
        ConnectionString = connectionString;
        Exited = server?.Child.Exited ?? new TaskCompletionSource().Task;
    }

    /// <summary>Leads to the database <c>summit</c> as superuser, over 127.0.0.1. Holds the password.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Completes when the owned server has ended: with <see cref="DisposeAsync"/>, or earlier by its own fault, and
    /// then every connection is gone and nothing starts it again. Never completes for a guest.
    /// </summary>
    public Task Exited { get; }

    internal int? ServerProcessId => server?.Child.Id;

    /// <summary>
    /// Finds a PostgreSQL (installed, in a container, or installed now), makes its database on first use, starts it and
    /// returns when it answers; or joins the server which another process runs on the same folder.
    /// </summary>
    /// <param name="options">Where the data are kept, and whether they matter.</param>
    /// <param name="say">Is told, in sentences for the operator, what is being done and what takes long.</param>
    /// <exception cref="PostgresUnavailableException">None can be had; its message says what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(
        PrivatePostgresOptions options, Action<string> say, CancellationToken cancel = default)
    {
        DataFolder? folder = null;
        try
        {
            folder = DataFolder.Open(options);
            return await Start(folder, options, say, cancel);
        }
        catch (Exception e)
        {
            folder?.Release(delete: options.Ephemeral);
            if (e is IOException or UnauthorizedAccessException or Win32Exception or TimeoutException)
                throw new PostgresUnavailableException(
                    $"The private PostgreSQL in {folder?.Root ?? options.DataDirectory} cannot be started: {e.Message} "
                    + "Choose another data directory, or set ConnectionStrings:Summit.", e);
            throw;
        }
    }

    /// <summary>
    /// Stops the owned server: open transactions are rolled back, committed ones are kept. A server that has not
    /// stopped after 20 s is ended by force and recovers at its next start. A guest only lets go.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1) return;
        if (server is null) return;
        folder.Withdraw();
        await server.Stop();
        folder.Release(delete: ephemeral);
    }

    private static async Task<PrivatePostgres> Start(
        DataFolder folder, PrivatePostgresOptions options, Action<string> say, CancellationToken cancel)
    {
        var deadline = Deadline.In(options.Patience);
        var waiting = false;
        while (true)
        {
            if (folder.TryLock()) return await Own(folder, options, say, cancel);
            if (folder.Published() is { } connection && await Readiness.Answers(connection, cancel))
            {
                say($"Joined the private PostgreSQL in {folder.Root}, which another process runs.");
                return new PrivatePostgres(folder, connection, server: null, ephemeral: false);
            }
            if (deadline.Passed)
                throw new PostgresUnavailableException(
                    $"Another process holds the private PostgreSQL in {folder.Root}, but its server has not answered "
                    + $"within {options.Patience.TotalSeconds:0} s. Stop that process, or set "
                    + "ConnectionStrings:Summit.");
            if (!waiting) say($"Waiting for the process that owns the private PostgreSQL in {folder.Root}.");
            waiting = true;
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancel);
        }
    }

    private static async Task<PrivatePostgres> Own(
        DataFolder folder, PrivatePostgresOptions options, Action<string> say, CancellationToken cancel)
    {
        // What a killed owner published leads to a server that is gone, or to a stranger on the same port.
        folder.Withdraw();
        var server = await ServerLocator.Start(folder, options, say, cancel);
        try
        {
            var connection = Readiness.ConnectionString(server.Port, folder.Password());
            folder.Publish(connection);
            say($"Private {server.Description} on 127.0.0.1:{server.Port}, data in {folder.Root}.");
            return new PrivatePostgres(folder, connection, server, options.Ephemeral);
        }
        catch
        {
            await server.Stop();
            throw;
        }
    }
}
