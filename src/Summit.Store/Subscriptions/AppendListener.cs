using Microsoft.Extensions.Logging;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Hears what any process appends, on a connection of its own, and wakes the readers of this one. It only hastens what
/// looking again finds anyhow: whatever happens to its connection, it connects again, and nothing is lost meanwhile.
/// </summary>
public sealed partial class AppendListener(string connectionString, IEventStore store, ILogger<AppendListener> log)
{
    private const int KeepAliveSeconds = 10;

    // Many batches are committed in this while; readers are woken once for all of them.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    // Not of a pool: it is held for ever, and the next to use it would go on hearing. Kept alive, because a line that
    // was cut without a word is noticed only by speaking.
    private readonly string own = new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false, KeepAlive = KeepAliveSeconds, ApplicationName = "summit-listener",
    }.ConnectionString;

    private volatile bool listening;

    /// <summary>Whether it hears what is appended at this moment, as far as it knows.</summary>
    public bool Listening => listening;

    /// <summary>Runs until cancelled; no failure ends it.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var failures = 0;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await Listen(() => failures = 0, cancel);
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogLost(log, failure);
                await Backoff.Before(++failures, PauseMax, cancel);
            }
            finally
            {
                listening = false;
            }
        }
    }

    private async Task Listen(Action connected, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(own);
        var heard = new List<string>();
        connection.Notification += (_, notice) => heard.Add(notice.Payload);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand($"listen {AppendSignal.Channel}", connection);
        await command.ExecuteNonQueryAsync(cancel);
        connected();
        listening = true;
        // What was appended before it listened has woken nobody.
        store.Wake();
        while (true)
        {
            await connection.WaitAsync(cancel);
            do
            {
                Wake(heard);
                await Task.Delay(Breath, cancel);
                // Waiting hands over one notice at a time and would fall behind; any statement takes all that came.
                await using var all = new NpgsqlCommand("select", connection);
                await all.ExecuteNonQueryAsync(cancel);
            }
            while (heard.Count > 0);
        }
    }

    // Only those who want it: most of what is heard is this process's own, and has woken its readers already.
    private void Wake(List<string> heard)
    {
        var types = heard.Select(AppendSignal.Heard).ToArray();
        heard.Clear();
        store.Wake(types.Contains(null) ? null : types.SelectMany(known => known!).ToHashSet());
    }

    [LoggerMessage(LogLevel.Warning, "Appends of other processes are not heard; connecting again")]
    private static partial void LogLost(ILogger log, Exception failure);
}
