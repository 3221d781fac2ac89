using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Summit.Forwarding;
using Wolverine.Runtime;

namespace Summit.Http.Tests.Operations;

/// <summary>The telemetry that a running service sends to a collector.</summary>
public sealed class TelemetryTests(PostgresServer postgres)
{
    private const string BootstrapKey = "bootstrap-key-of-the-tests";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_collector_receives_requests_statements_batches_subscriptions_and_messages()
    {
        await using var collector = await Collector.Start();
        var database = await postgres.NewDatabase();
        await using (var app = Service.Build(
            [
                "--urls=http://127.0.0.1:0", $"--Summit:BootstrapKey={BootstrapKey}",
                "--Logging:LogLevel:Default=Warning",
                $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
                "--OTEL_METRIC_EXPORT_INTERVAL=100", "--OTEL_BSP_SCHEDULE_DELAY=100",
            ], database))
        {
            await app.StartAsync(Cancel);
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            http.DefaultRequestHeaders.Authorization = new("Bearer", BootstrapKey);
            using var answer = await http.PostAsync("/v1/organisations",
                new StringContent("""{"name":{"en":"Africa"},"kind":"section","code":"africa"}""", Encoding.UTF8,
                    "application/json"), Cancel);
            Assert.True(answer.IsSuccessStatusCode);
            await new MessageBus(app.Services.GetRequiredService<IWolverineRuntime>())
                .PublishAsync(new ForwardDue("world-assembly", Guid.CreateVersion7()));
            await Eventually.Holds(() => Assert.All(
                ["url.path", "/v1/organisations", "write batch", "summit", "marten.", "forward-due"],
                word => Assert.Contains(word, collector.Heard("/v1/traces"), StringComparison.Ordinal)));
            await Eventually.Holds(() => Assert.All(
                [
                    "http.server.request.duration", "db.client.connection.count", "summit.batch.size",
                    "summit.commits.waiting", "summit.reader.behind", "summit.reader.lag", "summit.outbox.oldest.age",
                    "summit.outbox.dead",
                    "wolverine-execution-time", "marten.",
                ],
                word => Assert.Contains(word, collector.Heard("/v1/metrics"), StringComparison.Ordinal)));
            await app.StopAsync(Cancel);
        }
    }

    [Fact]
    public async Task no_telemetry_is_gathered_without_a_collector()
    {
        await using var app = Service.Build([], "Host=127.0.0.1");
        Assert.Null(app.Services.GetService<TracerProvider>());
        Assert.Null(app.Services.GetService<MeterProvider>());
    }

    /// <summary>Keeps the requests it gets. Names appear in them as plain text.</summary>
    private sealed class Collector(WebApplication app, ConcurrentBag<(string Path, string Body)> heard)
        : IAsyncDisposable
    {
        public string Address => app.Urls.First();

        public static async Task<Collector> Start()
        {
            var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
            builder.Logging.ClearProviders();
            var app = builder.Build();
            var heard = new ConcurrentBag<(string, string)>();
            app.MapPost("/v1/{signal}", async (HttpContext http) =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body, http.RequestAborted);
                heard.Add((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            });
            await app.StartAsync(Cancel);
            return new Collector(app, heard);
        }

        public string Heard(string path) => string.Concat(heard.Where(one => one.Path == path).Select(one => one.Body));

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
