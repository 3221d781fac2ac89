using System.Threading.RateLimiting;

namespace Summit.Http;

/// <summary>
/// Limits concurrent commands. On one stream they run one after another: of several decided on the same version one
/// would be written and the others have to begin again. While several callers send commands, each has a bounded number
/// under way, and on a stream callers take turns, so that one caller's many commands do not make the others wait. This
/// only saves time: what keeps commands right is the version that each append expects.
/// </summary>
public sealed class CommandLimiter(TimeProvider clock)
{
    /// <summary>How many commands of a caller run concurrently while others send commands too.</summary>
    public static readonly int OfCallerMax = Math.Max(8, 4 * Environment.ProcessorCount);

    // For so long after the caller last changed, others count as active.
    private static readonly TimeSpan OthersFor = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan HeldBackFor = TimeSpan.FromMilliseconds(5);

    // In this order there is no deadlock: only one command of each caller waits for a stream, it holds only one of the
    // caller's turns, and the one that has the stream waits for nothing else.
    private readonly PartitionedRateLimiter<Wish> callers = PartitionedRateLimiter.CreateChained(
        Limited<Wish, (string, Guid)>(wish => wish.Stream is { } stream ? (wish.Caller, stream) : default, 1),
        Limited<Wish, string?>(wish => wish.HasOthers ? wish.Caller : null, OfCallerMax));

    private readonly PartitionedRateLimiter<Guid> streams = Limited<Guid, Guid>(stream => stream, 1);

    private string? latest;
    private long since;

    /// <summary>
    /// Waits for a caller's turn: one at a time for each stream it enters, some at once where others send commands too.
    /// </summary>
    /// <param name="caller">The caller.</param>
    /// <param name="stream">The stream that it will enter; null where it enters none.</param>
    /// <returns>Gives the turn back.</returns>
    public ValueTask<RateLimitLease> EnterCaller(string caller, Guid? stream, CancellationToken cancel)
    {
        if (latest != caller)
            (latest, since) = (caller, clock.GetTimestamp());
        return callers.AcquireAsync(new Wish(caller, stream, HasOthers), 1, cancel);
    }

    /// <summary>Waits for a stream, as one of a caller's turns.</summary>
    /// <param name="stream">The stream; null waits for none.</param>
    /// <returns>Gives the stream back.</returns>
    public ValueTask<RateLimitLease> EnterStream(Guid? stream, CancellationToken cancel) =>
        streams.AcquireAsync(stream ?? Guid.Empty, 1, cancel);

    /// <summary>
    /// Holds back a response that changes nothing, in its caller's turn, while others send commands too: many
    /// connections that are answered immediately, and ask again immediately, would keep the processors from them.
    /// </summary>
    public Task HoldBack(CancellationToken cancel) => HasOthers ? Task.Delay(HeldBackFor, cancel) : Task.CompletedTask;

    private bool HasOthers => clock.GetElapsedTime(since) < OthersFor;

    // Under the default key there is no limit.
    private static PartitionedRateLimiter<TResource> Limited<TResource, TKey>(Func<TResource, TKey> of, int atOnce) =>
        PartitionedRateLimiter.Create<TResource, ValueTuple<TKey>>(wish =>
            EqualityComparer<TKey>.Default.Equals(of(wish), default)
                ? RateLimitPartition.GetNoLimiter(default(ValueTuple<TKey>))
                : RateLimitPartition.GetConcurrencyLimiter(ValueTuple.Create(of(wish)),
                    _ => new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = int.MaxValue }));

    private readonly record struct Wish(string Caller, Guid? Stream, bool HasOthers);
}
