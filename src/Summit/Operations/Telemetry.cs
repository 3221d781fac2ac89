using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Summit.Store;

namespace Summit.Operations;

/// <summary>Adds telemetry to the service.</summary>
public static class TelemetryModule
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (!Telemetry.IsWanted(configuration))
            return services;
        // Without it requests are traced without route and status.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        return services.AddHostedService<Telemetry>().AddHostedService<Gauges>();
    }
}

/// <summary>
/// Tells a collector what goes on, by OpenTelemetry's protocol: requests, statements and batches as traces; what
/// ASP.NET, Npgsql and the store measure of themselves as metrics. Configured by the variables that OpenTelemetry names
/// itself; where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is not set, nothing is gathered and nothing is sent.
/// </summary>
public sealed class Telemetry(IConfiguration configuration) : IHostedService, IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";

    private static readonly string[] Sources = ["Microsoft.AspNetCore", "Npgsql", StoreMetrics.Name];

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime",
        StoreMetrics.Name, Gauges.Name,
    ];

    /// <summary>Whether there is a collector.</summary>
    public static bool IsWanted(IConfiguration configuration) => configuration[Endpoint] is { Length: > 0 };

    private TracerProvider? traces;
    private MeterProvider? metrics;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var endpoint = configuration[Endpoint]!;
        var service = ResourceBuilder.CreateDefault()
            .AddService("summit", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3))
            .AddEnvironmentVariableDetector();
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(service).AddSource(Sources)
            .AddOtlpExporter(to => Send(to, endpoint, "v1/traces")).Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(service).AddMeter(Meters)
            .AddOtlpExporter(to => Send(to, endpoint, "v1/metrics")).Build();
        return Task.CompletedTask;
    }

    /// <summary>Sends what is left.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    private void Send(OtlpExporterOptions to, string endpoint, string signal)
    {
        to.Protocol = configuration[Protocol] == "http/protobuf" ? OtlpExportProtocol.HttpProtobuf : to.Protocol;
        to.Endpoint = to.Protocol == OtlpExportProtocol.HttpProtobuf
            ? new Uri(new Uri(endpoint.TrimEnd('/') + "/"), signal)
            : new Uri(endpoint);
    }
}
