using Microsoft.AspNetCore.Http.Metadata;

namespace Summit.Http;

/// <summary>An argument that may have found something wrong with the request while it was bound.</summary>
public interface IHasBindingProblem
{
    /// <summary>What is wrong; null where all is well.</summary>
    Problem? BindingProblem { get; }
}

/// <summary>Names the path parameter that an argument of an endpoint reads by itself.</summary>
/// <param name="Name">The parameter.</param>
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

    /// <summary>Adds these checks to all endpoints of a group.</summary>
    public static RouteGroupBuilder WithBindingChecks(this RouteGroupBuilder group)
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
