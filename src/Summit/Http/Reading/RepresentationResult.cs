using System.Security.Cryptography;
using System.Text.Json;

namespace Summit.Http;

/// <summary>Something shown as JSON: in the language best for the reader where they name one, else in all.</summary>
internal sealed record RepresentationResult(object What, string? Tag) : IResult
{
    public Task ExecuteAsync(HttpContext http)
    {
        var (body, languages) = http.NamesLanguage()
            ? Json.For(http.LanguagePreference(), What)
            : (JsonSerializer.SerializeToUtf8Bytes(What, What.GetType(), Json.Options), []);
        return Write(http, "application/json; charset=utf-8", languages, Tag, body);
    }

    /// <summary>Shows bytes under their entity tag; 304 where the reader has them already.</summary>
    /// <param name="http">Where.</param>
    /// <param name="mediaType">What they are.</param>
    /// <param name="languages">The languages its texts are in, where they were chosen for the reader.</param>
    /// <param name="tag">The entity tag; null where only the bytes themselves can tell.</param>
    /// <param name="body">The bytes.</param>
    public static async Task Write(
        HttpContext http, string mediaType, IReadOnlyList<string> languages, string? tag, byte[] body)
    {
        tag ??= $"W/\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";
        var headers = http.Response.Headers;
        // Who asks decides what is shown: nothing in between may keep it for somebody else.
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Authorization, Accept, Accept-Language";
        headers.ETag = tag;
        if (languages.Count > 0)
            headers.ContentLanguage = string.Join(", ", languages);
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
