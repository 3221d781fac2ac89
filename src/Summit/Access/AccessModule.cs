using Microsoft.AspNetCore.Authorization;
using Summit.Store;
using Summit.Http;
using Summit.Register;

namespace Summit.Access;

/// <summary>Keys, roles and who may do what.</summary>
public static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSection<AccessOptions>("Summit");
        services.AddSingleton<Keys>();
        services.AddSingleton<ICongressPeople>(provider => provider.GetRequiredService<Keys>());
        services.AddSingleton<IJoinFollower<Person>, JoinedKeys>();
        services.AddSingleton<IJoinFollower<Organisation>, JoinedKeys>();
        services.AddSingleton<IConstraintTranslator, KeyConstraints>();
        // The core alone: the rest of the framework's authentication protects cookies, of which there are none here.
        services.AddWebEncoders();
        services.AddTransient<ApiKeyAuthentication>();
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = ApiKeyAuthentication.Name;
            options.AddScheme<ApiKeyAuthentication>(ApiKeyAuthentication.Name, null);
        });
        services.AddSingleton<IAuthorizationHandler, RoleAuthorization>();
        services.AddAuthorization();
        return services;
    }

    /// <summary>Default deny: a service with an endpoint that does not say who may call it does not start.</summary>
    /// <exception cref="InvalidOperationException">There is such an endpoint.</exception>
    public static void DenyByDefault(this WebApplication app)
    {
        foreach (var endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints))
        {
            var policies = endpoint.Metadata.OfType<AuthorizationPolicy>();
            if (!policies.Any(policy => policy.Requirements.OfType<RoleRequirement>().Any())
                && !endpoint.Metadata.OfType<IAllowAnonymous>().Any())
                throw new InvalidOperationException($"{endpoint.DisplayName} does not say who may call it.");
        }
    }

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapContext(nameof(Access), "Keys: who may do what.");
        IssueKey.Map(routes);
        RevokeKey.Map(routes);
        ListKeys.Map(routes);
        OwnKey.Map(routes);
    }
}

/// <summary>What the constraints on keys mean.</summary>
internal sealed class KeyConstraints : IConstraintTranslator
{
    public IReadOnlyCollection<string> Constraints =>
        ["keys_organisation", "keys_organisation_stays", "keys_person", "keys_person_is_there", "keys_person_stays"];

    public Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel) =>
        // What gives no key hands some over, to an entry that was joined or erased meanwhile: it is decided again.
        Task.FromResult<Refusal?>(commit.Operations.OfType<KeyIssued>().Any()
            ? AccessRules.NoSuchScope.Refuses(field:
                constraint.StartsWith("keys_organisation", StringComparison.Ordinal) ? "/organisation" : "/person")
            : null);
}
