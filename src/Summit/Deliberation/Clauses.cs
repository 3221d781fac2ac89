using System.Text.RegularExpressions;

namespace Summit.Deliberation;

/// <summary>The clauses of a text are its paragraphs, separated by blank lines and numbered from 1 (DE4).</summary>
public static partial class Clauses
{
    /// <summary>The paragraphs of a text, in order.</summary>
    public static IReadOnlyList<string> Of(string text) =>
    [
        .. BlankLines().Split(text.ReplaceLineEndings("\n")).Select(part => part.Trim()).Where(part => part.Length > 0),
    ];

    /// <summary>A text of these paragraphs.</summary>
    public static string Join(IEnumerable<string> paragraphs) => string.Join("\n\n", paragraphs);

    /// <summary>The paragraph of a number; null where the text has none.</summary>
    public static string? At(string text, int number) => Of(text) is var all && number >= 1 && number <= all.Count
        ? all[number - 1]
        : null;

    /// <summary>The text with one paragraph replaced.</summary>
    public static string With(string text, int number, string paragraph) =>
        Join(Of(text).Select((part, n) => n == number - 1 ? paragraph.Trim() : part));

    /// <summary>
    /// Whether two texts say the same: line ends, space around paragraphs and the Unicode form say nothing.
    /// </summary>
    public static bool Same(string one, string other) => Of(one.Nfc).SequenceEqual(Of(other.Nfc));

    [GeneratedRegex(@"\n(?:[ \t]*\n)+", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLines();
}
