using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Summit.Http;

namespace Summit.Congress;

/// <summary>The Congress that the <c>{slug}</c> of a route names; where there is none the response is 404.</summary>
public sealed class CongressRoute : IHasBindingProblem, IEndpointParameterMetadataProvider
{
    private CongressRoute(string slug, Guid id, Problem? problem) => (Slug, Id, BindingProblem) = (slug, id, problem);

    /// <summary>The slug.</summary>
    public string Slug { get; }

    /// <summary>The id of its Congress.</summary>
    public Guid Id { get; }

    /// <inheritdoc/>
    public Problem? BindingProblem { get; }

    public static async ValueTask<CongressRoute> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var slug = (string)http.Request.RouteValues["slug"]!;
        var id = await http.RequestServices.GetRequiredService<Congresses>().IdOf(slug, http.RequestAborted);
        return new CongressRoute(slug, id ?? default, id is null ? Problem.Of(Problems.NotFound, http) : null);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ReadsPath("slug"));
}
