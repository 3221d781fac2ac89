namespace Summit.Faults;

/// <summary>All clients; each repeats one kind of work until it is stopped.</summary>
internal sealed class Clients
{
    private const int ThinksAtMost = 400;

    private readonly List<Task> all = [];
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource giveUp = new();

    /// <summary>Starts them.</summary>
    /// <param name="congress">The Congress they work on.</param>
    /// <param name="nodes">The nodes they call.</param>
    /// <param name="history">The history that they record.</param>
    /// <param name="seed">The seed of their decisions.</param>
    public Clients(WorkloadCongress congress, IReadOnlyList<Node> nodes, ClientHistory history, int seed)
    {
        var deliberating = new Deliberating();
        Add(4, client => Scheduling.Once(congress, client, history, giveUp.Token));
        Add(4, client => Rewriting.Once(congress, client, history, giveUp.Token));
        Add(3, client => deliberating.Draft(congress, client, history, giveUp.Token));
        Add(2, client => deliberating.ReferBack(client, giveUp.Token));

        void Add(int count, Func<Client, Task> act)
        {
            for (var n = 0; n < count; n++)
            {
                var client = new Client(nodes, history, new Random(HashCode(seed, all.Count)));
                all.Add(Task.Run(() => Again(client, act)));
            }
        }
    }

    /// <summary>Stops them and waits until each has finished its work.</summary>
    /// <returns>Whether all finished in time.</returns>
    public async Task<bool> Finish(TimeSpan within)
    {
        await stop.CancelAsync();
        var done = Task.WhenAll(all);
        var isInTime = await Task.WhenAny(done, Pause.For(within, CancellationToken.None)) == done;
        await giveUp.CancelAsync();
        await done;
        return isInTime;
    }

    private async Task Again(Client client, Func<Client, Task> act)
    {
        while (!stop.IsCancellationRequested)
        {
            await act(client);
            await Pause.For(TimeSpan.FromMilliseconds(1 + client.Random.Next(ThinksAtMost)), CancellationToken.None);
        }
    }

    // The runtime's hash codes differ from run to run.
    private static int HashCode(int seed, int client) => unchecked(seed * 397 + client);
}
