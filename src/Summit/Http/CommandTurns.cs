using System.Threading.RateLimiting;

namespace Summit.Http;

/// <summary>
/// Turns of commands. On one stream they go one after another: decided at once on the same version, one would be
/// written and the others have to begin again. Of each caller only so many go at once while others send commands too,
/// and on a stream callers take turns: no caller's crowd makes the others wait. Turns only save time: what keeps
/// commands right is the version that each append expects.
/// </summary>
internal sealed class CommandTurns(TimeProvider clock)
{
    /// <summary>How many commands of a caller go at once while others send some too.</summary>
    public static readonly int OfCallerMax = Math.Max(8, 4 * Environment.ProcessorCount);

    // So long after a command of another caller, there are others.
    private static readonly TimeSpan OthersFor = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<string> callers = Turns<string>(OfCallerMax);
    // One of each caller waits for a stream: all who want it go in turn.
    private readonly PartitionedRateLimiter<(string Caller, Guid Stream)> callersOnStreams =
        Turns<(string, Guid)>(1);
    private readonly PartitionedRateLimiter<Guid> streams = Turns<Guid>(1);
    private string? latest;
    private long since;

    /// <summary>
    /// Waits for a turn of a caller, where others send commands, and then for one on a stream: whoever has that waits
    /// for nothing more.
    /// </summary>
    /// <param name="caller">The caller.</param>
    /// <param name="stream">The stream; null where the command needs no turn on one.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>What gives the turn back.</returns>
    public async ValueTask<IDisposable> Of(string caller, Guid? stream, CancellationToken cancel)
    {
        if (latest != caller)
            (latest, since) = (caller, clock.GetTimestamp());
        var turn = new Turn();
        try
        {
            if (clock.GetElapsedTime(since) < OthersFor)
                turn.Add(await callers.AcquireAsync(caller, 1, cancel));
            if (stream is { } one)
            {
                turn.Add(await callersOnStreams.AcquireAsync((caller, one), 1, cancel));
                turn.Add(await streams.AcquireAsync(one, 1, cancel));
            }
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private static PartitionedRateLimiter<T> Turns<T>(int atOnce) where T : notnull =>
        PartitionedRateLimiter.Create<T, T>(
            one => RateLimitPartition.GetConcurrencyLimiter(one, _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = atOnce, QueueLimit = int.MaxValue,
            }));

    private sealed class Turn : List<IDisposable>, IDisposable
    {
        public void Dispose()
        {
            foreach (var lease in Enumerable.Reverse(this))
                lease.Dispose();
        }
    }
}
