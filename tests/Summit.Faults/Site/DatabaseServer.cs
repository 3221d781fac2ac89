using Npgsql;
using Summit.Postgres;

namespace Summit.Faults;

/// <summary>
/// PostgreSQL as the harness has it: durable, on its own disk, killed and started again on the same data.
/// </summary>
internal sealed class DatabaseServer(string folder) : IAsyncDisposable
{
    private readonly SemaphoreSlim starting = new(1);
    private PrivatePostgres? running;

    /// <summary>Leads straight to it, past every line.</summary>
    public NpgsqlConnectionStringBuilder Direct => new(running!.ConnectionString);

    private string Data => Path.Combine(folder, "data");

    /// <summary>Where it is now.</summary>
    public (string Host, int Port) Place => (Direct.Host!, Direct.Port);

    /// <summary>Starts it unless it runs; on data that a crash left, it recovers first.</summary>
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

    /// <summary>Ends all of it at once: the postmaster and every process of it.</summary>
    public async Task Kill()
    {
        // One that forks meanwhile leaves a child behind: looked for until there is none.
        while (Signals.WorkingIn(Data) is { Count: > 0 } parts)
        {
            foreach (var part in parts)
                Signals.Kill(part);
        }
        await running!.Exited;
    }

    /// <summary>Ends the connections of the nodes, some of them or all.</summary>
    /// <returns>How many were ended.</returns>
    public async Task<long> TerminateBackends(double share) => (long)(await Scalar(
        """
        select count(pg_terminate_backend(pid)) from pg_stat_activity
         where application_name = 'summit' and random() <= $1
        """, share))!;

    /// <summary>Asks one thing of the database, on a connection of its own.</summary>
    public async Task<object?> Scalar(string sql, params object[] values)
    {
        await using var connection = await Connect();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A connection of its own, straight to it.</summary>
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
