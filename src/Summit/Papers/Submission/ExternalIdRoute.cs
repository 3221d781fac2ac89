using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Summit.Http;

namespace Summit.Papers;

/// <summary>
/// The id of a paper in its organisation's own system, as <c>{system}</c> and <c>{externalId}</c> of a route say it.
/// </summary>
public sealed class ExternalIdRoute : IHasBindingProblem, IEndpointParameterMetadataProvider
{
    private ExternalIdRoute(ExternalId id, Problem? problem) => (Id, BindingProblem) = (id, problem);

    /// <summary>The id.</summary>
    public ExternalId Id { get; }

    /// <inheritdoc/>
    public Problem? BindingProblem { get; }

    public static ValueTask<ExternalIdRoute> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        // The framework leaves an escaped slash in an address as it is; no id holds a percent sign of its own.
        var id = new ExternalId((string)http.Request.RouteValues["system"]!,
            ((string)http.Request.RouteValues["externalId"]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
        var errors = new Errors();
        Validation.Apply(id, "", errors);
        return new(new ExternalIdRoute(id, errors.Count == 0 ? null : Problem.Malformed(http, errors)));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ReadsPath("system"));
        builder.Metadata.Add(new ReadsPath("externalId"));
    }
}
