using System.Text.RegularExpressions;

namespace Summit.Deliberation;

/// <summary>
/// The paragraphs of a text, separated by blank lines (DE4). A line is blank where nothing in it can be seen: what
/// looks like two clauses is two, in every language.
/// </summary>
public static partial class Clauses
{
    /// <summary>The paragraphs of a text, in order.</summary>
    public static IReadOnlyList<string> Of(string text) => text.Paragraphs;

    /// <summary>A text of these paragraphs.</summary>
    public static string Join(IEnumerable<string> paragraphs) => string.Join("\n\n", paragraphs);

    /// <summary>The text with one paragraph replaced.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The paragraph's number, from 1.</param>
    /// <param name="replaced">
    /// What it said: an amendment that was accepted while only lines of spaces were blank is counted as it was then.
    /// </param>
    /// <param name="paragraph">What it says instead.</param>
    public static string With(string text, int number, string replaced, string paragraph)
    {
        var parts = Of(text);
        if ((parts.ElementAtOrDefault(number - 1) is not { } part || !Same(part, replaced))
            && ByLinesOfSpaces(text) is var earlier
            && number <= earlier.Count && Same(earlier[number - 1], replaced))
            parts = earlier;
        return Join(parts.Select((said, n) => n == number - 1 ? paragraph.Trim() : said));
    }

    /// <summary>
    /// Whether two texts say the same: line ends, space around paragraphs and the Unicode form say nothing.
    /// </summary>
    public static bool Same(string one, string other) =>
        one == other || Of(one.Nfc).SequenceEqual(Of(other.Nfc));

    private static List<string> ByLinesOfSpaces(string text) =>
    [
        .. LinesOfSpaces().Split($"\n{text.ReplaceLineEndings("\n")}\n")
            .Select(part => part.Trim()).Where(part => part.Length > 0),
    ];

    [GeneratedRegex(@"\n(?:[ \t]*\n)+", RegexOptions.CultureInvariant)]
    private static partial Regex LinesOfSpaces();
}
