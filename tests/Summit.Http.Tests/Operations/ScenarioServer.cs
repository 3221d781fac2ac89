namespace Summit.Http.Tests.Operations;

/// <summary>A service on a database with the scenario; its replay was interrupted once and resumed.</summary>
public sealed class ScenarioServer(PostgresServer postgres) : SummitServer(postgres)
{
    protected override Task<string> Database(PostgresServer postgres) => postgres.ScenarioDatabase();
}

// The test classes of one collection share one service and its database, and run one after another.
[CollectionDefinition]
public sealed class DurbanScenario : ICollectionFixture<ScenarioServer>;
