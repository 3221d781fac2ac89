namespace Summit.Forwarding;

/// <summary>The result of one attempt.</summary>
public abstract record DeliveryResult;

/// <summary>The receiver has it.</summary>
/// <param name="Reference">What it said: its own reference, or the status of its answer.</param>
public sealed record Acknowledged(string Reference) : DeliveryResult;

/// <summary>The attempt failed: it is tried again.</summary>
/// <param name="Error">Why.</param>
/// <param name="NotBefore">How long the receiver asked to be left alone.</param>
public sealed record Failed(string Error, TimeSpan? NotBefore = null) : DeliveryResult;

/// <summary>The receiver refuses it for ever (410): it is dead.</summary>
public sealed record Rejected(string Error) : DeliveryResult;

/// <summary>How long to wait after a failed attempt. The waits are those of Standard Webhooks.</summary>
public static class RetrySchedule
{
    private const double JitterMax = 0.2;

    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);

    private static readonly TimeSpan[] After =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>How often a message is tried before it is dead.</summary>
    public static int AttemptsMax => After.Length + 1;

    /// <summary>The wait after the n-th failed attempt; null after the last.</summary>
    /// <param name="attempts">How many were made.</param>
    /// <param name="asked">How long the receiver asked to be left alone; heeded up to a day.</param>
    /// <param name="jitter">From 0 to below 1: spreads those that failed together.</param>
    public static TimeSpan? AfterAttempt(int attempts, TimeSpan? asked, double jitter)
    {
        if (attempts >= AttemptsMax)
            return null;
        var wait = After[Math.Max(attempts, 1) - 1];
        if (asked > wait)
            wait = asked.Value < LongestAsked ? asked.Value : LongestAsked;
        return wait * (1 + JitterMax * jitter);
    }
}
