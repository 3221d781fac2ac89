using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Summit.Deliberation;

namespace Summit.Forwarding;

/// <summary>Sends what is forwarded to the World Assembly's own endpoint, or hands it to this service's own.</summary>
public static class ForwardingModule
{
    private const string OwnWorldAssembly = "own-world-assembly";

    public static IServiceCollection AddForwarding(this IServiceCollection services)
    {
        // An engine may have brought its own.
        services.TryAddSingleton<IForwards, Dispatching>();
        services.AddOptions<ForwardingOptions>().BindConfiguration("Summit:Forwarding")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddHealthChecks().AddCheck<ForwardingHealthCheck>("forwarding");
        return services
            .AddSingleton(provider => provider.GetRequiredService<IOptions<ForwardingOptions>>().Value)
            .AddSingleton(provider =>
            {
                var options = provider.GetRequiredService<ForwardingOptions>();
                return new Webhook(options, new SsrfGuard(options.AllowPrivate).Handler(),
                    provider.GetRequiredService<TimeProvider>());
            })
            .AddSingleton<Sending>(provider => provider.GetRequiredService<ForwardingOptions>().Endpoint is null
                ? (_, _, _) => Task.FromResult<DeliveryResult>(new Acknowledged(OwnWorldAssembly))
                : provider.GetRequiredService<Webhook>().Send)
            .AddSingleton<Receipt>(provider => provider.GetRequiredService<RecommendationReceipts>().Receive)
            .AddSingleton<Dispatcher>()
            .AddSingleton<Deliveries>()
            .AddHostedService(provider => provider.GetRequiredService<IForwards>());
    }

    public static void MapForwarding(this IEndpointRouteBuilder routes) => Deliveries.Map(routes);
}
