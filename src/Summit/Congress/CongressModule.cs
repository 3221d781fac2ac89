using Summit.Store;
using Summit.Http;

namespace Summit.Congress;

/// <summary>The editions of the Congress: days, rooms, policy domains, formats, calls, releases.</summary>
public static class CongressModule
{
    public static IServiceCollection AddCongress(this IServiceCollection services) => services
        .AddSingleton<Congresses>()
        .AddSingleton<Category>(Edition.Category)
        .AddSingleton<IInlineProjection>(CongressDetails.View)
        .AddSingleton<IInlineProjection, Slugs>()
        .AddSingleton<IConstraintTranslator, Slugs>()
        .AddSingleton<IInlineProjection, ClosedCongresses>()
        .AddSingleton<IConstraintTranslator, ClosedCongresses>()
        .AddSingleton<ICommandGuard, ClosedCongresses>();

    public static void MapCongress(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapContext(nameof(Congress),
            "An edition: days, rooms, policy domains, formats, calls, releases.");
        ConveneCongress.Map(routes);
        ChangeCongress.Map(routes);
        Misfits.Map(routes);
        OpenRoom.Map(routes);
        ChangeRoom.Map(routes);
        CloseRoom.Map(routes);
        CorrectRoomReason.Map(routes);
        ReopenRoom.Map(routes);
        DefinePolicyDomain.Map(routes);
        DefineFormat.Map(routes);
        OpenCall.Map(routes);
        CloseCall.Map(routes);
        ReopenCall.Map(routes);
        PublishProgramme.Map(routes);
        CloseCongress.Map(routes);
        ReopenCongress.Map(routes);
        CongressDetails.Map(routes);
    }
}
