using System.Security.Cryptography;

namespace Summit.Http;

/// <summary>Something shown, as bytes under their entity tag; 304 where the reader has them already.</summary>
/// <param name="MediaType">What they are.</param>
/// <param name="Body">The bytes.</param>
/// <param name="Languages">The languages its texts are in, where they were chosen for the reader.</param>
public sealed record Representation(string MediaType, byte[] Body, IReadOnlyList<string> Languages) : IResult
{
    // What is written at once is copied at once, however slowly it is read.
    private const int ChunkBytes = 16 * 1024;

    private string? tag;

    /// <summary>Its entity tag; where no version can tell, that of the bytes.</summary>
    public string Tag
    {
        get => tag ??= $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Body).AsSpan(0, 12))}\"";
        init => tag = value;
    }

    /// <summary>Whether it is the same whoever asks for it, so that what is in between may keep it.</summary>
    public bool IsForAll { get; init; }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext http)
    {
        var preconditions = new Preconditions(http);
        if (preconditions.Problem is { } malformed)
        {
            await malformed.ExecuteAsync(http);
            return;
        }
        var headers = http.Response.Headers;
        // Who asks decides what is shown: nothing in between may keep it for somebody else.
        headers.CacheControl = IsForAll ? "public, no-cache" : "private, no-cache";
        headers.Vary = IsForAll ? "Accept-Language" : "Authorization, Accept, Accept-Language";
        headers.ETag = Tag;
        if (Languages.Count > 0)
            headers.ContentLanguage = string.Join(", ", Languages);
        if (!preconditions.Matches(Tag))
        {
            await (long.TryParse(Tag.Trim('"'), out var version)
                ? Problem.Changed(version, http)
                : Problem.Of(Problems.VersionChanged, http)).ExecuteAsync(http);
            return;
        }
        if (!preconditions.MatchesNone(Tag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = MediaType;
        http.Response.ContentLength = Body.Length;
        for (var rest = Body.AsMemory(); !rest.IsEmpty; rest = rest[Math.Min(ChunkBytes, rest.Length)..])
            await http.Response.Body.WriteAsync(rest[..Math.Min(ChunkBytes, rest.Length)], http.RequestAborted);
    }
}
