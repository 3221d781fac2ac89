using Summit.Operations;

[assembly: AssemblyFixture(typeof(Summit.Http.Tests.PostgresServer))]

namespace Summit.Http.Tests;

/// <summary>The PostgreSQL of these tests, with the service's tables.</summary>
public sealed class PostgresServer : PostgresTemplate
{
    private readonly Lazy<Task<string>> scenario;

    public PostgresServer() => scenario = new(() => NewTemplate(Replay));

    /// <summary>Creates a database with the scenario; its replay was interrupted once and resumed.</summary>
    public async Task<string> ScenarioDatabase() => await Copy(await scenario.Value);

    protected override async Task Migrate(string connectionString)
    {
        await using var app = Service.Build([], connectionString);
        await app.Migrate(CancellationToken.None);
    }

    private static async Task Replay(string connectionString)
    {
        var whole = Scenario.Load("durban-2019");
        var half = new Scenario(whole.Name, [.. whole.Steps.Take(whole.Steps.Count / 2)]);
        await ScenarioRunner.Run(half, connectionString, CancellationToken.None);
        await ScenarioRunner.Run(whole, connectionString, CancellationToken.None);
    }
}
