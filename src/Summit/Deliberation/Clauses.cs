using System.Text.RegularExpressions;

namespace Summit.Deliberation;

/// <summary>
/// The clauses of a text are its paragraphs, separated by blank lines and numbered from 1 (DE4). A line is blank where
/// nothing in it can be seen: what looks like two clauses is two, in every language.
/// </summary>
public static partial class Clauses
{
    /// <summary>The paragraphs of a text, in order.</summary>
    public static IReadOnlyList<string> Of(string text) => Of(text, BlankLines());

    private static string[] Of(string text, Regex between) =>
    [
        .. between.Split($"\n{text.ReplaceLineEndings("\n")}\n")
            .Select(part => part.Trim()).Where(part => part.Length > 0),
    ];

    /// <summary>A text of these paragraphs.</summary>
    public static string Join(IEnumerable<string> paragraphs) => string.Join("\n\n", paragraphs);

    /// <summary>The paragraph of a number; null where the text has none.</summary>
    public static string? At(string text, int number) => Of(text) is var all && number >= 1 && number <= all.Count
        ? all[number - 1]
        : null;

    /// <summary>The text with one paragraph replaced.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The paragraph's number.</param>
    /// <param name="replaced">
    /// What it said: an amendment that was accepted while only lines of spaces were blank is counted as it was then.
    /// </param>
    /// <param name="paragraph">What it says instead.</param>
    public static string With(string text, int number, string replaced, string paragraph)
    {
        var parts = Of(text);
        if ((At(text, number) is not { } part || !Same(part, replaced)) && Of(text, LinesOfSpaces()) is var earlier
            && number <= earlier.Length && Same(earlier[number - 1], replaced))
            parts = earlier;
        return Join(parts.Select((said, n) => n == number - 1 ? paragraph.Trim() : said));
    }

    /// <summary>
    /// Whether two texts say the same: line ends, space around paragraphs and the Unicode form say nothing.
    /// </summary>
    public static bool Same(string one, string other) => Of(one.Nfc).SequenceEqual(Of(other.Nfc));

    /// <summary>
    /// The numbers of the paragraphs that a later text no longer has. Of paragraphs that say the same, those nearest to
    /// the start and the end of the text are kept.
    /// </summary>
    public static IEnumerable<int> Gone(string text, string later)
    {
        var (before, now) = (Of(text), Of(later));
        var shorter = Math.Min(before.Count, now.Count);
        var start = Enumerable.Range(0, shorter).TakeWhile(n => before[n] == now[n]).Count();
        var end = Enumerable.Range(1, shorter - start).TakeWhile(n => before[^n] == now[^n]).Count();
        var between = now.Skip(start).SkipLast(end).ToList();
        return Enumerable.Range(start, before.Count - start - end)
            .Where(n => !between.Remove(before[n])).Select(n => n + 1);
    }

    [GeneratedRegex(@"\n(?:[ \t]*\n)+", RegexOptions.CultureInvariant)]
    private static partial Regex LinesOfSpaces();

    // Hangul fillers and the Braille blank are letters and symbols by category, but invisible.
    [GeneratedRegex(
        @"\n(?:[\s\p{Cc}\p{Cf}\u115F\u1160\u2800\u3164\uFFA0-[\n]]*\n)+", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLines();
}
