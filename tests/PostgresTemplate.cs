using Npgsql;
using Summit.EventStore;

namespace Summit;

/// <summary>One PostgreSQL for all tests of an assembly, with a migrated database to copy from.</summary>
public abstract class PostgresTemplate : IAsyncLifetime
{
    // On a server that was given, another assembly or another run may be at work.
    private readonly string prefix = $"summit_{Guid.NewGuid().ToString("N")[..12]}";

    private TestPostgres server = null!;
    private int copies;

    private string Template => $"{prefix}_template";

    /// <summary>Brings the template up to date.</summary>
    protected abstract Task Migrate(string connectionString);

    /// <summary>Finds the server.</summary>
    private protected virtual Task<TestPostgres> Find() => TestPostgres.Start();

    public async ValueTask InitializeAsync()
    {
        server = await Find();
        await Create(Template, server.Empty);
        // Not pooled: an open connection to the template would keep it from being copied.
        await Migrate(To(Template, pooling: false));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (server.Own is { } own)
        {
            await own.DisposeAsync();
            return;
        }
        foreach (var database in await Databases())
            await Drop(To(database, pooling: false));
    }

    /// <summary>A database of its own, migrated and without events.</summary>
    public Task<string> NewDatabase() => NewDatabase(Template);

    /// <summary>A database without any table.</summary>
    public Task<string> BareDatabase() => NewDatabase(server.Empty);

    /// <summary>Drops a database that nobody will look at again.</summary>
    public Task Drop(string connectionString) =>
        Execute($"drop database {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    private async Task<string> NewDatabase(string template)
    {
        var name = $"{prefix}_{Interlocked.Increment(ref copies)}";
        await Create(name, template);
        return To(name, pooling: true);
    }

    private Task Create(string name, string template) => Execute($"create database {name} template {template}");

    // Tuned as the service tunes it: a pooled connection is handed on as it was left, with what it has prepared.
    private string To(string database, bool pooling) =>
        Connections.Tuned(new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Database = database,
            Pooling = pooling,
            MaxPoolSize = 30,
        }.ConnectionString);

    private async Task<IReadOnlyList<string>> Databases()
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select array_agg(datname::text) from pg_database where starts_with(datname, $1)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = prefix });
        return await command.ExecuteScalarAsync() as string[] ?? [];
    }

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
