using Summit.Http;

namespace Summit.Access;

/// <summary>What the key that a request came with may do (AC11).</summary>
/// <param name="Label">What it is for.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Id">Its id; absent for the bootstrap key, which is none of those that are issued.</param>
/// <param name="Congress">Only there; absent for all.</param>
/// <param name="Track">Only in this track; absent for all.</param>
/// <param name="Organisation">The organisation it speaks for.</param>
/// <param name="Person">The person it was issued to.</param>
/// <param name="ExpiresAt">From when it is refused; absent never.</param>
public sealed record OwnKey(
    string Label,
    Role Role,
    Guid? Id = null,
    Guid? Congress = null,
    Track? Track = null,
    Guid? Organisation = null,
    Guid? Person = null,
    DateTimeOffset? ExpiresAt = null)
{
    private static readonly OwnKey Bootstrap = new("bootstrap", Role.Administrator);

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/keys/me", (HttpContext http) => Response.Of(Of(http.Features.Get<ApiKey>())))
        .WithOperation("GetOwnKey", "The caller's own key: its role, scope and expiry")
        .RequireAnyRole();

    private static OwnKey Of(ApiKey? key) => key is null
        ? Bootstrap
        : new OwnKey(key.Label, key.Role, key.Id, key.Congress, key.Track, key.Organisation, key.Person, key.ExpiresAt);
}
