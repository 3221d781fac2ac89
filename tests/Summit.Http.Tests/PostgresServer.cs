[assembly: AssemblyFixture(typeof(Summit.Http.Tests.PostgresServer))]

namespace Summit.Http.Tests;

/// <summary>The PostgreSQL of these tests, with the service's tables.</summary>
public sealed class PostgresServer : PostgresTemplate
{
    protected override async Task Migrate(string connectionString)
    {
        await using var app = Service.Build([], connectionString);
        await app.Migrate(CancellationToken.None);
    }
}
