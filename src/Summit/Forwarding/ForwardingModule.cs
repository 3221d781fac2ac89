using Summit.Http;
using Microsoft.Extensions.Options;
using Summit.Deliberation;
using Wolverine;
using Wolverine.Configuration;

namespace Summit.Forwarding;

/// <summary>Sends what is forwarded to the World Assembly's own endpoint, or hands it to this service's own.</summary>
public static class ForwardingModule
{
    /// <summary>The queue of <see cref="ForwardDue"/>.</summary>
    internal const string Queue = "forwarding";

    private const string OwnWorldAssembly = "own-world-assembly";

    public static IServiceCollection AddForwarding(this IServiceCollection services)
    {
        services.AddSection<ForwardingOptions>("Summit:Forwarding");
        services.AddHealthChecks().AddCheck<ForwardingHealthCheck>("forwarding", tags: [HealthTags.Deliveries]);
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
            .AddSingleton<Outbox>()
            .AddSingleton<Dispatcher>()
            .AddSingleton<Deliveries>()
            .AddSingleton<IForwarder, Forwarder>()
            .AddSingleton<IConstraintTranslator, DeliveredOnce>()
            .AddSingleton<OutboxSweep>()
            .AddHostedService(provider => provider.GetRequiredService<OutboxSweep>());
    }

    /// <summary>Handles one recommendation's messages one after another, those of several in parallel.</summary>
    public static void UseForwarding(this WolverineOptions wolverine)
    {
        wolverine.Discovery.IncludeType(typeof(ForwardDueHandler));
        wolverine.MessagePartitioning.ByMessage<ForwardDue>(due => due.Recommendation.ToString());
        wolverine.PublishMessage<ForwardDue>().ToLocalQueue(Queue)
            .UseDurableInbox().PartitionProcessingByGroupId(PartitionSlots.Nine);
    }

    public static void MapForwarding(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapContext(nameof(Forwarding), "What is sent to the World Assembly's endpoint.");
        Deliveries.Map(routes);
        ReplayDelivery.Map(routes);
    }
}
