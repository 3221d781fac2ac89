using Summit.Store;
using Summit.Http;
using Summit.Register;

namespace Summit.Statutory;

/// <summary>The bodies that meet in the Statutory track: who sits in them, and their quorum.</summary>
public static class StatutoryModule
{
    public static IServiceCollection AddStatutory(this IServiceCollection services) => services
        .AddSingleton<PublishedBodies>()
        .AddSingleton<IJoinFollower<Person>, JoinedSeats>()
        .AddSingleton<IJoinFollower<Organisation>, JoinedMembers>()
        .AddSingleton<Category>(Body.Category)
        .AddSingleton<IInlineProjection>(BodyDetails.View)
        .AddSingleton<IInlineProjection, BodyCodes>()
        .AddSingleton<IConstraintTranslator, BodyCodes>();

    public static void MapStatutory(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapContext(nameof(Statutory), "The statutory bodies: seats, mandates, quorum.");
        EstablishBody.Map(routes);
        SetRules.Map(routes);
        SeatMember.Map(routes);
        EndMandate.Map(routes);
        BodyDetails.Map(routes);
    }
}
