using System.ComponentModel.DataAnnotations;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Summit.Http;

/// <summary>
/// How often one caller may do what costs much: the configuration section <c>Summit:RateLimits</c>. Zero is no limit.
/// </summary>
public sealed class RateLimitOptions
{
    private const int Max = 1_000_000;

    /// <summary>Commands a second of one key; five seconds' worth may come at once.</summary>
    [Range(0, Max)]
    public int CommandsPerSecond { get; init; } = 200;

    /// <summary>
    /// Costly reads a second of one key; five seconds' worth may come at once. An address may ask ten times as much:
    /// behind one there may be a whole hall, or a proxy that is not believed.
    /// </summary>
    [Range(0, Max)]
    public int CostlyReadsPerSecond { get; init; } = 20;

    /// <summary>Costly reads of one key or address that run concurrently; eight times as many wait.</summary>
    [Range(0, Max)]
    public int CostlyReadsAtOnce { get; init; } = 8;

    /// <summary>Wrong keys a minute from one address; any further one answers 429 instead of 401.</summary>
    [Range(0, Max)]
    public int WrongKeysPerMinute { get; init; } = 60;
}

/// <summary>Marks an endpoint whose answers are long, or take long to put together.</summary>
public sealed record CostlyRead;

/// <summary>
/// Limits the rate of what one caller asks for, so that no key and no address keeps the others from the service (HT16).
/// </summary>
public static class RateLimits
{
    /// <summary>The key of those without a limit; no caller's and no address's.</summary>
    internal const string Nobody = "";

    private const int SecondsAtOnce = 5;
    private const int WaitingPerRunning = 8;
    private const int CallersPerAddress = 10;

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddSection<RateLimitOptions>("Summit:RateLimits");
        services.AddSingleton<WrongKeys>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, options) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(Rate(options.Value), AtOnce(options.Value));
            limiter.OnRejected = (rejected, _) => new ValueTask(Refuse(rejected.HttpContext, rejected.Lease));
        });
        return services;
    }

    /// <summary>Answers 429, and when to come again.</summary>
    public static Task Refuse(HttpContext http, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        return (Problem.Of(Problems.TooManyRequests, http) with
        {
            RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
        }).ExecuteAsync(http);
    }

    /// <summary>Whom an address stands for: of IPv6 the network, which is one subscriber's.</summary>
    public static string AddressOf(HttpContext http) => http.Connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } address =>
            Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        var address => address.MapToIPv4().ToString(),
    };

    private static PartitionedRateLimiter<HttpContext> Rate(RateLimitOptions options) =>
        PartitionedRateLimiter.Create<HttpContext, (string Caller, bool IsCommand)>(http =>
        {
            var isCommand = IsCommand(http);
            var perSecond = isCommand ? options.CommandsPerSecond
                : !IsCostly(http) ? 0
                : options.CostlyReadsPerSecond * (http.ActorOrNull() is null ? CallersPerAddress : 1);
            return perSecond == 0
                ? RateLimitPartition.GetNoLimiter((Nobody, isCommand))
                : RateLimitPartition.GetTokenBucketLimiter((CallerOf(http), isCommand),
                    _ => new TokenBucketRateLimiterOptions
                    {
                        TokensPerPeriod = perSecond, TokenLimit = perSecond * SecondsAtOnce,
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    });
        });

    private static PartitionedRateLimiter<HttpContext> AtOnce(RateLimitOptions options) =>
        PartitionedRateLimiter.Create<HttpContext, string>(http =>
            IsCommand(http) || !IsCostly(http) || options.CostlyReadsAtOnce == 0
                ? RateLimitPartition.GetNoLimiter(Nobody)
                : RateLimitPartition.GetConcurrencyLimiter(CallerOf(http), _ => new ConcurrencyLimiterOptions
                {
                    PermitLimit = options.CostlyReadsAtOnce, QueueLimit = options.CostlyReadsAtOnce * WaitingPerRunning,
                }));

    // HEAD has become GET by now.
    private static bool IsCommand(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsOptions(http.Request.Method);

    private static bool IsCostly(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<CostlyRead>() is not null;

    private static string CallerOf(HttpContext http) => http.ActorOrNull()?.Id ?? AddressOf(http);
}

/// <summary>
/// A wrong key is never taken for none, also where none is needed; and it is counted by address, so that nobody tries
/// keys as fast as the service answers.
/// </summary>
public sealed class WrongKeys(IOptions<RateLimitOptions> options) : IMiddleware, IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> addresses = PartitionedRateLimiter.Create<HttpContext, string>(
        http => options.Value.WrongKeysPerMinute is var perMinute and not 0
            ? RateLimitPartition.GetFixedWindowLimiter(RateLimits.AddressOf(http),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter(RateLimits.Nobody));

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.ActorOrNull() is not null || context.Request.Headers.Authorization.Count == 0)
        {
            await next(context);
            return;
        }
        using var counted = addresses.AttemptAcquire(context);
        if (!counted.IsAcquired)
            await RateLimits.Refuse(context, counted);
        else if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            await context.ChallengeAsync();
        else
            await next(context);
    }

    public void Dispose() => addresses.Dispose();
}
