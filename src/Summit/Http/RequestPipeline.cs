using Microsoft.AspNetCore.Http.Metadata;

namespace Summit.Http;

/// <summary>An argument that may have found something wrong with the request while it was bound.</summary>
public interface IHasBindingProblem
{
    /// <summary>What is wrong; null where all is well.</summary>
    Problem? BindingProblem { get; }
}

/// <summary>Names the path parameter that an argument of an endpoint reads by itself.</summary>
/// <param name="Name">The parameter, the first of the path.</param>
/// <param name="IsId">Whether it is an id.</param>
public sealed record ReadsPath(string Name, bool IsId = false);

/// <summary>Names the query parameters that an argument of an endpoint reads by itself.</summary>
public sealed record ReadsQuery(params IReadOnlyList<string> Names);

/// <summary>
/// What every endpoint shares: unknown query parameters are refused, so that a misspelt filter never answers with
/// everything; what arguments found wrong while being bound is answered before the slice is asked.
/// </summary>
public static class RequestPipeline
{
    /// <summary>The query parameters every endpoint takes.</summary>
    private static readonly string[] Always = ["lang"];

    /// <summary>Adds the filter to all endpoints of a group.</summary>
    public static RouteGroupBuilder WithRequestPipeline(this RouteGroupBuilder group)
    {
        group.AddEndpointFilterFactory((context, next) => invocation =>
        {
            var http = invocation.HttpContext;
            if (QueryProblem(http) is { } wrong)
                return ValueTask.FromResult<object?>(wrong);
            foreach (var argument in invocation.Arguments)
            {
                if (argument is IHasBindingProblem { BindingProblem: { } problem })
                    return ValueTask.FromResult<object?>(problem);
            }
            return next(invocation);
        });
        return group;
    }

    private static Problem? QueryProblem(HttpContext http)
    {
        if (http.Request.Query.Count == 0)
            return null;
        var errors = new Dictionary<string, List<string>>();
        var known = KnownNames(http.GetEndpoint()!);
        foreach (var (name, values) in http.Request.Query)
        {
            if (!known.Contains(name))
                errors[$"?{name}"] = ["There is no such query parameter here."];
            else if (values.Count > 1)
                errors[$"?{name}"] = ["The parameter is there more than once."];
            else if (values.ToString().Contains('\0'))
                errors[$"?{name}"] = ["The text contains an invalid character (NUL)."];
        }
        return errors.Count == 0 ? null : Problem.Malformed(http, errors);
    }

    private static HashSet<string> KnownNames(Endpoint endpoint) =>
    [
        .. Always,
        .. endpoint.Metadata.GetOrderedMetadata<ReadsQuery>().SelectMany(reads => reads.Names),
        .. endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Where(parameter => !parameter.HasBindAsync)
            .Select(parameter => parameter.Name),
    ];
}

/// <summary>What an endpoint says of itself, for the pipeline and for the OpenAPI document alike.</summary>
public static class EndpointConventions
{
    /// <summary>Who may call it, beside administrators: they may whatever does not need somebody's own voice.</summary>
    public static TBuilder RequireRoles<TBuilder>(this TBuilder endpoint, params Role[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy =>
            policy.AddRequirements(new RoleRequirement([.. roles, Role.Administrator])));

    /// <summary>Administrators alone may call it.</summary>
    public static TBuilder AdministratorsOnly<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.RequireRoles();

    /// <summary>Any role may call it; what it shows depends on who asks.</summary>
    public static TBuilder RequireAnyRole<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireRoles(Enum.GetValues<Role>());

    /// <summary>It changes what the caller saw: without If-Match it answers 428.</summary>
    public static TBuilder RequireIfMatch<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new RequiresIfMatch());

    /// <summary>Sent twice it must not be done twice: without Idempotency-Key it answers 400.</summary>
    public static TBuilder RequireIdempotencyKey<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiresIdempotencyKey());

    /// <summary>Its operation id and what it does; its tag is its module's.</summary>
    public static RouteHandlerBuilder WithOperation(
        this RouteHandlerBuilder endpoint, string operation, string summary) =>
        endpoint.WithName(operation).WithSummary(summary);
}

/// <summary>Marks an endpoint that needs If-Match.</summary>
public sealed record RequiresIfMatch;

/// <summary>Marks an endpoint that needs an Idempotency-Key.</summary>
public sealed record RequiresIdempotencyKey;

/// <summary>The roles that may call an endpoint; with an empty list no role may.</summary>
public sealed record RoleRequirement(IReadOnlyCollection<Role> Roles)
    : Microsoft.AspNetCore.Authorization.IAuthorizationRequirement;
