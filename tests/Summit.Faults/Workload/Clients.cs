namespace Summit.Faults;

/// <summary>All clients, each doing one kind of thing again and again until told to stop.</summary>
internal sealed class Clients
{
    private const int ThinksAtMost = 400;

    private readonly List<Task> all = [];
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource giveUp = new();

    /// <summary>Lets them begin.</summary>
    /// <param name="stage">What they work on.</param>
    /// <param name="nodes">Whom they ask.</param>
    /// <param name="ledger">Where they note what they do.</param>
    /// <param name="seed">What they decide by.</param>
    public Clients(Stage stage, IReadOnlyList<Node> nodes, Ledger ledger, int seed)
    {
        var deliberating = new Deliberating();
        Add(4, client => Scheduling.Once(stage, client, ledger, giveUp.Token));
        Add(4, client => Rewriting.Once(stage, client, ledger, giveUp.Token));
        Add(3, client => deliberating.Draft(stage, client, ledger, giveUp.Token));
        Add(2, client => deliberating.ReferBack(client, giveUp.Token));

        void Add(int count, Func<Client, Task> act)
        {
            for (var n = 0; n < count; n++)
            {
                var client = new Client(nodes, ledger, new Random(HashCode(seed, all.Count)));
                all.Add(Task.Run(() => Again(client, act)));
            }
        }
    }

    /// <summary>Lets each finish what it is at, which needs answers, and waits for that.</summary>
    /// <returns>Whether they all had their answers in time.</returns>
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

    // Not the runtime's own, which differs from run to run.
    private static int HashCode(int seed, int client) => unchecked(seed * 397 + client);
}
