using System.Text.RegularExpressions;

namespace Summit.Kernel;

/// <summary>Language tags of BCP 47: their form by RFC 5646, how one is found for a reader by RFC 4647.</summary>
public static partial class LanguageTag
{
    // What RFC 5646, 4.4.1 advises to have room for.
    private const int LengthMax = 35;

    /// <summary>
    /// Whether a tag is well-formed, in whatever case, such as <c>pt-BR</c>, <c>de-1996</c> or <c>en-x-draft</c>. A tag
    /// without a language of two or three letters tells a reader nothing: there are no longer ones in the registry.
    /// </summary>
    public static bool IsWellFormed(string tag) => tag.Length <= LengthMax && Form().IsMatch(tag);

    /// <summary>
    /// A tag in the case of RFC 5646, 2.1.1, such as <c>zh-Hant-TW</c>; what is not well-formed stays as it is.
    /// </summary>
    public static string Canonical(string tag)
    {
        if (!IsWellFormed(tag))
            return tag;
        var subtags = tag.ToLowerInvariant().Split('-');
        // From a subtag of one character on, all are extensions or private.
        for (var n = 1; n < subtags.Length && subtags[n].Length > 1; n++)
        {
            subtags[n] = subtags[n] switch
            {
                { Length: 2 } region => region.ToUpperInvariant(),
                { Length: 4 } script => char.ToUpperInvariant(script[0]) + script[1..],
                var other => other,
            };
        }
        return string.Join('-', subtags);
    }

    /// <summary>
    /// The tag that a language range finds (RFC 4647, 3.4): the range itself, or the longest part of it that there is;
    /// else the nearest under it, such as <c>pt-BR</c> for <c>pt</c>. Null where there is none.
    /// </summary>
    public static string? Lookup(string range, IReadOnlyCollection<string> tags)
    {
        var parts = Shortened(range);
        return Find((tag, part) => tag.Equals(part, StringComparison.OrdinalIgnoreCase)) ?? Find(IsUnder);

        string? Find(Func<string, string, bool> fits) => parts
            .Select(part => tags.FirstOrDefault(tag => fits(tag, part)))
            .FirstOrDefault(tag => tag is not null);
    }

    /// <summary>Whether a tag falls under a range (RFC 4647, 3.3.1), beside the range itself.</summary>
    internal static bool IsUnder(string tag, string range) => tag.Length > range.Length && tag[range.Length] == '-'
        && tag.StartsWith(range, StringComparison.OrdinalIgnoreCase);

    // A subtag of one character announces the next: a range does not end with one.
    private static List<string> Shortened(string range)
    {
        var parts = new List<string>();
        for (var end = range.Length; end > 0; end = range.LastIndexOf('-', end - 1))
        {
            if (end < 2 || range[end - 2] != '-')
                parts.Add(range[..end]);
        }
        return parts;
    }

    [GeneratedRegex(
        """
        ^[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}              # language
        (-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?     # script, region
        (-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*    # variants
        (-[0-9A-WYZa-wyz](-[A-Za-z0-9]{2,8})+)*       # extensions
        (-[Xx](-[A-Za-z0-9]{1,8})+)?\z                # private use
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Form();
}
