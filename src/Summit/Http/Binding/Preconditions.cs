using Microsoft.Net.Http.Headers;

namespace Summit.Http;

/// <summary>
/// What a request asks of the representation that there is: <c>If-Match</c> and <c>If-None-Match</c>, each <c>*</c> or
/// a list of entity tags (RFC 9110, 13.1). A weak tag counts as a strong one: proxies that compress weaken ours.
/// </summary>
public sealed class Preconditions
{
    private readonly IList<EntityTagHeaderValue>? match;
    private readonly IList<EntityTagHeaderValue>? noneMatch;

    /// <summary>Reads those of a request.</summary>
    public Preconditions(HttpContext http)
    {
        match = Tags(http, HeaderNames.IfMatch);
        noneMatch = Tags(http, HeaderNames.IfNoneMatch);
    }

    /// <summary>A header that has another form; null where all is well.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Whether <c>If-Match</c> is there.</summary>
    public bool HasMatch => match is not null;

    /// <summary>Whether <c>If-Match</c> is there and names versions.</summary>
    public bool NamesVersions => match?.Contains(EntityTagHeaderValue.Any) == false;

    /// <summary>Whether <c>If-Match</c> holds.</summary>
    /// <param name="tag">The present tag; null where there is nothing.</param>
    public bool Matches(string? tag) => match is null || IsOneOf(match, tag);

    /// <summary>Whether <c>If-None-Match</c> holds.</summary>
    /// <param name="tag">The present tag; null where there is nothing.</param>
    public bool MatchesNone(string? tag) => noneMatch is null || !IsOneOf(noneMatch, tag);

    /// <summary>
    /// Whether both hold for a stream, whatever else its page showed: a command changes the version that was seen.
    /// </summary>
    /// <param name="version">Its present version; 0 where there is no such stream.</param>
    public bool HoldFor(long version)
    {
        var tag = version == 0 ? null : ETag.Of(version);
        return (match is null || IsOneOf(match.Select(ETag.VersionOf), tag))
            && (noneMatch is null || !IsOneOf(noneMatch.Select(ETag.VersionOf), tag));
    }

    private IList<EntityTagHeaderValue>? Tags(HttpContext http, string header)
    {
        if (!http.Request.Headers.TryGetValue(header, out var values))
            return null;
        if (!EntityTagHeaderValue.TryParseStrictList(values, out var tags))
            Problem = Http.Problem.Both(Problem, Http.Problem.Malformed(http, header, Expected.EntityTags));
        return tags ?? [];
    }

    private static bool IsOneOf(IEnumerable<EntityTagHeaderValue> tags, string? tag) =>
        tag is not null && EntityTagHeaderValue.Parse(tag) is var present
        && tags.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(present, useStrongComparison: false));
}
