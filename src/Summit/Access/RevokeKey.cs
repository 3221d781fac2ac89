using Summit.Http;

namespace Summit.Access;

/// <summary>An administrator revokes a key: from now on it is refused.</summary>
public sealed record RevokeKey
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/keys/{id:guid}/revoke", (
            Guid id, CommandRequest<RevokeKey> request, CommandExecutor executor, Keys keys) =>
            executor.Execute(request, cancel => Revoke(id, request.By, keys, cancel)))
        .WithOperation(nameof(RevokeKey), "Revoke a key")
        .AdministratorsOnly();

    // Before the response is kept, and again at each attempt: a revocation does not wait for other commits.
    private static async Task<CommandResult<ApiKey>> Revoke(
        Guid id, Actor by, Keys keys, CancellationToken cancel) =>
        await keys.Revoke(id, by, cancel) is { } key ? new CommandResult<ApiKey>([], key) : Permission.NotFound;
}
