using System.Security.Cryptography;
using System.Text.Json;

namespace Summit.Http;

/// <summary>Something shown as JSON, in one language where one was asked for.</summary>
internal sealed record RepresentationResult(object What, string? Tag, IReadOnlyList<string> Languages) : IResult
{
    public Task ExecuteAsync(HttpContext http) => Write(
        http, "application/json; charset=utf-8", Languages.FirstOrDefault(), Tag,
        JsonSerializer.SerializeToUtf8Bytes(
            What, What.GetType(), Languages.Count == 0 ? Json.Options : Json.Preferring(Languages)));

    /// <summary>Shows bytes under their entity tag; 304 where the reader has them already.</summary>
    /// <param name="http">Where.</param>
    /// <param name="mediaType">What they are.</param>
    /// <param name="language">The language they are in, where it is one.</param>
    /// <param name="tag">The entity tag; null where only the bytes themselves can tell.</param>
    /// <param name="body">The bytes.</param>
    public static async Task Write(HttpContext http, string mediaType, string? language, string? tag, byte[] body)
    {
        tag ??= $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";
        var headers = http.Response.Headers;
        // Who asks decides what is shown: nothing in between may keep it for somebody else.
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Authorization, Accept, Accept-Language";
        headers.ETag = tag;
        if (language is not null)
            headers.ContentLanguage = language;
        var preconditions = new Preconditions(http);
        if (preconditions.Problem is { } malformed)
        {
            await malformed.ExecuteAsync(http);
            return;
        }
        if (!preconditions.Matches(tag))
        {
            await Problem.Of(Problems.VersionChanged, http).ExecuteAsync(http);
            return;
        }
        if (!preconditions.MatchesNone(tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
