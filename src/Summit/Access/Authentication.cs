using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Summit.Http;

namespace Summit.Access;

/// <summary>
/// Reads <c>Authorization: Bearer</c> and finds the key behind it. A wrong token is an error even where none is needed.
/// </summary>
public sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory log,
    UrlEncoder encoder,
    Keys keys,
    IOptions<AccessOptions> access)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    /// <summary>The scheme.</summary>
    public const string Name = "Bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return AuthenticateResult.NoResult();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.Fail("Not a bearer token.");
        var token = header["Bearer ".Length..].Trim();
        var isBootstrap = IsBootstrapKey(token);
        var key = isBootstrap ? null : await keys.Find(token, Context.RequestAborted);
        var actor = isBootstrap ? new Actor("key:bootstrap", Role.Administrator) : key?.Actor;
        if (actor is null)
            return AuthenticateResult.Fail("No valid key.");
        Context.Features.Set(actor);
        Context.Features.Set(key);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, actor.Id)], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    // Hashed first, so that the comparison tells nothing of the configured key's length either.
    private bool IsBootstrapKey(string token) =>
        access.Value.BootstrapKey is { Length: > 0 } key
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(token)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

/// <summary>Lets a role do what the endpoint says it may.</summary>
public sealed class RoleAuthorization(IHttpContextAccessor accessor) : AuthorizationHandler<RoleRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (accessor.HttpContext!.ActorOrNull() is { } actor && requirement.Roles.Contains(actor.Role))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
