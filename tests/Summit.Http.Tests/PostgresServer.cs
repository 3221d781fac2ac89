using Npgsql;
using Summit.Postgres;

[assembly: AssemblyFixture(typeof(Summit.Http.Tests.PostgresServer))]

namespace Summit.Http.Tests;

/// <summary>One PostgreSQL for all tests of the assembly, with a migrated database to copy from.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Template = "template_summit";

    private PrivatePostgres server = null!;
    private int copies;

    public async ValueTask InitializeAsync()
    {
        server = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions { Durable = false, Ephemeral = true }, _ => { });
        await Execute($"create database {Template}");
        await using var app = Service.Build([], To(Template));
        await app.Migrate(CancellationToken.None);
    }

    /// <summary>A database of its own, empty and migrated.</summary>
    public async Task<string> NewDatabase()
    {
        var name = $"summit_{Interlocked.Increment(ref copies)}";
        await Execute($"create database {name} template {Template}");
        return To(name);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    // Not pooled: an open connection to the template would keep it from being copied.
    private string To(string database) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString)
        {
            Database = database,
            Pooling = database != Template,
            MaxPoolSize = 30,
        }.ConnectionString;

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
