using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Summit.Kernel;

/// <summary>How JSON is written and read everywhere: over HTTP, in events, in views.</summary>
public static class Json
{
    private static readonly ConcurrentDictionary<string, JsonSerializerOptions> ByReader = new();

    /// <summary>All languages of a text.</summary>
    public static JsonSerializerOptions Options { get; } =
        Make([NullMayBeMissing], new LocalisedTextJsonConverter(), new InstantJsonConverter());

    /// <summary>
    /// How rows are read. A node of a later version may have written members into them that this one does not know.
    /// </summary>
    public static JsonSerializerOptions RowOptions { get; } = new(Options)
    {
        AllowOutOfOrderMetadataProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>
    /// How a caller's request is read: strings in NFC, language tags in their canonical case, enums by name alone,
    /// dates that a calendar of congresses knows. What is stored is read with <see cref="Options"/>, as it was written.
    /// </summary>
    public static JsonSerializerOptions RequestOptions { get; } = Make(
        [NullMayBeMissing, LanguageTagsJsonConverter.Canonical], new RequestTextJsonConverter(), new NfcJsonConverter(),
        new InstantJsonConverter(Limits.YearMin, Limits.YearMax), new DayJsonConverter(),
        new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));

    /// <summary>
    /// JSON with each text only in the language best for a reader, and the languages that the texts are then in.
    /// </summary>
    public static (byte[] Utf8, IReadOnlyList<string> Languages) For(LanguagePreference reader, object value)
    {
        var key = reader.ToString();
        if (!ByReader.TryGetValue(key, out var options))
        {
            options = Make([NullMayBeMissing], new ReaderTextJsonConverter(reader), new InstantJsonConverter());
            // Readers choose the languages: past a bound the options are built for each request and not kept.
            if (ByReader.Count < 64)
                options = ByReader.GetOrAdd(key, options);
        }
        return ReaderTextJsonConverter.Listen(
            () => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), options));
    }

    private static JsonSerializerOptions Make(
        IEnumerable<Action<JsonTypeInfo>> modifiers, params IEnumerable<JsonConverter> converters)
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        foreach (var modifier in modifiers)
            resolver.Modifiers.Add(modifier);
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
            TypeInfoResolver = resolver,
        };
        foreach (var converter in converters)
            options.Converters.Add(converter);
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
/// <param name="yearMin">The first year that is read.</param>
/// <param name="yearMax">The last year that is read.</param>
public sealed partial class InstantJsonConverter(int yearMin, int yearMax) : JsonConverter<DateTimeOffset>
{
    private const string Written = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    public InstantJsonConverter() : this(DateTimeOffset.MinValue.Year, DateTimeOffset.MaxValue.Year)
    {
    }

    /// <summary>Reads a moment, cut to tenths of a microsecond; false where it is none or lacks its offset.</summary>
    public static bool TryParse(string? text, out DateTimeOffset moment)
    {
        moment = default;
        return Rfc3339().Match(text ?? "") is { Success: true } parts && DateTimeOffset.TryParseExact(
            parts.Result("${second}${fraction}${offset}").ToUpperInvariant(), Written, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out moment);
    }

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || !TryParse(reader.GetString(), out var moment))
            throw new IllFormedException(
                "A moment is RFC 3339 with its offset, such as 2019-11-13T09:00:00+02:00.");
        return moment.Year >= yearMin && moment.Year <= yearMax
            ? moment
            : throw new IllFormedException($"A moment is of a year from {yearMin} to {yearMax}.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(Written, CultureInfo.InvariantCulture));

    // The framework's parser takes an offset without a colon, too, and no finer fraction.
    [GeneratedRegex(
        """
        ^(?<second>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2})
        ((?<fraction>\.[0-9]{1,7})[0-9]*)?(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})\z
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Rfc3339();
}
