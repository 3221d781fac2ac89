using Npgsql;
using Summit.Postgres;

[assembly: AssemblyFixture(typeof(Summit.EventStore.Tests.PostgresServer))]

namespace Summit.EventStore.Tests;

/// <summary>One PostgreSQL for all tests of the assembly, with a migrated database to copy from.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Template = "template_events";

    private PrivatePostgres server = null!;
    private int copies;

    public async ValueTask InitializeAsync()
    {
        server = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions { Durable = false, Ephemeral = true }, _ => { });
        await Execute($"create database {Template}");
        await using var database = NpgsqlDataSource.Create(To(Template, pooling: false));
        await new Migrator(database).Run(
            [typeof(Migrator).Assembly, typeof(PostgresServer).Assembly], TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>A database of its own, migrated and without events.</summary>
    public Task<string> NewDatabase() => NewDatabase(Template);

    /// <summary>A database without any table.</summary>
    public Task<string> BareDatabase() => NewDatabase("template1");

    /// <summary>Drops a database that nobody will look at again.</summary>
    public Task Drop(string connectionString) =>
        Execute($"drop database {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    private async Task<string> NewDatabase(string template)
    {
        var name = $"events_{Interlocked.Increment(ref copies)}";
        await Execute($"create database {name} template {template}");
        return To(name, pooling: true);
    }

    // Tuned as the service tunes it: a pooled connection is handed on as it was left, with what it has prepared.
    private string To(string database, bool pooling) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Database = database,
            Pooling = pooling,
            MaxPoolSize = 20,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        }.ConnectionString;

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
