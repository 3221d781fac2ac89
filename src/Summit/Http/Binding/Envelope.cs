using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Summit.Http;

/// <summary>A command as it came over the wire: its bytes, and the headers that go with any command.</summary>
/// <param name="Body">The body; an empty object where there may be none and is none.</param>
/// <param name="IdempotencyKey">The caller's key for it.</param>
/// <param name="Fingerprint">SHA-256 over method, path and body: another request under the same key has
/// another.</param>
/// <param name="Preconditions">What the caller asks of the present version; null where something is
/// wrong.</param>
/// <param name="Problem">What is wrong; null where all is well. The body can be read where it is a header.</param>
internal sealed record Envelope(
    ReadOnlyMemory<byte> Body, string? IdempotencyKey, byte[] Fingerprint, Preconditions? Preconditions,
    Problem? Problem)
{
    private const int IdempotencyKeyMax = 255;

    /// <summary>Reads a request, to its end.</summary>
    public static async Task<Envelope> Read(HttpContext http, bool mayBeEmpty)
    {
        if (MediaProblem(http, mayBeEmpty) is { } unsupported)
            return Wrong(unsupported);
        var body = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        }
        catch (BadHttpRequestException failure)
        {
            return Wrong(Problem.Of(Problems.OfStatus(failure.StatusCode), failure.StatusCode, http));
        }
        // Brotli's decoder has an exception of another kind than the others.
        catch (Exception failure) when (failure is IOException or InvalidDataException
            or InvalidOperationException { Source: "System.IO.Compression.Brotli" })
        {
            return Wrong(Problem.Malformed(http, "", Expected.Decodable));
        }
        return WithHeaders(http,
            body.Length == 0 && mayBeEmpty ? "{}"u8.ToArray() : body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    // The framework takes off the content codings that it decodes: what is still there is none of them.
    private static Problem? MediaProblem(HttpContext http, bool mayBeEmpty)
    {
        var (headers, typed) = (http.Request.Headers, http.Request.GetTypedHeaders());
        if (headers.ContentEncoding.Count > 0)
        {
            http.Response.Headers.AcceptEncoding = HttpModule.ContentCodings;
            return Problem.Of(Problems.UnsupportedMediaType, http, Expected.OneOf([HttpModule.ContentCodings]));
        }
        if (mayBeEmpty && http.Request.ContentLength is null or 0)
            return null;
        var charset = HeaderUtilities.RemoveQuotes(typed.ContentType?.Charset ?? default);
        if (http.Request.HasJsonContentType()
            && (!charset.HasValue || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            return null;
        http.Response.Headers.Accept = "application/json";
        return Problem.Of(Problems.UnsupportedMediaType, http, Expected.JsonInUtf8);
    }

    private static Envelope WithHeaders(HttpContext http, ReadOnlyMemory<byte> body)
    {
        var endpoint = http.GetEndpoint()!.Metadata;
        var headers = http.Request.Headers;
        var preconditions = new Preconditions(http);
        var malformed = preconditions.Problem;
        string? key = null;
        if (headers.TryGetValue("Idempotency-Key", out var keys))
        {
            key = keys.ToString();
            if (key.Length is 0 or > IdempotencyKeyMax || key.Any(c => c is < '!' or > '~'))
                malformed = Problem.Both(malformed,
                    Problem.Malformed(http, "Idempotency-Key", Expected.VisibleAscii(IdempotencyKeyMax)));
        }
        else if (endpoint.GetMetadata<RequiresIdempotencyKey>() is not null)
        {
            return Wrong(Problem.Of(Problems.KeyMissing, http));
        }
        if (!preconditions.HasMatch && endpoint.GetMetadata<RequiresIfMatch>() is not null)
            return Wrong(Problem.Of(Problems.VersionMissing, http));
        return new Envelope(
            body, key, key is null ? [] : FingerprintOf(http.Request, body.Span), preconditions, malformed);
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
