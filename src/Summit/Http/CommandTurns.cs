using System.Threading.RateLimiting;

namespace Summit.Http;

/// <summary>
/// Turns of commands. On one stream they go one after another: decided at once on the same version, one would be
/// written and the others have to begin again. Of each caller only so many go at once while others send commands too,
/// and on a stream callers take turns: no caller's crowd makes the others wait. Turns only save time: what keeps
/// commands right is the version that each append expects.
/// </summary>
internal sealed class CommandLimiter(TimeProvider clock)
{
    /// <summary>How many commands of a caller go at once while others send some too.</summary>
    public static readonly int OfCallerMax = Math.Max(8, 4 * Environment.ProcessorCount);

    // So long after a command of another caller, there are others.
    private static readonly TimeSpan OthersFor = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan HeldBackFor = TimeSpan.FromMilliseconds(5);

    // In this order there is no deadlock: only one command of each caller waits for a stream, it holds only one of the
    // caller's turns, and the one that has the stream waits for nothing else.
    private readonly PartitionedRateLimiter<Wish> turns = PartitionedRateLimiter.CreateChained(
        Limited(wish => wish.Stream is { } stream ? (wish.Caller, stream) : default, 1),
        Limited(wish => wish.HasOthers ? wish.Caller : null, OfCallerMax),
        Limited(wish => wish.Stream ?? Guid.Empty, 1));

    private string? latest;
    private long since;

    /// <summary>Waits for a turn of a caller, where others send commands, and for one on a stream.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="stream">The stream; null where the command needs no turn on one.</param>
    /// <returns>What gives the turn back.</returns>
    public ValueTask<RateLimitLease> Wait(string caller, Guid? stream, CancellationToken cancel)
    {
        if (latest != caller)
            (latest, since) = (caller, clock.GetTimestamp());
        return turns.AcquireAsync(new Wish(caller, stream, HasOthers), 1, cancel);
    }

    /// <summary>
    /// Holds back an answer that changes nothing, in its caller's turn, while others send commands too: a crowd that is
    /// answered at once, and asks again at once, would keep the processors from them.
    /// </summary>
    public Task HoldBack(CancellationToken cancel) => HasOthers ? Task.Delay(HeldBackFor, cancel) : Task.CompletedTask;

    private bool HasOthers => clock.GetElapsedTime(since) < OthersFor;

    // Under the default key there is no limit.
    private static PartitionedRateLimiter<Wish> Limited<TKey>(Func<Wish, TKey> of, int atOnce) =>
        PartitionedRateLimiter.Create<Wish, ValueTuple<TKey>>(wish =>
            EqualityComparer<TKey>.Default.Equals(of(wish), default)
                ? RateLimitPartition.GetNoLimiter(default(ValueTuple<TKey>))
                : RateLimitPartition.GetConcurrencyLimiter(ValueTuple.Create(of(wish)),
                    _ => new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = int.MaxValue }));

    private readonly record struct Wish(string Caller, Guid? Stream, bool HasOthers);
}
