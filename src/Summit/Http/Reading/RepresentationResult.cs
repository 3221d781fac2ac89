using System.Text.Json;

namespace Summit.Http;

/// <summary>Something shown as JSON: in the language best for the reader where they name one, else in all.</summary>
/// <param name="What">What is shown.</param>
/// <param name="Tag">Its entity tag; null where only the bytes themselves can tell.</param>
internal sealed record RepresentationResult(object What, string? Tag) : IResult
{
    public Task ExecuteAsync(HttpContext http)
    {
        var shown = Of(What, http.NamesLanguage() ? http.LanguagePreference() : null);
        return (Tag is null ? shown : shown with { Tag = Tag }).ExecuteAsync(http);
    }

    /// <summary>Something as JSON.</summary>
    /// <param name="what">What is shown.</param>
    /// <param name="reader">The languages to choose from; null for all that its texts are in.</param>
    public static Representation Of(object what, LanguagePreference? reader)
    {
        var (body, languages) = reader is null
            ? (JsonSerializer.SerializeToUtf8Bytes(what, what.GetType(), Json.Options), [])
            : Json.For(reader, what);
        return new Representation("application/json; charset=utf-8", body, languages);
    }
}
