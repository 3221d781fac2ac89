using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Summit.Kernel;

/// <summary>
/// The same text in one or more languages, by BCP 47 tag. Never empty and never blank; missing languages are simply
/// missing: a required translation would block those who do not have it yet.
/// </summary>
[JsonConverter(typeof(LocalisedTextJsonConverter))]
public sealed class LocalisedText : IEquatable<LocalisedText>
{
    private readonly ImmutableSortedDictionary<string, string> texts;

    private LocalisedText(ImmutableSortedDictionary<string, string> texts) => this.texts = texts;

    /// <summary>The languages it is in.</summary>
    public IEnumerable<string> Languages => texts.Keys;

    /// <summary>The texts by language.</summary>
    public IReadOnlyDictionary<string, string> ByLanguage => texts;

    /// <summary>The text in a language, or null.</summary>
    public string? In(string language) => texts.GetValueOrDefault(language);

    /// <summary>The language it is read in by somebody who prefers these, the best first.</summary>
    public string Best(params IReadOnlyList<string> preferred) => Best(new LanguagePreference(preferred, []));

    /// <summary>The language it is read in by a reader.</summary>
    public string Best(LanguagePreference reader) => reader.Best([.. texts.Keys]);

    /// <summary>This text with one language set.</summary>
    public LocalisedText With(string language, string text) => new(texts.SetItem(language, text));

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
            if (!LanguageTag.IsWellFormed(language))
                throw new ArgumentException($"'{language}' is not a BCP 47 language tag.");
            if (string.IsNullOrWhiteSpace(text))
                throw new ArgumentException($"The text in '{language}' is blank.");
        }
        return new LocalisedText(texts);
    }

    public bool Equals(LocalisedText? other) => other is not null && texts.SequenceEqual(other.texts);

    public override bool Equals(object? obj) => Equals(obj as LocalisedText);

    public override int GetHashCode() =>
        texts.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    public override string ToString() => texts[Best([])];
}

/// <summary>Reads and writes a text as <c>{"en": "...", "fr": "..."}</c>.</summary>
public class LocalisedTextJsonConverter : JsonConverter<LocalisedText>
{
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
            return Make(parts);
        }
        catch (ArgumentException malformed)
        {
            throw new IllFormedException(malformed.Message);
        }
    }

    public override void Write(Utf8JsonWriter writer, LocalisedText value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var language in Shown(value))
            writer.WriteString(language, value.In(language));
        writer.WriteEndObject();
    }

    /// <summary>The text of parts as they were read.</summary>
    /// <exception cref="ArgumentException">They are none.</exception>
    protected virtual LocalisedText Make(IEnumerable<(string Language, string Text)> parts) => LocalisedText.Of(parts);

    /// <summary>The languages in which a text is written.</summary>
    protected virtual IEnumerable<string> Shown(LocalisedText text) => text.Languages;
}
