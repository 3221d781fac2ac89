namespace Summit.Faults;

/// <summary>
/// Proposes sessions in slots that others want too: the database lets one of them have each. Some are left without a
/// slot: nothing but its key keeps such a proposal from being made twice.
/// </summary>
internal static class Scheduling
{
    private const int WantedAtOnce = 6;

    /// <summary>Proposes one.</summary>
    public static Task Once(Stage stage, Client client, Ledger ledger, CancellationToken giveUp)
    {
        var n = ledger.Next();
        var room = stage.Rooms[client.Random.Next(stage.Rooms.Count)];
        var slot = client.Random.Next(3) == 0 ? null : Stage.Slot(room, WantedSlot(n, client.Random), n);
        return client.Command(
            $"title Session {n}", $"{stage.Congress}/sessions", stage.Proposal($"Session {n}", slot), giveUp);
    }

    /// <summary>One of the few slots that everybody wants at the moment.</summary>
    public static int WantedSlot(int n, Random random) => n / WantedAtOnce + random.Next(WantedAtOnce);
}
