using Npgsql;

namespace Summit.Faults;

/// <summary>
/// A reader that polls for events after the last position it saw, like an external subscriber. It relies on nothing
/// ever appearing before that position, and remembers all it saw.
/// </summary>
internal sealed class Tail : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly DatabaseServer database;
    private readonly List<(long Position, Guid Id)> seen = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task following;

    public Tail(DatabaseServer database)
    {
        this.database = database;
        following = Task.Run(Follow);
    }

    /// <summary>What it saw, in order.</summary>
    public async Task<IReadOnlyList<(long Position, Guid Id)>> Seen()
    {
        await stop.CancelAsync();
        await following;
        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        await Seen();
        stop.Dispose();
    }

    private async Task Follow()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.Connect();
                while (!stop.IsCancellationRequested)
                {
                    await Look(connection);
                    await Pause.For(BetweenLooks, stop.Token);
                }
            }
            catch (Exception gone) when (gone is NpgsqlException or OperationCanceledException)
            {
                // PostgreSQL was killed, or the run is over.
            }
        }
    }

    private async Task Look(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "select seq_id, id from events.mt_events where seq_id > $1 order by seq_id", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = seen.Count == 0 ? 0L : seen[^1].Position });
        await using var reader = await command.ExecuteReaderAsync(stop.Token);
        while (await reader.ReadAsync(stop.Token))
            seen.Add((reader.GetInt64(0), reader.GetGuid(1)));
    }
}
