using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Summit.Kernel;

/// <summary>Reads a string in NFC: what looks the same is then the same, whichever keyboard it was typed on.</summary>
internal sealed class NfcJsonConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? reader.GetString()!.Nfc
            : throw new IllFormedException("A string is expected.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

/// <summary>Reads a text as somebody typed it: in NFC, under canonical language tags.</summary>
internal sealed class RequestTextJsonConverter : LocalisedTextJsonConverter
{
    protected override LocalisedText Make(IEnumerable<(string Language, string Text)> parts)
    {
        (string Language, string Text)[] canonical =
            [.. parts.Select(part => (LanguageTag.Canonical(part.Language), part.Text.Nfc))];
        return canonical.CountBy(part => part.Language).FirstOrDefault(tag => tag.Value > 1) is { Key: { } twice }
            ? throw new IllFormedException($"The text in '{twice}' is there twice.")
            : LocalisedText.Of(canonical);
    }
}

/// <summary>Writes a text only in the language best for a reader.</summary>
internal sealed class ReaderTextJsonConverter(LanguagePreference reader) : LocalisedTextJsonConverter
{
    // Serialising is synchronous: what is noted on a thread is of the value that it serialises.
    [ThreadStatic]
    private static List<string>? languages;

    /// <summary>What is written, and the languages of its texts.</summary>
    public static (byte[] Utf8, IReadOnlyList<string> Languages) Listen(Func<byte[]> write)
    {
        var heard = languages = [];
        try
        {
            return (write(), heard);
        }
        finally
        {
            languages = null;
        }
    }

    protected override IEnumerable<string> Shown(LocalisedText text)
    {
        var best = text.Best(reader);
        if (languages?.Contains(best) == false)
            languages.Add(best);
        return [best];
    }
}

/// <summary>Reads a day that a calendar of congresses knows, never one of the database's infinities.</summary>
internal sealed class DayJsonConverter : JsonConverter<DateOnly>
{
    private const string Form = "yyyy-MM-dd";

    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && DateOnly.TryParseExact(reader.GetString(), Form, CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var day)
        && day.Year is >= Limits.YearMin and <= Limits.YearMax
            ? day
            : throw new IllFormedException(
                $"A day of a year from {Limits.YearMin} to {Limits.YearMax} is expected, such as 2019-11-13.");

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(Form, CultureInfo.InvariantCulture));
}

/// <summary>Reads language tags in their canonical case, wherever <see cref="LanguagesAttribute"/> says so.</summary>
internal sealed class LanguageTagsJsonConverter : JsonConverter<IReadOnlyList<string>>
{
    /// <summary>Has the language tags of a type read so.</summary>
    public static void Canonical(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(IsOfLanguages))
        {
            property.CustomConverter = property.PropertyType == typeof(string)
                ? new LanguageTagJsonConverter()
                : new LanguageTagsJsonConverter();
        }
    }

    public override IReadOnlyList<string> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new IllFormedException("A list of language tags is expected.");
        var tags = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            tags.Add(Tag(ref reader));
        return tags;
    }

    public override void Write(
        Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);

    // An attribute of a record's parameter is not its property's.
    private static bool IsOfLanguages(JsonPropertyInfo property) =>
        property.AttributeProvider?.IsDefined(typeof(LanguagesAttribute), false) == true
        || property.AssociatedParameter?.AttributeProvider?.IsDefined(typeof(LanguagesAttribute), false) == true;

    private static string Tag(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String
        ? LanguageTag.Canonical(reader.GetString()!)
        : throw new IllFormedException("A language tag is a string.");

    private sealed class LanguageTagJsonConverter : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Tag(ref reader);

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);
    }
}
