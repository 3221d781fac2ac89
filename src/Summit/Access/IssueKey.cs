using Summit.Congress;
using Summit.Http;
using Summit.Store;

namespace Summit.Access;

/// <summary>An administrator issues a key. Its secret is in this one answer and nowhere else (AC1, AC2, AC8).</summary>
/// <param name="Label">What it is for; not a person's name.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Congress">Slug: only there; absent for all.</param>
/// <param name="Track">Only in this track; absent for all.</param>
/// <param name="Organisation">The organisation it speaks for; a partner's key needs one.</param>
/// <param name="Person">The person it is issued to; a delegate's key needs one.</param>
/// <param name="ExpiresAt">From when it is refused; absent never.</param>
public sealed record IssueKey(
    [MaxLine(Limits.Title)] string Label,
    Role Role,
    [Code] string? Congress = null,
    Track? Track = null,
    Guid? Organisation = null,
    Guid? Person = null,
    DateTimeOffset? ExpiresAt = null)
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/keys", (
            CommandRequest<IssueKey> request, CommandExecutor executor, Congresses congresses) =>
            executor.Execute(request, cancel => Issue(request, congresses, cancel)))
        .WithOperation(nameof(IssueKey), "Issue a key; its secret is shown this once")
        .AdministratorsOnly();

    private static async Task<CommandResult<Created<IssuedKey>>> Issue(
        CommandRequest<IssueKey> request, Congresses congresses, CancellationToken cancel)
    {
        var command = request.Command;
        if (ApiKey.WithoutHolder(command.Role, command.Organisation, command.Person) is { } refusal)
            return refusal;
        var congress = command.Congress is null ? null : await congresses.IdOf(command.Congress, cancel);
        if (command.Congress is not null && congress is null)
            return AccessRules.NoSuchScope.Refuses(field: "/congress");
        var key = new ApiKey(Guid.CreateVersion7(), command.Label, command.Role, congress, command.Track,
            command.Organisation, command.Person, request.Now,
            // As the list shows it.
            command.ExpiresAt?.ToUniversalTime().ToMicroseconds());
        if (!request.By.Covers(key.Actor))
            return Permission.Forbidden;
        var issued = new IssuedKey(key, KeyToken.New(key.Id));
        return new CommandResult<Created<IssuedKey>>([], new Created<IssuedKey>(issued, $"/v1/keys/{key.Id}"))
        {
            Operations = [new KeyIssued(key, issued.Token!)],
            // Sent again under the same Idempotency-Key, it is the same key, without its secret: that is not kept.
            KeptBody = issued with { Token = null },
        };
    }
}

/// <summary>A key with its secret, shown once.</summary>
/// <param name="Key">The key.</param>
/// <param name="Token">What goes into <c>Authorization: Bearer</c>; absent where it was shown before.</param>
public sealed record IssuedKey(ApiKey Key, string? Token = null);
