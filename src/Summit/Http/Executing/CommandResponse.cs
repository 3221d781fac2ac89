using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Summit.Http;

/// <summary>
/// What a command responds with: a <typeparamref name="TResponse"/>, or a problem. The document says so by this type.
/// </summary>
public sealed class CommandResponse<TResponse>(IResult result) : IResult, IEndpointMetadataProvider
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext http) => result.ExecuteAsync(http);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        var (type, status) = typeof(TResponse) is { IsGenericType: true } created
            && created.GetGenericTypeDefinition() == typeof(Created<>)
                ? (created.GetGenericArguments()[0], StatusCodes.Status201Created)
                : (typeof(TResponse), StatusCodes.Status200OK);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, type, ["application/json"]));
    }
}
