using Npgsql;

[assembly: AssemblyFixture(typeof(Summit.Store.Tests.PostgresServer))]

namespace Summit.Store.Tests;

/// <summary>The PostgreSQL of these tests, with the store's tables and those of the tests.</summary>
public sealed class PostgresServer : PostgresTemplate
{
    protected override async Task Migrate(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var node = new StoreFixture(database, connectionString, TimeProvider.System, []);
        await new Migrator(database, new(() => node.Marten())).Run(
            [typeof(PostgresServer).Assembly], TestContext.Current.CancellationToken);
    }
}
