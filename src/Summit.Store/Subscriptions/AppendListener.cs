using Microsoft.Extensions.Logging;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Hears what any node appends, on a connection of its own. It only hastens what the daemon's next look finds anyhow:
/// when its connection is lost it connects again, and no event is missed meanwhile.
/// </summary>
public sealed partial class AppendListener(string connectionString, AppendSignal signal, ILogger<AppendListener> log)
{
    /// <summary>Where the database tells all nodes that something was appended.</summary>
    public const string Channel = "summit_events";

    private const int KeepAliveSeconds = 10;

    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    // Not pooled: it is held for ever, and its next user would go on listening. Kept alive, because a line that was cut
    // without a word is noticed only by speaking.
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
        connection.Notification += (_, _) => signal.Set();
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand($"listen {Channel}", connection);
        await command.ExecuteNonQueryAsync(cancel);
        connected();
        listening = true;
        // What was appended before it listened has woken no daemon.
        signal.Set();
        while (true)
            await connection.WaitAsync(cancel);
    }

    [LoggerMessage(LogLevel.Warning, "Appends of other nodes are not heard; connecting again")]
    private static partial void LogLost(ILogger log, Exception failure);
}
