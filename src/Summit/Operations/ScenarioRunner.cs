using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Summit.Access;
using Summit.Store;
using Summit.Forwarding;
using Summit.Http;

namespace Summit.Operations;

/// <summary>
/// Replays a scenario into a database, over HTTP, by a service of its own whose clock the scenario moves.
/// </summary>
public static class ScenarioRunner
{
    private const long SeedLock = GroupCommit.AppendLock + 3;

    /// <summary>How far a scenario has come in a database.</summary>
    public enum Stage
    {
        /// <summary>The database is empty.</summary>
        Empty,

        /// <summary>A replay of the scenario was begun and not finished.</summary>
        Begun,

        /// <summary>The database holds the whole scenario.</summary>
        Whole,

        /// <summary>The database holds something else.</summary>
        Foreign,
    }

    /// <summary>How far a scenario has come in the database of a service.</summary>
    public static async Task<Stage> StageOf(Scenario scenario, IServiceProvider services, CancellationToken cancel)
    {
        var responses = services.GetRequiredService<IdempotencyStore>();
        var (first, last) = (scenario.Steps[0], scenario.Steps[^1]);
        if (await responses.Has(CallerOf(scenario, last.As), last.Key, cancel))
            return Stage.Whole;
        if (await responses.Has(CallerOf(scenario, first.As), first.Key, cancel))
            return Stage.Begun;
        return await services.GetRequiredService<EventStreams>().Head(cancel) == 0 ? Stage.Empty : Stage.Foreign;
    }

    /// <summary>
    /// Replays a scenario into a service's database, unless the database holds the scenario or anything else already.
    /// Of several processes that try at the same time one replays it and the others wait.
    /// </summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="services">The service's.</param>
    /// <param name="connectionString">Its database.</param>
    /// <param name="say">Receives a sentence before the replay; its progress is on standard error.</param>
    /// <returns>How far it had come before.</returns>
    /// <exception cref="ScenarioException">The service refused a step.</exception>
    public static async Task<Stage> Fill(
        Scenario scenario, IServiceProvider services, string connectionString, Action<string> say,
        CancellationToken cancel)
    {
        await using var turn = await AdvisoryLock.Take(
            services.GetRequiredService<NpgsqlDataSource>(), SeedLock, cancel);
        var stage = await StageOf(scenario, services, cancel);
        if (stage is not (Stage.Empty or Stage.Begun))
            return stage;
        say(stage == Stage.Empty
            ? $"The database is empty: replaying {scenario.Name} ({scenario.Steps.Count} steps)."
            : $"{scenario.Name} was begun and not finished: going on with it.");
        var progress = ReplayProgress.Of(scenario.Name);
        await Run(scenario, connectionString, cancel, progress);
        progress.Done();
        return stage;
    }

    /// <summary>Replays a scenario, from its start or from where it stopped.</summary>
    /// <exception cref="ScenarioException">The service refused a step.</exception>
    /// <param name="told">Is told how far it has come; null for nobody.</param>
    public static async Task Run(
        Scenario scenario, string connectionString, CancellationToken cancel, IProgress<RebuildProgress>? told = null)
    {
        var clock = new ScenarioClock(scenario.Steps[0].At);
        await using var app = Service.Build(
        [
            "--urls=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=Warning",
            // Forwards of a scenario are marked so that no real endpoint gets them, nor does another node send them.
            "--Summit:Forwarding:Endpoint=", "--Summit:Forwarding:Destination=scenario",
        ], connectionString, clock);
        await app.StartAsync(cancel);
        var tokens = new Dictionary<string, string>();
        await scenario.Replay(new Uri(app.Urls.First()),
            async (caller, idOf) => tokens.TryGetValue(caller, out var token)
                ? token
                : tokens[caller] = await IssueKey(scenario, caller, idOf, app.Services, clock.GetUtcNow(), cancel),
            clock.MoveTo,
            () => Settled(app.Services, cancel),
            told,
            cancel);
        foreach (var caller in tokens.Keys)
            await app.Services.GetRequiredService<Keys>().Revoke(KeyIdOf(scenario, caller), by: null, cancel);
        await app.StopAsync(cancel);
    }

    // The same key id at every replay: kept responses are found again only by the same caller.
    private static Guid KeyIdOf(Scenario scenario, string caller)
    {
        Span<byte> hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{scenario.Name} {caller}"));
        return new Guid(hash[..16], bigEndian: true);
    }

    private static string CallerOf(Scenario scenario, string caller) => ApiKey.ActorIdOf(KeyIdOf(scenario, caller));

    private static async Task<string> IssueKey(
        Scenario scenario, string caller, Func<string, Guid> idOf, IServiceProvider services, DateTimeOffset now,
        CancellationToken cancel)
    {
        var (role, whom) = caller.Split(':') is [var word, var alias] ? (word, (Guid?)idOf(alias)) : (caller, null);
        var known = EnumNames.Parse<Role>(role);
        var key = new ApiKey(KeyIdOf(scenario, caller), $"{scenario.Name} {caller}", known, null, null,
            known == Role.Delegate ? null : whom, known == Role.Delegate ? whom : null, now);
        return await services.GetRequiredService<Keys>().Renew(key, cancel);
    }

    /// <summary>
    /// Waits until views, reactions and forwards have dealt with all events, and with those that follow from them.
    /// </summary>
    /// <exception cref="TimeoutException">They do not within half a minute.</exception>
    internal static async Task Settled(IServiceProvider services, CancellationToken cancel)
    {
        var within = TimeSpan.FromSeconds(30);
        var store = services.GetRequiredService<EventStreams>();
        for (long head = -1; head != await store.Head(cancel);)
        {
            if (!await services.GetRequiredService<OutboxSweep>().CaughtUp(within, cancel))
                throw new TimeoutException("Forwards are still on their way.");
            head = await store.Head(cancel);
            if (!await services.GetRequiredService<SubscriptionHost>().CaughtUp(head, within, cancel))
                throw new TimeoutException("Views and reactions have not caught up.");
        }
    }

    private sealed class ScenarioClock(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset now = now;

        public override DateTimeOffset GetUtcNow() => now;

        public void MoveTo(DateTimeOffset moment) => now = moment.ToUniversalTime();
    }
}
