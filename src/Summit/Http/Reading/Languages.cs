using Microsoft.Net.Http.Headers;

namespace Summit.Http;

/// <summary>Reads from a request the languages that its sender prefers.</summary>
public static class Languages
{
    /// <summary>Whether <c>?lang=</c> names the one language in which texts are to be shown.</summary>
    public static bool NamesLanguage(this HttpContext http) => http.Request.Query.ContainsKey("lang");

    /// <summary>
    /// The preference: <c>?lang=</c> alone where it is there and well-formed, else <c>Accept-Language</c>, in which a
    /// quality of 0 refuses (RFC 9110, 12.5.4).
    /// </summary>
    public static LanguagePreference LanguagePreference(this HttpContext http)
    {
        var lang = http.Request.Query["lang"].ToString();
        if (LanguageTag.IsWellFormed(lang))
            return new([lang], []);
        var accepted = http.Request.GetTypedHeaders().AcceptLanguage.ToLookup(language => language.Quality is not 0);
        return new(Ranges(accepted[true].OrderByDescending(range => range.Quality ?? 1)), Ranges(accepted[false]));
    }

    // A header has room for thousands, and each would be looked for in each text.
    private static string[] Ranges(IEnumerable<StringWithQualityHeaderValue> accepted) =>
        [.. accepted.Take(Limits.Languages).Select(range => range.Value.ToString())];
}
