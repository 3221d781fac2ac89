namespace Summit.Faults;

/// <summary>
/// Proposes sessions in contested slots: the database gives each slot to one of them. Some have no slot: only the
/// idempotency key prevents a second proposal.
/// </summary>
internal static class Scheduling
{
    private const int WantedAtOnce = 6;

    /// <summary>Proposes one session.</summary>
    public static Task Once(WorkloadCongress congress, Client client, ClientHistory history, CancellationToken giveUp)
    {
        var n = history.Next();
        var room = congress.Rooms[client.Random.Next(congress.Rooms.Count)];
        var slot = client.Random.Next(3) == 0 ? null : WorkloadCongress.Slot(room, WantedSlot(n, client.Random), n);
        return client.Command(
            $"title Session {n}", $"{congress.Path}/sessions", congress.Proposal($"Session {n}", slot), giveUp);
    }

    /// <summary>One of the few slots that all clients want at the moment.</summary>
    public static int WantedSlot(int n, Random random) => n / WantedAtOnce + random.Next(WantedAtOnce);
}
