using System.Threading.RateLimiting;

namespace Summit.Http;

/// <summary>
/// Turns of commands. On one stream they go one after another: decided at once on the same version, one would be
/// written and the others have to begin again. Of each caller only so many go at once while others send commands too:
/// no caller's crowd makes the others wait. Turns only save time: what keeps commands right is the version that each
/// append expects.
/// </summary>
internal sealed class CommandTurns(TimeProvider clock)
{
    /// <summary>How many commands of a caller go at once while others send some too.</summary>
    public static readonly int OfCallerMax = Math.Max(8, 4 * Environment.ProcessorCount);

    // So long after a command of another caller, there are others.
    private static readonly TimeSpan OthersFor = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<Guid> streams = Turns<Guid>(1);
    private readonly PartitionedRateLimiter<string> callers = Turns<string>(OfCallerMax);
    private string? latest;
    private long since;

    /// <summary>Waits for the turn on a stream.</summary>
    public ValueTask<RateLimitLease> OnStream(Guid stream, CancellationToken cancel) =>
        streams.AcquireAsync(stream, 1, cancel);

    /// <summary>Waits for a turn of a caller; null where no other caller sends commands.</summary>
    public async ValueTask<RateLimitLease?> OfCaller(string caller, CancellationToken cancel)
    {
        if (latest != caller)
            (latest, since) = (caller, clock.GetTimestamp());
        return clock.GetElapsedTime(since) < OthersFor ? await callers.AcquireAsync(caller, 1, cancel) : null;
    }

    private static PartitionedRateLimiter<T> Turns<T>(int atOnce) where T : notnull =>
        PartitionedRateLimiter.Create<T, T>(
            one => RateLimitPartition.GetConcurrencyLimiter(one, _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = atOnce, QueueLimit = int.MaxValue,
            }));
}
