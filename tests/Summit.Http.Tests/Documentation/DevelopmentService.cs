using System.Collections.Concurrent;
using System.Text.Json;

namespace Summit.Http.Tests.Documentation;

/// <summary>The service as a developer starts it, on a database that has the scenario.</summary>
public sealed class DevelopmentService(PostgresServer postgres) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> said = [];
    private ServiceProcess service = null!;

    /// <summary>The folder of its keys.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"summit-{Guid.NewGuid():N}");

    /// <summary>Its database.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Where it listens.</summary>
    public Uri Address => service.Address;

    /// <summary>What it has printed so far.</summary>
    public IReadOnlyList<string> Said => [.. said];

    /// <summary>The development keys by role.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; private set; } = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await postgres.ScenarioDatabase();
        service = await ServiceProcess.Start(ConnectionString, new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Logging__LogLevel__Default"] = "Information",
            ["Summit__DataDirectory"] = Folder,
        }, said.Enqueue);
        // Printed last, when the keys are there.
        await Eventually.Holds(() =>
            Assert.Contains(said, line => line.Contains("administrator", StringComparison.Ordinal)));
        Keys = JsonSerializer.Deserialize<Dictionary<string, string>>(
            await File.ReadAllBytesAsync(Path.Combine(Folder, "development-keys.json")))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (service is not null)
            await service.DisposeAsync();
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}

// One service for all that is shown of it.
[CollectionDefinition]
public sealed class Development : ICollectionFixture<DevelopmentService>;
