using Summit.Http;

namespace Summit.Register;

/// <summary>People and organisations: plain tables, audited; the only place that holds personal data.</summary>
public static class RegisterModule
{
    public static IServiceCollection AddRegister(this IServiceCollection services) => services
        .AddSingleton<RegisterQueries>()
        .AddSingleton(typeof(EntryJoin<>))
        .AddSingleton<IJoinFollower<Organisation>, HandedEntries>()
        .AddSingleton<IConstraintTranslator, RegisterConstraints>();

    public static void MapRegister(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapContext(nameof(Register),
            "People and organisations: the only place that holds personal data.");
        RegisterOrganisation.Map(routes);
        ChangeOrganisation.Map(routes);
        JoinOrganisation.Map(routes);
        SeparateOrganisation.Map(routes);
        RegisterPerson.Map(routes);
        ChangePerson.Map(routes);
        JoinPerson.Map(routes);
        SeparatePerson.Map(routes);
        ErasePerson.Map(routes);
        RegisterLists.Map(routes);
    }
}
