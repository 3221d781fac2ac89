namespace Summit.Http;

/// <summary>What an endpoint says of itself, for the pipeline and for the OpenAPI document alike.</summary>
public static class EndpointConventions
{
    /// <summary>A group for a context's endpoints, with the tag that they have in the document.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="name">The context's name, which is the tag.</param>
    /// <param name="description">What the document says of the context.</param>
    public static RouteGroupBuilder MapContext(this IEndpointRouteBuilder routes, string name, string description) =>
        routes.MapGroup("").WithTags(name).WithMetadata(new ContextDescription(name, description));

    /// <summary>Who may call it, beside administrators: they may whatever does not need somebody's own voice.</summary>
    public static TBuilder RequireRoles<TBuilder>(this TBuilder endpoint, Role role, params Role[] others)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.Require([role, .. others, Role.Administrator]);

    /// <summary>Administrators alone may call it.</summary>
    public static TBuilder AdministratorsOnly<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Require([Role.Administrator]);

    /// <summary>Any role may call it; what it shows depends on who asks.</summary>
    public static TBuilder RequireAnyRole<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.Require(Enum.GetValues<Role>());

    private static TBuilder Require<TBuilder>(this TBuilder endpoint, IReadOnlyCollection<Role> roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.AddRequirements(new RoleRequirement(roles)));

    /// <summary>It changes what the caller saw: without If-Match it answers 428.</summary>
    public static TBuilder RequireIfMatch<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new RequiresIfMatch());

    /// <summary>Sent twice it must not be done twice: without Idempotency-Key it answers 400.</summary>
    public static TBuilder RequireIdempotencyKey<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiresIdempotencyKey());

    /// <summary>It goes on after its Congress is closed, as no other command on what belongs to one (CO8).</summary>
    public static TBuilder GoesOnAfterClosing<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new GoesOnAfterClosing());

    /// <summary>Its answers are long, or take long to put together: each caller may ask only so often.</summary>
    public static TBuilder CostsMuch<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new CostlyRead());

    /// <summary>Its operation id and what it does; its tag is its module's.</summary>
    public static RouteHandlerBuilder WithOperation(
        this RouteHandlerBuilder endpoint, string operation, string summary) =>
        endpoint.WithName(operation).WithSummary(summary);
}

/// <summary>What the document says of the context that an endpoint belongs to.</summary>
public sealed record ContextDescription(string Name, string Description);

/// <summary>Marks an endpoint that needs If-Match.</summary>
public sealed record RequiresIfMatch;

/// <summary>Marks an endpoint that needs an Idempotency-Key.</summary>
public sealed record RequiresIdempotencyKey;

/// <summary>Marks an endpoint that goes on after its Congress is closed.</summary>
public sealed record GoesOnAfterClosing;

/// <summary>The roles that may call an endpoint; with an empty list no role may.</summary>
public sealed record RoleRequirement(IReadOnlyCollection<Role> Roles)
    : Microsoft.AspNetCore.Authorization.IAuthorizationRequirement;
