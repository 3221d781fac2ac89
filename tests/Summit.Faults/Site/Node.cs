using Npgsql;

namespace Summit.Faults;

/// <summary>A node does not come up again, though nothing is stopped, cut or full.</summary>
internal sealed class NodeDownException(string node) : Exception($"Node {node} does not start.");

/// <summary>One node of the service: its process, its line to PostgreSQL, its clock.</summary>
internal sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DatabaseServer database;
    private readonly IReadOnlyDictionary<string, string> configuration;
    private readonly StreamWriter log;
    private readonly Lock writing = new();
    private volatile ServiceProcess? service;
    private volatile bool isMeantToEnd;

    /// <param name="name">What it is called.</param>
    /// <param name="folder">Where its log is.</param>
    /// <param name="database">The database it works on.</param>
    /// <param name="configuration">Its configuration, as environment variables.</param>
    public Node(
        string name, string folder, DatabaseServer database, IReadOnlyDictionary<string, string> configuration)
    {
        (Name, this.database, this.configuration) = (name, database, configuration);
        Line = new NodeLine(() => database.Place);
        log = new StreamWriter(Path.Combine(folder, $"node-{name}.log")) { AutoFlush = true };
    }

    public string Name { get; }

    public NodeLine Line { get; }

    /// <summary>The clock it sees; null for the machine's own, which never jumps.</summary>
    public Clock? Clock { get; init; }

    /// <summary>Where it listens, or did last.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The path in which names are looked for, where it is not PostgreSQL's own.</summary>
    public string? SearchPath { get; init; }

    /// <summary>Exit codes with which it ended though nobody had ended it.</summary>
    public List<int> Failures { get; } = [];

    /// <summary>The database as this node reaches it.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(database.Direct.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = Line.Port,
        // What does not answer for so long does not count on the client's side any more.
        Timeout = 5,
        CommandTimeout = 8,
        SearchPath = SearchPath,
    }.ConnectionString;

    /// <summary>Starts it and waits until it is ready, as whoever supervises it would: again where it ends.</summary>
    public async Task Start()
    {
        var environment = configuration.Concat(Clock?.Environment ?? []).ToDictionary();
        isMeantToEnd = false;
        var isUp = await Pause.Until(async () =>
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

    /// <summary>Ends it without letting it say a word.</summary>
    public async Task Kill()
    {
        isMeantToEnd = true;
        var process = service!.Id;
        Signals.Kill(process);
        await service.Exited;
        await service.DisposeAsync();
        Clock.Forget(process);
    }

    /// <summary>Ends it where nothing can be waited for.</summary>
    public void Abandon()
    {
        isMeantToEnd = true;
        if (service is { Exited.IsCompleted: false } running)
            Signals.Kill(running.Id);
    }

    /// <summary>Stops it where it is.</summary>
    public void Freeze() => Signals.Stop(service!.Id);

    /// <summary>Lets it go on, as if no time had passed.</summary>
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
        await Line.DisposeAsync();
        lock (writing)
            log.Dispose();
    }

    // A service outlives what happens to its database: one that ends by itself is a finding, and is started again.
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
