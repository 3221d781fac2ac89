using Summit.Http;
using Summit.Store;

namespace Summit.WorldAssembly;

/// <summary>The World Assembly of a Congress: what is forwarded to it, what it decides, what it leaves.</summary>
public static class WorldAssemblyModule
{
    public static IServiceCollection AddWorldAssembly(this IServiceCollection services) => services
        .AddSingleton<PublishedWorldAssemblies>()
        .AddSingleton<Category>(Plenary.Category)
        .AddSingleton<IInlineProjection, Items>()
        .AddSingleton<IInlineProjection>(OutcomeDetails.View)
        .AddSingleton<EventSubscription, TableReceived>();

    public static void MapWorldAssembly(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapContext(nameof(WorldAssembly),
            "The World Assembly: agenda, debate, decisions, the sealed outcome.");
        ConveneWorldAssembly.Map(routes);
        OrderAgenda.Map(routes);
        PresentItem.Map(routes);
        DebateItem.Map(routes);
        DecideItem.Map(routes);
        SealOutcome.Map(routes);
        WorldAssemblyDetails.Map(routes);
        OutcomeDetails.Map(routes);
    }
}
