using Npgsql;
using Summit.Postgres;

namespace Summit.Bench;

/// <summary>What is measured on: a durable PostgreSQL of its own, with a database for each part.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly PrivatePostgres postgres;
    private readonly string folder;

    private Bench(PrivatePostgres postgres, string folder, TimeSpan each) =>
        (this.postgres, this.folder, Each) = (postgres, folder, each);

    /// <summary>How long a figure is measured.</summary>
    public TimeSpan Each { get; }

    /// <summary>The database <c>summit</c>.</summary>
    public string ConnectionString => postgres.ConnectionString;

    /// <summary>Seconds that all of PostgreSQL has spent on a core so far.</summary>
    public double SpentByPostgres => Cpu.Spent(postgres.ServerProcessId ?? 0);

    /// <summary>Runs something against a service.</summary>
    /// <returns>Its figure, and what service and database spent on a core for each answer, in microseconds.</returns>
    public async Task<(Figure Figure, string Cost)> Measure(ServiceProcess service, Func<Task<Figure>> run)
    {
        var (own, server) = (Cpu.Spent(service.Id), SpentByPostgres);
        var figure = await run();
        return (figure, $"{Cost(Cpu.Spent(service.Id) - own)} + {Cost(SpentByPostgres - server)}");

        string Cost(double seconds) => Table.Number(seconds * 1e6 / figure.Count);
    }

    /// <summary>Makes the server.</summary>
    public static async Task<Bench> Start(TimeSpan each)
    {
        var folder = Directory.CreateTempSubdirectory("summit-bench-").FullName;
        var postgres = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions { DataDirectory = Path.Combine(folder, "postgres") }, Console.WriteLine);
        return new Bench(postgres, folder, each);
    }

    /// <summary>Prints what the figures stand on.</summary>
    public async Task Machine() => Console.WriteLine(
        $"""

        {Environment.ProcessorCount} cores, for load, service and PostgreSQL; {Each.TotalSeconds:0.#} s a figure
        fsync of one 8 kB page: {Fsync.Median(folder):0} us (median of {Fsync.Times})
        {await Peers.PostgresVersion(postgres.ConnectionString)}
        """);

    /// <summary>An empty database of its own.</summary>
    public async Task<string> NewDatabase(string name)
    {
        await Peers.Scalar(ConnectionString, $"create database {name}");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Measures a service with each number of callers, once it is warm.</summary>
    /// <returns>The figures, and what service and database spend on a core for each answer, in microseconds.</returns>
    public async Task<(List<Figure> Figures, List<string> Costs)> Measure(ServiceProcess service, Func<Line, Task> act)
    {
        await using var lines = await Lines.Open(Callers.Counts.Max(), service.Address, ServiceProcess.Key);
        await Callers.Warm(caller => act(lines[caller]));
        var (figures, costs) = (new List<Figure>(), new List<string>());
        foreach (var callers in Callers.Counts)
        {
            var (figure, cost) = await Measure(service, () => Callers.Run(callers, Each, caller => act(lines[caller])));
            figures.Add(figure);
            costs.Add(cost);
        }
        return (figures, costs);
    }

    public async ValueTask DisposeAsync()
    {
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
