using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Summit.Kernel;

/// <summary>What people type, as readers see it: characters are code points, and not all of them can be seen.</summary>
public static partial class Text
{
    extension(string text)
    {
        /// <summary>Whether it has at most so many code points, which JSON Schema and PostgreSQL count, too.</summary>
        public bool HasAtMost(int codePoints) =>
            text.Length <= codePoints || text.EnumerateRunes().Count() <= codePoints;

        /// <summary>Whether any of its characters can be seen.</summary>
        public bool IsVisible => text.EnumerateRunes().Any(IsSeen);

        /// <summary>Its paragraphs, in order: what stands between lines in which nothing can be seen.</summary>
        public IReadOnlyList<string> Paragraphs
        {
            get
            {
                var paragraphs = new List<string>();
                var lines = new List<string>();
                foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Append(""))
                {
                    if (line.IsVisible)
                    {
                        lines.Add(line);
                    }
                    else if (lines.Count > 0)
                    {
                        paragraphs.Add(string.Join('\n', lines).Trim());
                        lines.Clear();
                    }
                }
                return paragraphs;
            }
        }

        /// <summary>Whether no character ends the line or controls a device.</summary>
        public bool IsOneLine => !text.EnumerateRunes().Any(rune => Rune.IsControl(rune) || IsLineEnd(rune));

        /// <summary>Whether no character controls a device; tabs and line ends are part of a text.</summary>
        public bool IsPlain => !text.EnumerateRunes()
            .Any(rune => Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r'));

        /// <summary>
        /// In NFC. U+FFFE is left out: it is no character, and the framework normalises no text that has it.
        /// </summary>
        public string Nfc => text.Replace("\uFFFE", "").Normalize();

        /// <summary>
        /// What it is compared as where two must not look alike: without case, compatibility forms (UAX 15), characters
        /// that are not seen, and differences of spaces.
        /// </summary>
        public string Folded => Spaces().Replace(Unseen().Replace(
            text.Nfc.Normalize(NormalizationForm.FormKC).ToUpperInvariant().ToLowerInvariant(), ""), " ").Trim();
    }

    // Fillers and the blank of Braille are letters and symbols by their category, and seen by nobody.
    private static bool IsSeen(Rune rune) =>
        rune.Value is not (0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0)
        && (Rune.IsLetter(rune) || Rune.IsNumber(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune));

    private static bool IsLineEnd(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\p{Cf}", RegexOptions.CultureInvariant)]
    private static partial Regex Unseen();
}
