using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors;
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

/// <summary>Names a query parameter that takes some names.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Names">The names.</param>
/// <param name="AreSeveral">Whether it takes several of them, with commas between, or one.</param>
public sealed record ReadsNames(string Parameter, IReadOnlyList<string> Names, bool AreSeveral = false)
{
    /// <summary>One that takes a value of an enum.</summary>
    public static ReadsNames Of<T>(string parameter) where T : struct, Enum =>
        new(parameter, [.. EnumNames.All(typeof(T))]);
}

/// <summary>
/// What every endpoint shares: unknown query parameters are refused, so that a misspelt filter never answers with
/// everything; what arguments found wrong while being bound is answered, all at once, before the slice is asked; and
/// who accepts none of the media types that there are is told so.
/// </summary>
public static class RequestPipeline
{
    /// <summary>The query parameters every endpoint takes.</summary>
    private static readonly string[] Always = ["lang"];

    /// <summary>Adds these checks to all endpoints of a group, and opens its public reads to other sites.</summary>
    public static RouteGroupBuilder WithBindingChecks(this RouteGroupBuilder group)
    {
        group.AddEndpointFilterFactory((context, next) => invocation =>
        {
            var http = invocation.HttpContext;
            var problem = invocation.Arguments.OfType<IHasBindingProblem>()
                .Aggregate(QueryProblem(http), (found, argument) => Problem.Both(found, argument.BindingProblem))
                ?? AcceptProblem(http);
            return problem is null ? next(invocation) : ValueTask.FromResult<object?>(problem);
        });
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (IsPublicRead(endpoint.Metadata))
                endpoint.Metadata.Add(new EnableCorsAttribute(HttpModule.PublicReads));
        });
        return group;
    }

    private static bool IsPublicRead(IEnumerable<object> metadata) => metadata.OfType<IAllowAnonymous>().Any()
        && metadata.OfType<IHttpMethodMetadata>().Any(method => method.HttpMethods.Contains(HttpMethods.Get));

    private static Problem? QueryProblem(HttpContext http)
    {
        if (http.Request.Query.Count == 0)
            return null;
        var errors = new Errors();
        var endpoint = http.GetEndpoint()!.Metadata;
        var known = KnownParameters(endpoint);
        foreach (var (name, values) in http.Request.Query)
        {
            if (!known.TryGetValue(name, out var type))
            {
                if (!(Trackers.Has(name) && IsPublicRead(endpoint)))
                    errors.Add($"?{name}", Expected.OneOf(known.Keys));
            }
            else if (values.Count > 1)
                errors.Add($"?{name}", Expected.Once);
            else if (values.ToString().Contains('\0'))
                errors.Add($"?{name}", Expected.Text);
            else if (!IsReadable(type, values.ToString()))
                errors.Add($"?{name}", Expected.Of(type!));
            else if (name == "lang" && !LanguageTag.IsWellFormed(values.ToString()))
                errors.Add("?lang", Expected.Language);
        }
        return errors.Count == 0 ? null : Problem.Malformed(http, errors);
    }

    // By name: the type that the framework reads, or null for what an argument reads by itself.
    private static Dictionary<string, Type?> KnownParameters(EndpointMetadataCollection endpoint)
    {
        var known = Always.Concat(endpoint.GetOrderedMetadata<ReadsQuery>().SelectMany(reads => reads.Names))
            .Distinct().ToDictionary(name => name, Type? (_) => null);
        foreach (var bound in endpoint.GetOrderedMetadata<IParameterBindingMetadata>())
        {
            if (!bound.HasBindAsync)
            {
                var type = bound.ParameterInfo.ParameterType;
                known[bound.Name] = Nullable.GetUnderlyingType(type) ?? type;
            }
        }
        return known;
    }

    // What the framework reads by itself it refuses without a word.
    private static bool IsReadable(Type? type, string value) => Type.GetTypeCode(type) switch
    {
        _ when type == typeof(Guid) => Guid.TryParse(value, out _),
        TypeCode.Int32 => int.TryParse(value, out _),
        _ => true,
    };

    private static Problem? AcceptProblem(HttpContext http)
    {
        if (http.Request.Headers.Accept.Count == 0)
            return null;
        string[] offered =
        [
            .. http.GetEndpoint()!.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
                .Where(response => response.StatusCode is >= 200 and < 300)
                .SelectMany(response => response.ContentTypes).Distinct(),
        ];
        return offered.Length == 0 || Negotiation.Best(http.Request, offered) is not null
            ? null
            : Problem.Of(Problems.NotAcceptable, http, Expected.OneOf(offered));
    }
}
