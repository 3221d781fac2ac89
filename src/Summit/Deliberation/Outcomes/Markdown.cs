using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Summit.Deliberation;

/// <summary>
/// Escapes texts that people typed for a Markdown document: they stay plain words, make no heading, list, table, code
/// or HTML, and never end the paragraph they are in. An address is a link to itself, so that no renderer makes another
/// of it.
/// </summary>
public static partial class Markdown
{
    private const string Meaningful = @"\`*_{}[]#|~^$";

    // What a tab is shown as at the start of a line.
    private const int TabWidth = 4;

    /// <summary>One run of words, for anywhere within a line or at its start.</summary>
    public static string Plain(string typed) => Words(BidiControls.Balanced(typed));

    /// <summary>A text as it was typed: its lines and their indents stay, and so do its paragraphs.</summary>
    public static string Lines(string typed) => Clauses.Join(Clauses.Of(typed).Select(paragraph =>
        // Two spaces at its end keep a line in every renderer, a backslash only in some.
        string.Join("  \n", BidiControls.Balanced(paragraph).Split('\n').Select(line => Indent(line) + Words(line)))));

    private static string Words(string typed)
    {
        var line = OneLine(typed);
        var plain = new StringBuilder(line.Length + 16);
        var done = 0;
        foreach (Match address in Address().Matches(line))
        {
            AppendEscaped(plain, line.AsSpan(done, address.Index - done));
            AppendLink(plain, address);
            done = address.Index + address.Length;
        }
        AppendEscaped(plain, line.AsSpan(done));
        // What begins a list, a rule or an underlined heading does so only at the start of a line.
        return Beginning().Replace(plain.ToString(), match => $"{match.Groups[1].Value}\\{match.Groups[2].Value}");
    }

    private static void AppendEscaped(StringBuilder plain, ReadOnlySpan<char> words)
    {
        foreach (var c in words)
        {
            _ = c switch
            {
                '<' => plain.Append("&lt;"),
                '>' => plain.Append("&gt;"),
                '&' => plain.Append("&amp;"),
                _ when Meaningful.Contains(c) => plain.Append('\\').Append(c),
                _ => plain.Append(c),
            };
        }
    }

    private static void AppendLink(StringBuilder plain, Match address)
    {
        var isWithoutScheme = address.Groups["www"].Success;
        // Between angle brackets nothing needs to be escaped, except what only some renderers take for an entity there.
        if (!isWithoutScheme && !Entity().IsMatch(address.Value))
        {
            plain.Append('<').Append(address.Value).Append('>');
            return;
        }
        AppendEscaped(plain.Append('['), address.Value);
        var target = new StringBuilder(address.Value).Replace("(", "%28").Replace(")", "%29").Replace("&", "&amp;");
        plain.Append("](").Append(isWithoutScheme ? "http://" : "").Append(target).Append(')');
    }

    private static string Indent(string line) => string.Concat(line.TakeWhile(c => c is ' ' or '\t')
        .Select(c => new string('\u00A0', c == '\t' ? TabWidth : 1)));

    // Line ends and controls become spaces.
    private static string OneLine(string typed)
    {
        var line = new StringBuilder(typed.Length);
        foreach (var c in typed)
        {
            var isSpace = char.GetUnicodeCategory(c) is UnicodeCategory.Control
                || char.IsWhiteSpace(c) && c is not ('\u00A0' or '\u202F');
            if (!isSpace)
                line.Append(c);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }
        return line.ToString().TrimEnd();
    }

    // A number, a letter or a label before a full stop or a bracket begins a list in one renderer or another.
    [GeneratedRegex(
        @"^(\(?(?:\d+|[A-Za-z]|[IVXLCDMivxlcdm]+|@[\w-]*)(?=[.)](?:\s|$))|)([-+=:.)!])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"&#?\w+(;|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Entity();

    // Without what ends a sentence or a bracket around it.
    [GeneratedRegex(
        """
        (?<![\p{L}\p{N}]) (?:
            (?: (?:https?|ftp):// (?=[\p{L}\p{N}]) | (?<![.@/:-]) (?<www>www\.) (?=[\p{L}\p{N}]) )
            (?: [\p{L}\p{M}\p{N}\-._~:/?\#@!$&'*+,;=%] | \( [\p{L}\p{M}\p{N}\-._~:/?\#@!$&'*+,;=%]* \) )*
            (?<= [\p{L}\p{M}\p{N}\-_~/\#@$&+=%)] )
          | [A-Za-z0-9] [A-Za-z0-9._%+-]{0,63} @ (?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+ [A-Za-z]{2,63} )
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Address();
}
