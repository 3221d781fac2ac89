using Microsoft.Net.Http.Headers;

namespace Summit.Http;

/// <summary>Which of several media types a request accepts best (RFC 9110, 12.5.1).</summary>
internal static class Negotiation
{
    /// <summary>The media type that is liked best; null where none is accepted.</summary>
    /// <param name="request">The request.</param>
    /// <param name="offered">What there is; of two that are liked alike, the first is taken.</param>
    public static string? Best(HttpRequest request, IReadOnlyList<string> offered)
    {
        if (string.IsNullOrWhiteSpace(request.Headers.Accept))
            return offered[0];
        var ranges = request.GetTypedHeaders().Accept;
        return offered
            .Select(form => (Form: form, Quality: Quality(ranges, form)))
            .Where(choice => choice.Quality > 0)
            .OrderByDescending(choice => choice.Quality)
            .FirstOrDefault().Form;
    }

    // The most specific range that a form falls under says how much it is liked.
    private static double Quality(IEnumerable<MediaTypeHeaderValue> ranges, string form) => ranges
        .Select(range => (range.Quality, Rank: Rank(range, form)))
        .Where(range => range.Rank > 0)
        .OrderByDescending(range => range.Rank)
        .Select(range => range.Quality ?? 1)
        .FirstOrDefault();

    private static int Rank(MediaTypeHeaderValue range, string form)
    {
        if (range.MediaType.Equals(form, StringComparison.OrdinalIgnoreCase))
            return 3;
        if (range.MatchesAllTypes)
            return 1;
        return range.MatchesAllSubTypes && range.Type.Equals(form.Split('/')[0], StringComparison.OrdinalIgnoreCase)
            ? 2
            : 0;
    }
}
