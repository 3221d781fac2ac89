using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Summit.Deliberation;

/// <summary>
/// Escapes texts that people typed for a Markdown document: they stay plain words, make no heading, list, table, code,
/// link or HTML, and never end the paragraph they are in.
/// </summary>
public static partial class Markdown
{
    private const string Meaningful = @"\`*_{}[]#|~^$";

    /// <summary>One run of words, for anywhere within a line or at its start.</summary>
    public static string Plain(string typed)
    {
        var plain = new StringBuilder(typed.Length + 16);
        foreach (var c in OneLine(typed))
        {
            plain.Append(c switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                _ when Meaningful.Contains(c) => $"\\{c}",
                _ => c.ToString(),
            });
        }
        // What begins a list, a rule or an underlined heading does so only at the start of a line.
        return Beginning().Replace(plain.ToString(), match => $"{match.Groups[1].Value}\\{match.Groups[2].Value}");
    }

    // Line ends and controls become spaces; marks that turn the direction of what follows are dropped.
    private static string OneLine(string typed)
    {
        var line = new StringBuilder(typed.Length);
        foreach (var c in typed)
        {
            var category = char.GetUnicodeCategory(c);
            if (c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                continue;
            var isSpace = category is UnicodeCategory.Control
                || char.IsWhiteSpace(c) && c is not ('\u00A0' or '\u202F');
            if (!isSpace)
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString().TrimEnd();
    }

    [GeneratedRegex(@"^(\d*)([-+=:.)!])", RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();
}
