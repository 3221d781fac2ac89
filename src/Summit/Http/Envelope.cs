using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Summit.Http;

/// <summary>A command as it came over the wire: its bytes, and the headers that go with any command.</summary>
/// <param name="Body">The body; an empty object where there may be none and is none.</param>
/// <param name="IdempotencyKey">The caller's key for it.</param>
/// <param name="Fingerprint">SHA-256 over method, path and body: another request under the same key has
/// another.</param>
/// <param name="ExpectedVersion">The version the caller saw, from If-Match.</param>
/// <param name="Problem">What is wrong; null where all is well.</param>
internal sealed record Envelope(
    ReadOnlyMemory<byte> Body, string? IdempotencyKey, byte[] Fingerprint, long? ExpectedVersion, Problem? Problem)
{
    private const int IdempotencyKeyMax = 255;

    /// <summary>Reads a request, to its end.</summary>
    public static async Task<Envelope> Read(HttpContext http, bool mayBeEmpty)
    {
        if (!http.Request.HasJsonContentType() && !(mayBeEmpty && http.Request.ContentLength is null or 0))
            return Wrong(Problem.Of(Problems.UnsupportedMediaType, http,
                "application/json is expected."));
        ReadOnlyMemory<byte> body;
        try
        {
            var read = await http.Request.BodyReader.ReadAtLeastAsync(int.MaxValue, http.RequestAborted);
            body = read.Buffer.ToArray();
            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Wrong(Problem.Of(Problems.TooLarge, http));
        }
        return WithHeaders(http, body.Length == 0 && mayBeEmpty ? "{}"u8.ToArray() : body);
    }

    private static Envelope WithHeaders(HttpContext http, ReadOnlyMemory<byte> body)
    {
        var endpoint = http.GetEndpoint()!.Metadata;
        var headers = http.Request.Headers;
        string? key = null;
        if (headers.TryGetValue("Idempotency-Key", out var keys))
        {
            key = keys.ToString();
            if (key.Length is 0 or > IdempotencyKeyMax || key.Any(c => c is < '!' or > '~'))
                return Wrong(
                    Problem.Malformed(http, "Idempotency-Key", "1 to 255 visible ASCII characters are expected."));
        }
        else if (endpoint.GetMetadata<RequiresIdempotencyKey>() is not null)
        {
            return Wrong(Problem.Of(Problems.KeyMissing, http));
        }
        long? seen = null;
        if (headers.TryGetValue("If-Match", out var tags))
        {
            if (!ETag.TryParse(tags.ToString(), out var version))
                return Wrong(Problem.Malformed(http, "If-Match", "One entity tag is expected, such as \"7\"."));
            seen = version;
        }
        else if (endpoint.GetMetadata<RequiresIfMatch>() is not null)
        {
            return Wrong(Problem.Of(Problems.VersionMissing, http));
        }
        return new Envelope(body, key, key is null ? [] : FingerprintOf(http.Request, body.Span), seen, null);
    }

    private static byte[] FingerprintOf(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static Envelope Wrong(Problem problem) => new(default, null, [], null, problem);
}
