using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Summit.Access;

/// <summary>A key as the service keeps it: the secret itself is shown once and then only its hash is known.</summary>
/// <param name="Id">The key's id: what is written beside events.</param>
/// <param name="Label">What it is for, in the words of who issued it.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="Congress">Only there; null for all.</param>
/// <param name="Track">Only in this track; null for all.</param>
/// <param name="Organisation">The organisation it speaks for.</param>
/// <param name="Person">The person it was issued to.</param>
/// <param name="CreatedAt">When it was issued.</param>
/// <param name="ExpiresAt">From when it is refused; null never.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="LastUsedAt">When it was last used, to the minute.</param>
public sealed record ApiKey(
    Guid Id,
    string Label,
    Role Role,
    Guid? Congress,
    Track? Track,
    Guid? Organisation,
    Guid? Person,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt = null,
    DateTimeOffset? RevokedAt = null,
    DateTimeOffset? LastUsedAt = null)
{
    /// <summary>Who acts with it.</summary>
    [JsonIgnore]
    public Actor Actor => new(ActorIdOf(Id), Role, Congress, Track, Organisation, Person, ExpiresAt);

    /// <summary>Refuses a key of a role that needs a holder, where it has none; null where it may be issued.</summary>
    public static Refusal? WithoutHolder(Role role, Guid? organisation, Guid? person) => role switch
    {
        Role.Partner when organisation is null =>
            AccessRules.PartnerWithoutOrganisation.Refuses(field: "/organisation"),
        Role.Delegate when person is null => AccessRules.DelegateWithoutPerson.Refuses(field: "/person"),
        _ => null,
    };

    /// <summary>What is written beside events that were caused with the key of an id.</summary>
    public static string ActorIdOf(Guid id) => $"key:{id}";

    /// <summary>Whether it is accepted at a moment.</summary>
    public bool IsValid(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);
}

/// <summary>The secret text of a key: <c>summit_&lt;id&gt;_&lt;256 random bits&gt;</c>.</summary>
public static class KeyToken
{
    private const string Prefix = "summit_";

    /// <summary>A new secret for a key.</summary>
    public static string New(Guid id) =>
        $"{Prefix}{id:N}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>The key's id in a token; false where it is none of ours.</summary>
    public static bool TryParse(string token, out Guid id)
    {
        id = default;
        return token.StartsWith(Prefix, StringComparison.Ordinal)
            && token.Length > Prefix.Length + 33
            && token[Prefix.Length + 32] == '_'
            && Guid.TryParseExact(token.AsSpan(Prefix.Length, 32), "N", out id);
    }

    /// <summary>What is kept of a token. Its 256 random bits need no slow hash.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
