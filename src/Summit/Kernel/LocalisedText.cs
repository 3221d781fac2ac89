using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Summit.Kernel;

/// <summary>
/// The same text in one or more languages, by BCP 47 tag. Never empty and never blank; missing languages are simply
/// missing: a required translation would block those who do not have it yet.
/// </summary>
[JsonConverter(typeof(LocalisedTextJsonConverter))]
public sealed partial class LocalisedText : IEquatable<LocalisedText>
{
    private readonly ImmutableSortedDictionary<string, string> texts;

    private LocalisedText(ImmutableSortedDictionary<string, string> texts) => this.texts = texts;

    /// <summary>The languages it is in.</summary>
    public IEnumerable<string> Languages => texts.Keys;

    /// <summary>The texts by language.</summary>
    public IReadOnlyDictionary<string, string> ByLanguage => texts;

    /// <summary>The length of the longest of them, in UTF-16 units.</summary>
    public int Longest => texts.Values.Max(text => text.Length);

    /// <summary>The text in a language, or null.</summary>
    public string? In(string language) => texts.GetValueOrDefault(language);

    /// <summary>
    /// The language it is read in by somebody who prefers these: the first there is, else English, else any.
    /// </summary>
    public string Best(IEnumerable<string> preferred) =>
        preferred.FirstOrDefault(texts.ContainsKey) ?? (texts.ContainsKey("en") ? "en" : texts.Keys.First());

    /// <summary>This text with one language set.</summary>
    public LocalisedText With(string language, string text) => new(texts.SetItem(language, text));

    /// <summary>Only the language that is best for somebody.</summary>
    public LocalisedText Only(IEnumerable<string> preferred)
    {
        var best = Best(preferred);
        return texts.Count == 1 ? this : new(texts.Clear().Add(best, texts[best]));
    }

    /// <summary>A text made from parts that are known to be well-formed.</summary>
    /// <exception cref="ArgumentException">A language tag is malformed, a text blank, or there is none.</exception>
    public static LocalisedText Of(params IEnumerable<(string Language, string Text)> parts)
    {
        var texts = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal,
            parts.Select(part => KeyValuePair.Create(part.Language, part.Text)));
        if (texts.IsEmpty)
            throw new ArgumentException("A text is needed in at least one language.");
        foreach (var (language, text) in texts)
        {
            if (!IsLanguage(language))
                throw new ArgumentException($"'{language}' is not a BCP 47 language tag.");
            if (string.IsNullOrWhiteSpace(text))
                throw new ArgumentException($"The text in '{language}' is blank.");
        }
        return new LocalisedText(texts);
    }

    /// <summary>Whether a tag has the form of a BCP 47 language tag, such as <c>fr</c> or <c>pt-BR</c>.</summary>
    public static bool IsLanguage(string tag) => tag.Length <= 35 && LanguageTag().IsMatch(tag);

    public bool Equals(LocalisedText? other) => other is not null && texts.SequenceEqual(other.texts);

    public override bool Equals(object? obj) => Equals(obj as LocalisedText);

    public override int GetHashCode() =>
        texts.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    public override string ToString() => texts[Best([])];

    [GeneratedRegex(
        "^[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}

/// <summary>Reads and writes a text as <c>{"en": "...", "fr": "..."}</c>.</summary>
/// <param name="only">Writes only the language best for somebody who prefers these; null writes all.</param>
public sealed class LocalisedTextJsonConverter(IReadOnlyList<string>? only) : JsonConverter<LocalisedText>
{
    public LocalisedTextJsonConverter() : this(null)
    {
    }

    public override LocalisedText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new IllFormedException("A text is an object of languages, such as {\"en\": \"...\"}.");
        var parts = new List<(string, string)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var language = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw new IllFormedException($"The text in '{language}' is not a string.");
            parts.Add((language, reader.GetString()!));
        }
        try
        {
            return LocalisedText.Of(parts);
        }
        catch (ArgumentException malformed)
        {
            throw new IllFormedException(malformed.Message);
        }
    }

    public override void Write(Utf8JsonWriter writer, LocalisedText value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (language, text) in (only is null ? value : value.Only(only)).ByLanguage)
            writer.WriteString(language, text);
        writer.WriteEndObject();
    }
}
