using System.Diagnostics;
using JasperFx.Events.Daemon.HighWater;

namespace Summit.Store;

/// <summary>
/// Wakes Marten's daemon after an append. A signal that comes while the daemon polls is kept for its next wait; after
/// its own time-out the daemon polls without one.
/// </summary>
public sealed class AppendSignal : IDaemonWakeup
{
    // Many batches are committed in this time: the daemon polls once for all of them.
    private static readonly TimeSpan LooksApart = TimeSpan.FromMilliseconds(20);

    // A poll takes long on a busy machine: the next comes after so many times as long.
    private const int TimesALook = 5;

    private static readonly TimeSpan LooksApartMax = TimeSpan.FromMilliseconds(50);

    private TaskCompletionSource appended = New();
    private long looked;

    /// <summary>Signals that a node, this one or another, has appended.</summary>
    public void Set() => Volatile.Read(ref appended).TrySetResult();

    /// <inheritdoc/>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken token)
    {
        try
        {
            var apart = TimesALook * Stopwatch.GetElapsedTime(looked);
            await Volatile.Read(ref appended).Task.WaitAsync(timeout, token);
            apart = apart < LooksApart ? LooksApart : apart > LooksApartMax ? LooksApartMax : apart;
            var sooner = apart - Stopwatch.GetElapsedTime(looked);
            if (sooner > TimeSpan.Zero)
                await Task.Delay(sooner, token);
        }
        catch (TimeoutException)
        {
            // A notification may have been lost: poll.
        }
        // Before the poll that follows: an append after it completes the next wait.
        Volatile.Write(ref appended, New());
        looked = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
