using Summit.Http;

namespace Summit.Access;

/// <summary>The keys there are, without their secrets.</summary>
public static class ListKeys
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/keys", async (Keys keys, HttpContext http, CancellationToken cancel) =>
            Response.Of(new KeyList(await keys.List(http.Actor(), cancel))))
        .WithOperation(nameof(ListKeys), "The keys within the scope of the caller's own, without their secrets")
        .RequireRoles(Role.Auditor);
}

/// <summary>The keys there are.</summary>
public sealed record KeyList(IReadOnlyList<ApiKey> Items);
