using Summit.Http;

namespace Summit.Access;

/// <summary>An administrator revokes a key: from now on it is refused.</summary>
public sealed record RevokeKey
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/keys/{id:guid}/revoke", async (
                Guid id, CommandRequest<RevokeKey> request, Keys keys, HttpContext http, CancellationToken cancel) =>
            await keys.Revoke(id, cancel) is { } key
                ? new Response<ApiKey>(TypedResults.Ok(key))
                : Problem.Of(Problems.NotFound, http))
        .WithOperation(nameof(RevokeKey), "Revoke a key")
        .AdministratorsOnly();
}
