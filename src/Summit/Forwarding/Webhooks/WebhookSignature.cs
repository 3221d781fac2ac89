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

    /// <summary>
    /// The secrets of a configured text: separated by spaces, each as <c>whsec_</c> and base64, or raw.
    /// </summary>
    /// <exception cref="InvalidOperationException">One is no base64, or shorter than 24 bytes.</exception>
    public static IEnumerable<byte[]> Secrets(string configured) =>
        configured.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Secret);

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

    private static byte[] Secret(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var buffer = new byte[text.Length];
            if (!Convert.TryFromBase64String(text[Prefix.Length..], buffer, out var length))
                throw new InvalidOperationException("A forwarding secret that starts with whsec_ goes on in base64.");
            bytes = buffer[..length];
        }
        return bytes.Length >= SecretBytesMin
            ? bytes
            : throw new InvalidOperationException($"A forwarding secret has at least {SecretBytesMin} bytes.");
    }
}
