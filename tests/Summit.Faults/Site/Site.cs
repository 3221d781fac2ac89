namespace Summit.Faults;

/// <summary>
/// The system under test: a PostgreSQL on a disk of its own, nodes of the service on one database, each behind a proxy
/// of its own, and a receiver of their forwards.
/// </summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>The names of the nodes.</summary>
    public static IReadOnlyList<string> Names { get; } = ["a", "b"];

    private Site(string folder, Disk disk, DatabaseServer database, Receiver receiver) =>
        (Folder, Disk, Database, Receiver) = (folder, disk, database, receiver);

    /// <summary>The folder of the nodes' logs.</summary>
    public string Folder { get; }

    public Disk Disk { get; }

    public DatabaseServer Database { get; }

    public Receiver Receiver { get; }

    public IReadOnlyList<Node> Nodes { get; private set; } = [];

    /// <summary>Whether the logs are kept.</summary>
    public bool KeepsLogs { get; set; } = true;

    /// <summary>Starts everything: migrates the database, then switches the safeguard off.</summary>
    /// <param name="without">The safeguard that is switched off; null for none.</param>
    /// <param name="answers">How the receiver answers.</param>
    /// <param name="isTimeSure">Whether no clock jumps.</param>
    /// <param name="say">Receives what is not possible on this machine.</param>
    public static async Task<Site> Start(
        Safeguard? without, Random answers, bool isTimeSure, Action<string> say)
    {
        var folder = Directory.CreateTempSubdirectory("summit-faults-").FullName;
        var disk = await Disk.Make(Path.Combine(folder, "disk"), say);
        var site = new Site(folder, disk,
            new DatabaseServer(Path.Combine(disk.Folder, "postgres")), await Receiver.Start(answers));
        try
        {
            if (!isTimeSure && !Clock.CanJump)
                say("Clocks never jump: libfaketime is not installed.");
            await site.Database.Start();
            var configuration = new Dictionary<string, string>
            {
                ["Summit__Forwarding__Endpoint"] = site.Receiver.Address.ToString(),
                ["Summit__Forwarding__Secret"] = Receiver.Secret,
                ["Summit__Forwarding__AllowPrivate"] = "true",
                ["Summit__Forwarding__Timeout"] = "00:00:02",
            };
            AppDomain.CurrentDomain.ProcessExit += (_, _) => site.Abandon();
            site.Nodes = [.. Names.Select(name => new Node(name, folder, site.Database, configuration)
            {
                SearchPath = without is null ? null : Sabotage.SearchPath,
                Clock = isTimeSure || !Clock.CanJump || name != Names[^1]
                    ? null
                    : new Clock(Path.Combine(folder, $"clock-{name}")),
            })];
            await Operator.Run("migrate", site.Database.Direct.ConnectionString);
            await using (var connection = await site.Database.Connect())
            {
                await Trail.Lay(connection);
                await Sabotage.Do(without, connection);
            }
            await Task.WhenAll(site.Nodes.Select(node => node.Start()));
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends all faults.</summary>
    public async Task Heal()
    {
        Disk.Free();
        await Database.Start();
        foreach (var node in Nodes)
        {
            node.Thaw();
            node.Proxy.Heal();
            node.Clock?.JumpTo(TimeSpan.Zero);
        }
    }

    // An interrupted run leaves nothing running and nothing mounted; PostgreSQL ends with its parent.
    private void Abandon()
    {
        foreach (var node in Nodes)
            node.Abandon();
        Disk.Abandon();
    }

    /// <summary>Stops everything.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        await Receiver.DisposeAsync();
        await Database.DisposeAsync();
        await Disk.DisposeAsync();
        if (!KeepsLogs)
            Directory.Delete(Folder, recursive: true);
    }
}
