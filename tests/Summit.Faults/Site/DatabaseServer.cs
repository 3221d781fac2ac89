using Npgsql;
using Summit.Postgres;

namespace Summit.Faults;

/// <summary>
/// The PostgreSQL under test: durable, on its own disk, killed and restarted on the same data.
/// </summary>
internal sealed class DatabaseServer(string folder) : IAsyncDisposable
{
    private readonly SemaphoreSlim starting = new(1);
    private PrivatePostgres? running;

    /// <summary>The connection string that bypasses the proxies.</summary>
    public NpgsqlConnectionStringBuilder Direct => new(running!.ConnectionString);

    private string Data => Path.Combine(folder, "data");

    /// <summary>Its current address.</summary>
    public (string Host, int Port) Place => (Direct.Host!, Direct.Port);

    /// <summary>Starts it unless it runs; after a crash it recovers first.</summary>
    public async Task Start()
    {
        await starting.WaitAsync();
        try
        {
            if (running is { Exited.IsCompleted: false })
                return;
            if (running is { } ended)
                await ended.DisposeAsync();
            running = await PrivatePostgres.StartAsync(new PrivatePostgresOptions { DataDirectory = folder }, _ => { });
            if (Signals.WorkingIn(Data).Count == 0)
                throw new InvalidOperationException("PostgreSQL runs in a container, where it cannot be killed.");
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Kills the postmaster and all its processes.</summary>
    public async Task Kill()
    {
        // A process may fork meanwhile: repeats until none is left.
        while (Signals.WorkingIn(Data) is { Count: > 0 } parts)
        {
            foreach (var part in parts)
                Signals.Kill(part);
        }
        await running!.Exited;
    }

    /// <summary>Terminates a share of the connections of the nodes.</summary>
    /// <returns>How many were ended.</returns>
    public async Task<long> TerminateBackends(double share) => (long)(await Scalar(
        """
        select count(pg_terminate_backend(pid)) from pg_stat_activity
         where application_name = 'summit' and random() <= $1
        """, share))!;

    /// <summary>Executes a scalar query on a connection of its own.</summary>
    public async Task<object?> Scalar(string sql, params object[] values)
    {
        await using var connection = await Connect();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Opens a direct connection.</summary>
    public async Task<NpgsqlConnection> Connect()
    {
        var direct = Direct;
        direct.Pooling = false;
        direct.ApplicationName = "faults";
        var connection = new NpgsqlConnection(direct.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
        starting.Dispose();
    }
}
