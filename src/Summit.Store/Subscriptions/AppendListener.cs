using Marten.Events.Daemon.HighWater;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Listens for appends of any node, on a connection of its own. It only brings the daemon's next poll forward: when its
/// connection is lost it connects again, and no event is missed meanwhile.
/// </summary>
public sealed class AppendListener(string connectionString, AppendSignal signal, ILogger<AppendListener> log)
{
    /// <summary>The channel on which the database notifies all nodes of an append.</summary>
    public const string Channel = "summit_events";

    private const int KeepAliveSeconds = 10;

    // How often it checks whether it has to connect again.
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(2);

    /// <summary>Runs until cancelled; no failure ends it.</summary>
    public async Task Run(CancellationToken cancel)
    {
        // Not pooled: it is held for ever, and its next user would go on listening. Kept alive, because a line that was
        // cut without a word is noticed only by speaking.
        await using var own = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false, KeepAlive = KeepAliveSeconds, ApplicationName = "summit-listener",
        });
        using var ear = new PostgresqlListenWakeup(own, log, Channel);
        while (!cancel.IsCancellationRequested)
        {
            // Begun before the signal is passed on: what is appended after that is heard, what came before is found.
            var heard = ear.WaitAsync(SilenceMax, cancel);
            signal.Set();
            await heard.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
