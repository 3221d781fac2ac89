using Summit.Http;

namespace Summit.Access;

/// <summary>An administrator revokes a key: from now on it is refused.</summary>
public sealed record RevokeKey
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/keys/{id:guid}/revoke", (
            Guid id, CommandRequest<RevokeKey> request, CommandExecutor executor, Keys keys) =>
            executor.Execute(request, cancel => Revoke(id, request, keys, cancel)))
        .WithOperation(nameof(RevokeKey), "Revoke a key")
        .AdministratorsOnly();

    private static async Task<CommandResult<ApiKey>> Revoke(
        Guid id, CommandRequest request, Keys keys, CancellationToken cancel)
    {
        if (await keys.Find(id, cancel) is not { } key)
            return Permission.NotFound;
        return new CommandResult<ApiKey>([], key with { RevokedAt = key.RevokedAt ?? request.Now })
        {
            Operations = key.RevokedAt is null ? [new KeyRevoked(id, request.Now, keys)] : [],
        };
    }
}
