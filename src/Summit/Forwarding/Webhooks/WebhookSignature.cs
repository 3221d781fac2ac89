using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Summit.Forwarding;

/// <summary>
/// Standard Webhooks signatures: HMAC-SHA256 over the exact bytes of <c>id.timestamp.body</c>, one for each secret, so
/// that the receiver can go over to a new secret while the old one still holds.
/// </summary>
public static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const int SecretBytesMin = 24;
    private const int SecretBytesMax = 64;

    /// <summary>
    /// Why a configured text is refused, in a sentence that repeats nothing of it; null where it is not. A secret in
    /// another form would sign what no receiver can verify.
    /// </summary>
    public static string? Objection(string configured) =>
        Parts(configured).Select(ObjectionTo).FirstOrDefault(objection => objection is not null);

    /// <summary>
    /// The secrets of a configured text: separated by spaces, each <c>whsec_</c> and the base64 of 24 to 64 bytes.
    /// </summary>
    /// <exception cref="FormatException">One has another form.</exception>
    public static IEnumerable<byte[]> Secrets(string configured) => Parts(configured)
        .Select(secret => ObjectionTo(secret) is { } objection
            ? throw new FormatException(objection)
            : Convert.FromBase64String(secret[Prefix.Length..]));

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <param name="secrets">The secrets.</param>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>, in seconds since 1970.</param>
    /// <param name="body">The bytes that are sent.</param>
    public static string Of(IEnumerable<byte[]> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.");
        byte[] signed = [.. Encoding.UTF8.GetBytes(head), .. body];
        return string.Join(' ', secrets
            .Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}"));
    }

    private static string[] Parts(string configured) =>
        configured.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string? ObjectionTo(string secret)
    {
        if (secret.AsSpan().ContainsAny('"', '\'', '`'))
            return "no quotes belong in a secret.";
        if (secret.Contains(',', StringComparison.Ordinal))
            return $"a secret begins with {Prefix}: v1, is of signatures, and several secrets are separated by spaces.";
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal))
            return $"a secret begins with {Prefix}, in small letters.";
        if (!Base64.IsValid(secret.AsSpan(Prefix.Length), out var bytes))
            return $"a secret goes on in padded base64 after {Prefix}.";
        return bytes is >= SecretBytesMin and <= SecretBytesMax
            ? null
            : $"a secret has {SecretBytesMin} to {SecretBytesMax} bytes before they are written in base64.";
    }
}
