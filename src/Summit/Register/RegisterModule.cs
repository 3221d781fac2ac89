using Summit.Http;

namespace Summit.Register;

/// <summary>People and organisations: plain tables, audited; the only place that holds personal data.</summary>
public static class RegisterModule
{
    public static IServiceCollection AddRegister(this IServiceCollection services) => services
        .AddSingleton<RegisterQueries>()
        .AddSingleton<IConstraintTranslator, RegisterConstraints>();

    public static void MapRegister(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapGroup("").WithTags(nameof(Register));
        RegisterOrganisation.Map(routes);
        RegisterPerson.Map(routes);
        ErasePerson.Map(routes);
        RegisterLists.Map(routes);
    }
}
