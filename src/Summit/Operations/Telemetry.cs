using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Summit.Store;

namespace Summit.Operations;

/// <summary>
/// Sends traces, metrics and logs to a collector, by OpenTelemetry's protocol. OpenTelemetry's own variables configure
/// it; where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is not set, nothing is gathered and nothing is sent.
/// </summary>
public static class TelemetryModule
{
    internal const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Endpoint] is not { Length: > 0 })
            return services;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService("summit", serviceVersion: typeof(TelemetryModule).Assembly.GetName().Version?.ToString(3))
                // After the name above: OTEL_SERVICE_NAME replaces it.
                .AddEnvironmentVariableDetector())
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddNpgsql()
                .AddSource(StoreMetrics.Name, nameof(Marten), nameof(Wolverine)))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddNpgsqlInstrumentation()
                .AddMeter("System.Runtime", StoreMetrics.Name, Gauges.Name)
                .AddMeter(nameof(Marten), $"{nameof(Wolverine)}:summit"))
            .UseOtlpExporter();
        return services.AddHostedService<Gauges>();
    }
}
