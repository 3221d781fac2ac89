using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Summit.Http;

/// <summary>A response: a <typeparamref name="T"/>, or a problem. The document says so by this type.</summary>
public sealed class Response<T>(IResult result) : IResult, IEndpointMetadataProvider
{
    public static implicit operator Response<T>(Problem problem) => new(problem);

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext http) => result.ExecuteAsync(http);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        var (type, status) = typeof(T) is { IsGenericType: true } created
            && created.GetGenericTypeDefinition() == typeof(Created<>)
                ? (created.GetGenericArguments()[0], StatusCodes.Status201Created)
                : (typeof(T), StatusCodes.Status200OK);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, type, ["application/json"]));
    }
}

/// <summary>Responses from things.</summary>
public static class Response
{
    /// <summary>A thing as it is, for whoever may see it.</summary>
    public static Response<T> Of<T>(T shown) where T : class => new(new RepresentationResult(shown, null));
}
