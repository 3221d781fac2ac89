using Summit.Operations;

namespace Summit.Http.Tests.Operations;

/// <summary>A service on a database with the scenario; its replay was interrupted once and resumed.</summary>
public sealed class ScenarioServer(PostgresServer postgres) : SummitServer(postgres)
{
    protected override async Task Fill()
    {
        var whole = Scenario.Load("durban-2019");
        var half = new Scenario(whole.Name, [.. whole.Steps.Take(whole.Steps.Count / 2)]);
        await ScenarioRunner.Run(half, ConnectionString, CancellationToken.None);
        await ScenarioRunner.Run(whole, ConnectionString, CancellationToken.None);
    }
}

// The test classes of one collection share one service and its database, and run one after another.
[CollectionDefinition]
public sealed class DurbanScenario : ICollectionFixture<ScenarioServer>;
