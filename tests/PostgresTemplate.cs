using Npgsql;
using Summit.Store;
using Summit.Postgres;

namespace Summit;

/// <summary>One PostgreSQL for all tests of an assembly, with a migrated database to copy from.</summary>
public abstract class PostgresTemplate : IAsyncLifetime
{
    private const string Template = "template_summit";

    private PrivatePostgres server = null!;
    private int copies;

    /// <summary>Brings the template up to date.</summary>
    protected abstract Task Migrate(string connectionString);

    public async ValueTask InitializeAsync()
    {
        server = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions { Durable = false, Ephemeral = true }, _ => { });
        await Execute($"create database {Template}");
        // Not pooled: an open connection to the template would keep it from being copied.
        await Migrate(To(Template, pooling: false));
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return server.DisposeAsync();
    }

    /// <summary>A database of its own, migrated and without events.</summary>
    public Task<string> NewDatabase() => NewDatabase(Template);

    /// <summary>A database without any table.</summary>
    public Task<string> BareDatabase() => NewDatabase("template1");

    /// <summary>Drops a database that nobody will look at again.</summary>
    public Task Drop(string connectionString) =>
        Execute($"drop database {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    private async Task<string> NewDatabase(string template)
    {
        var name = $"summit_{Interlocked.Increment(ref copies)}";
        await Execute($"create database {name} template {template}");
        return To(name, pooling: true);
    }

    // Tuned as the service tunes it: a pooled connection is handed on as it was left, with what it has prepared.
    private string To(string database, bool pooling) =>
        ConnectionTuning.Tuned(new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Database = database,
            Pooling = pooling,
            MaxPoolSize = 30,
        }.ConnectionString);

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
