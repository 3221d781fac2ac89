using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Summit.Deliberation;
using Summit.Forwarding;
using Summit.Kernel;
using Summit.Store;
using Wolverine.Runtime;

namespace Summit.Http.Tests.Forwarding;

/// <summary>The nodes on which messages are written and handled.</summary>
public sealed partial class ForwardDueTests
{
    /// <summary>A further node on the server's database, without the safety net where it is to die.</summary>
    private async Task<WebApplication> Node(bool dies = false, ILoggerProvider? log = null)
    {
        var builder = Service.Configure(
        [
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning",
            $"--Summit:Forwarding:Endpoint={server.Receiver.Address}",
            $"--Summit:Forwarding:Secret={ForwardingServer.Secret}", "--Summit:Forwarding:AllowPrivate=true",
        ]);
        if (log is not null)
            builder.Logging.AddProvider(log);
        var app = Service.Build(builder, server.ConnectionString, server.Clock);
        if (dies)
            await app.Services.GetServices<IHostedService>().OfType<WolverineRuntime>().Single().StartAsync(Cancel);
        else
            await app.StartAsync(Cancel);
        return app;
    }

    private async Task<Forward> Write(
        IServiceProvider node, Guid recommendation, int round, bool withMessage = true, bool dies = false)
    {
        var streams = node.GetRequiredService<EventStreams>();
        var (kind, now) = (Recommendation.Category, server.Clock.GetUtcNow());
        var text = LocalisedText.Of(("en", $"Text of round {round}."));
        if (round == 1)
            await node.GetRequiredService<IEventAppender>().Append(new Commit(new EventMetadata("test"),
            [
                kind.Append(recommendation, 0, kind.Initial,
                [
                    new RecommendationDrafted(recommendation, congress, Track.TownHall, Guid.CreateVersion7(), text,
                        "en", ["housing"], [], [], now),
                ]),
            ]), Cancel);
        var slice = await streams.Read(recommendation, long.MaxValue, Cancel);
        var append = kind.Append(recommendation, slice.Version, kind.Fold(slice),
        [
            new RecommendationForwarded(recommendation, congress, Track.TownHall, Guid.CreateVersion7(), round, text,
                "en", ["housing"], now),
        ]);
        IStorageOperation[] effects = withMessage
            ? [.. node.GetRequiredService<IForwarder>().Send(append)]
            : [
                new OutboxMessage(
                    append.Ids[0], DeliberationWire.Forwarded, recommendation, congress, "world-assembly"),
            ];
        DurableMessage[] messages = [.. effects.OfType<DurableMessage>()];
        try
        {
            await node.GetRequiredService<IEventAppender>().Append(
                new Commit(new EventMetadata("test"), [append])
                {
                    Operations = dies ? [.. effects.Select(effect => new Unheard(effect))] : effects,
                }, Cancel);
        }
        catch (StreamConflictException) when (round > 1)
        {
            // An acknowledgement came first.
            return await Write(node, recommendation, round, withMessage, dies);
        }
        return new Forward(append.Ids[0], recommendation, messages);
    }

    private IEnumerable<WebhookRequest> Requests(Forward forward) =>
        server.Receiver.Requests.Where(request => request.Id == forward.Id.ToString());

    private async Task<bool> Delivered(Guid id) =>
        await server.Sql("select status from events.outbox where id = $1", id) is "delivered";

    private async Task<string?> StatusOf(DurableMessage message) => (string?)await server.Sql(
        "select status from wolverine.wolverine_incoming_envelopes where id = $1", message.Id);

    private async Task<int> OwnerOf(DurableMessage message) => (int)(await server.Sql(
        "select owner_id from wolverine.wolverine_incoming_envelopes where id = $1", message.Id))!;

    private async Task<long> Waiting(string status) => (long)(await server.Sql(
        "select count(*) from wolverine.wolverine_incoming_envelopes where status = $1", status))!;

    private async Task<IEnumerable<int>> Received(Guid recommendation) =>
        (await server.Services.GetRequiredService<EventStreams>().Read(recommendation, long.MaxValue, Cancel)).Events
        .Select(e => e.Data).OfType<RecommendationReceived>().Select(received => received.Round);

    /// <summary>An operation whose node dies before it hears of the commit.</summary>
    private sealed record Unheard(IStorageOperation Effect) : IStorageOperation
    {
        public void Write(SqlBatch sql, PositionedCommit placed) => Effect.Write(sql, placed);
    }

    private sealed record Forward(Guid Id, Guid Recommendation, DurableMessage[] Messages);

    /// <summary>Keeps what messages and forwards log as an error.</summary>
    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        // Of the subscriptions that nodes take over from each other, others tell.
        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Wolverine", StringComparison.Ordinal)
            || categoryName.StartsWith("Summit.Forwarding", StringComparison.Ordinal) ? this : NullLogger.Instance;

        public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Error or LogLevel.Critical;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Lines.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
