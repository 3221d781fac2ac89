using Summit.Congress;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Access;

/// <summary>An administrator issues a key. Its secret is in this one answer and nowhere else (A1, A2).</summary>
/// <param name="Label">What it is for; not a person's name.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Congress">Slug: only there; absent for all.</param>
/// <param name="Track">Only in this track; absent for all.</param>
/// <param name="Organisation">The organisation it speaks for; a partner's key needs one.</param>
/// <param name="Person">The person it is issued to; a delegate's key needs one.</param>
/// <param name="ExpiresAt">From when it is refused; absent never.</param>
public sealed record IssueKey(
    [MaxText(MaxTextAttribute.Title)] string Label,
    Role Role,
    [Code] string? Congress = null,
    Track? Track = null,
    Guid? Organisation = null,
    Guid? Person = null,
    DateTimeOffset? ExpiresAt = null)
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/keys", Issue)
        .WithOperation(nameof(IssueKey), "Access", "Issue a key; its secret is shown this once")
        .RequireRoles(Role.Administrator)
        .Answers<IssuedKey>(StatusCodes.Status201Created);

    private static Task<IResult> Issue(CommandRequest<IssueKey> command, Keys keys, Congresses congresses) =>
        command.Write(async cancel =>
        {
            var ask = command.Body;
            if (ApiKey.WithoutHolder(ask.Role, ask.Organisation, ask.Person) is { } refusal)
                return command.Refused(refusal);
            var congress = ask.Congress is null ? null : await congresses.IdOf(ask.Congress, cancel);
            if (ask.Congress is not null && congress is null)
                return command.Refused(AccessRules.NoSuchScope.Refuses(field: "/congress"));
            var key = new ApiKey(Guid.CreateVersion7(), ask.Label, ask.Role, congress, ask.Track, ask.Organisation,
                ask.Person, command.Now, ask.ExpiresAt);
            var issued = new IssuedKey(key, KeyToken.New(key.Id));
            return new CommandResult([], issued, null, $"/v1/keys/{key.Id}")
            {
                Operations = [new KeyIssued(key, issued.Token!)],
                // Sent again under the same Idempotency-Key, it is the same key, without its secret: that is not kept.
                Kept = issued with { Token = null },
            };
        });
}

/// <summary>A key with its secret, shown once.</summary>
/// <param name="Key">The key.</param>
/// <param name="Token">What goes into <c>Authorization: Bearer</c>; absent where it was shown before.</param>
public sealed record IssuedKey(ApiKey Key, string? Token = null);

/// <summary>An administrator revokes a key: from now on it is refused.</summary>
public static class RevokeKey
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/keys/{id:guid}/revoke", async (
                Guid id, CommandRequest<NoBody> command, Keys keys, HttpContext http, CancellationToken cancel) =>
            await keys.Revoke(id, cancel) is { } key
                ? (IResult)TypedResults.Ok(key)
                : Problem.Of(Problems.NotFound, StatusCodes.Status404NotFound, http))
        .WithOperation(nameof(RevokeKey), "Access", "Revoke a key")
        .RequireRoles(Role.Administrator)
        .Answers<ApiKey>();
}

/// <summary>The keys there are, without their secrets.</summary>
public static class ListKeys
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/keys", async (Keys keys, CancellationToken cancel) =>
            TypedResults.Ok(new KeyList(await keys.List(cancel))))
        .WithOperation(nameof(ListKeys), "Access", "The keys, without their secrets")
        .RequireRoles(Role.Auditor)
        .Answers<KeyList>();
}

/// <summary>The keys there are.</summary>
public sealed record KeyList(IReadOnlyList<ApiKey> Items);
