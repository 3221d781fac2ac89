using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Summit.Kernel;

/// <summary>How JSON is written and read everywhere: over HTTP, in events, in views.</summary>
public static class Json
{
    /// <summary>All languages of a text.</summary>
    public static JsonSerializerOptions Options { get; } = Make(new LocalisedTextJsonConverter());

    /// <summary>The same, with each text only in the language best for somebody who prefers these.</summary>
    public static JsonSerializerOptions Preferring(IReadOnlyList<string> languages)
    {
        var key = string.Join(',', languages);
        if (ByPreference.TryGetValue(key, out var known))
            return known;
        var options = Make(new LocalisedTextJsonConverter(languages));
        // Readers choose the languages: past a bound the options are built for each request and not kept.
        return ByPreference.Count < 64 ? ByPreference.GetOrAdd(key, options) : options;
    }

    private static readonly ConcurrentDictionary<string, JsonSerializerOptions> ByPreference = new();

    private static JsonSerializerOptions Make(LocalisedTextJsonConverter texts)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            // Answers are JSON, never a page: quotes and accents need no escapes.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            PropertyNameCaseInsensitive = false,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            MaxDepth = 32,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NullMayBeMissing } },
        };
        options.Converters.Add(texts);
        options.Converters.Add(new InstantJsonConverter());
        options.MakeReadOnly();
        return options;
    }

    // What is null is left out when it is written: what is read back must not insist on it.
    private static void NullMayBeMissing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.IsSetNullable))
            property.IsRequired = false;
    }
}

/// <summary>Reads and writes a moment as RFC 3339 with its offset; refuses one without an offset.</summary>
public sealed class InstantJsonConverter : JsonConverter<DateTimeOffset>
{
    private static readonly string[] Forms = [.. Enumerable.Range(0, 8).SelectMany(digits =>
    {
        var fraction = digits == 0 ? "" : "." + new string('f', digits);
        return new[] { $"yyyy-MM-dd'T'HH:mm:ss{fraction}zzz", $"yyyy-MM-dd'T'HH:mm:ss{fraction}'Z'" };
    })];

    /// <summary>Reads a moment; false where it is none or lacks its offset.</summary>
    public static bool TryParse(string? text, out DateTimeOffset moment) => DateTimeOffset.TryParseExact(
        text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var moment)
            ? moment
            : throw new IllFormedException("A moment is RFC 3339 with its offset, such as 2019-11-13T09:00:00+02:00.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
}
