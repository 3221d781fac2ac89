using System.Diagnostics;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Shares the subscriptions among the nodes of one database: a node holds each by a short lease that it renews, and no
/// node holds more than its even share. A node that dies or is frozen loses its leases when they expire. Two nodes that
/// both believe they hold one do no harm: one of them finds the checkpoint moved.
/// </summary>
internal sealed class Leases(NpgsqlDataSource database, IEnumerable<string> subscriptions)
{
    private readonly string[] wanted = [.. subscriptions];
    private long until;

    /// <summary>The name of this node in the leases it holds.</summary>
    public string Node { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}"[..^24];

    /// <summary>How long a lease lasts; the holder renews it three times in that time.</summary>
    public TimeSpan Lasts { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Whether the leases have expired, by this machine's clock, which goes on while the process is frozen.
    /// </summary>
    public bool AreOver => Stopwatch.GetTimestamp() > Volatile.Read(ref until);

    /// <summary>Renews what is held, gives back what goes beyond this node's share, and takes what is free.</summary>
    /// <returns>What this node holds now.</returns>
    public async Task<IReadOnlyList<string>> Renew(CancellationToken cancel)
    {
        // Before the question: the lease of the answer began after it, on whichever clock.
        var asked = Stopwatch.GetTimestamp();
        await using var command = database.CreateCommand("select events.hold_readers($1, $2, $3)")
            .With(Node, wanted, Lasts);
        var mine = (string[])(await command.ExecuteScalarAsync(cancel))!;
        Volatile.Write(ref until, asked + (long)(Lasts.TotalSeconds * Stopwatch.Frequency));
        return mine;
    }

    /// <summary>Gives everything back, so that others need not wait.</summary>
    public async Task Leave(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection);
        sql.Add("update events.readers set holder = null, held_until = null where holder = $1", Node);
        sql.Add("delete from events.nodes where node = $1", Node);
        await sql.Execute(cancel);
    }
}
