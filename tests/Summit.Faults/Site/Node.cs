using Npgsql;

namespace Summit.Faults;

/// <summary>A node does not start although no fault is active.</summary>
internal sealed class NodeDownException(string node) : Exception($"Node {node} does not start.");

/// <summary>One node of the service: its process, its proxy to PostgreSQL, its clock.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DatabaseServer database;
    private readonly IReadOnlyDictionary<string, string> configuration;
    private readonly StreamWriter log;
    private readonly Lock writing = new();
    private volatile ServiceProcess? service;
    private volatile bool isMeantToEnd;

    /// <param name="name">Its name.</param>
    /// <param name="folder">The folder of its log.</param>
    /// <param name="database">Its database.</param>
    /// <param name="configuration">Its configuration, as environment variables.</param>
    public Node(
        string name, string folder, DatabaseServer database, IReadOnlyDictionary<string, string> configuration)
    {
        (Name, this.database, this.configuration) = (name, database, configuration);
        Proxy = new NodeProxy(() => database.Place);
        log = new StreamWriter(Path.Combine(folder, $"node-{name}.log")) { AutoFlush = true };
    }

    public string Name { get; }

    public NodeProxy Proxy { get; }

    /// <summary>Its clock; null for the machine's clock, which never jumps.</summary>
    public Clock? Clock { get; init; }

    /// <summary>The URL it listens on, or listened on last.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Its search path, unless PostgreSQL's default.</summary>
    public string? SearchPath { get; init; }

    /// <summary>Its exit codes when it ended by itself.</summary>
    public List<int> Failures { get; } = [];

    /// <summary>The database as this node reaches it.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(database.Direct.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = Proxy.Port,
        // Timeouts in seconds.
        Timeout = 5,
        CommandTimeout = 8,
        SearchPath = SearchPath,
    }.ConnectionString;

    /// <summary>Starts it and waits until it is ready; restarts it if it ends, as a supervisor does.</summary>
    public async Task Start()
    {
        var environment = configuration.Concat(Clock?.Environment ?? []).ToDictionary();
        isMeantToEnd = false;
        var isUp = await Pause.Eventually(async () =>
        {
            try
            {
                service = await ServiceProcess.Start(ConnectionString, environment, Say);
                return true;
            }
            catch (InvalidOperationException notYet)
            {
                Say(notYet.Message);
                return false;
            }
        }, Patience, CancellationToken.None);
        if (!isUp)
            throw new NodeDownException(Name);
        Address = service!.Address;
        _ = Watch(service);
    }

    /// <summary>Sends SIGKILL.</summary>
    public async Task Kill()
    {
        isMeantToEnd = true;
        var process = service!.Id;
        Signals.Kill(process);
        await service.Exited;
        await service.DisposeAsync();
        Clock.Forget(process);
    }

    /// <summary>Kills it synchronously, at the exit of the process.</summary>
    public void Abandon()
    {
        isMeantToEnd = true;
        if (service is { Exited.IsCompleted: false } running)
            Signals.Kill(running.Id);
    }

    /// <summary>Sends SIGSTOP.</summary>
    public void Freeze() => Signals.Stop(service!.Id);

    /// <summary>Sends SIGCONT.</summary>
    public void Thaw() => Signals.Continue(service!.Id);

    public async ValueTask DisposeAsync()
    {
        isMeantToEnd = true;
        if (service is not null)
        {
            if (!service.Exited.IsCompleted)
                await Kill();
            await service.DisposeAsync();
        }
        await Proxy.DisposeAsync();
        lock (writing)
            log.Dispose();
    }

    // The service must survive faults of its database: an exit by itself is a finding, and the node is restarted.
    private async Task Watch(ServiceProcess watched)
    {
        var exitCode = await watched.Exited;
        if (isMeantToEnd)
            return;
        Failures.Add(exitCode);
        Say($"It ended by itself with exit code {exitCode}.");
        await watched.DisposeAsync();
        await Start();
    }

    private void Say(string line)
    {
        lock (writing)
        {
            if (log.BaseStream is { CanWrite: true })
                log.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {line}");
        }
    }
}
