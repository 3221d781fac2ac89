using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Summit.Http;

/// <summary>
/// Reads a JSON body into a command and says all that is wrong with it, each by JSON pointer. What PostgreSQL cannot
/// keep (NUL, lone surrogates) is refused here, whatever the property.
/// </summary>
public static class JsonBody
{
    /// <summary>The command, or what is wrong.</summary>
    public static (T? Body, Errors Errors) Read<T>(ReadOnlyMemory<byte> utf8) where T : class
    {
        var errors = new Errors();
        // A byte-order mark may be ignored (RFC 8259, 8.1), and is, since some clients cannot leave it out.
        if (utf8.Span.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        if (Parse(utf8) is not { } document)
        {
            errors.Add("", Expected.Json);
            return (null, errors);
        }
        using var parsed = document;
        var root = document.RootElement;
        new Walk(errors, byParts: false).Value(root, typeof(T), "");
        if (errors.Count == 0 && TryRead<T>(root, errors, out var body))
            return (errors.Count == 0 ? body : null, errors);
        // What cannot be read as a whole is read part by part, so that all that is wrong with it is said at once.
        errors = new Errors();
        new Walk(errors, byParts: true).Value(root, typeof(T), "");
        if (errors.Count == 0)
            errors.Add("", Expected.Of(typeof(T)));
        return (null, errors);
    }

    private static bool TryRead<T>(JsonElement root, Errors errors, out T? body) where T : class
    {
        body = null;
        try
        {
            body = root.Deserialize<T>(Json.RequestOptions);
        }
        catch (JsonException)
        {
            return false;
        }
        if (body is not null)
            Validation.Apply(body, "", errors);
        return body is not null;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = 32 });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Walks through a body beside the types that it is to be read as.</summary>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="byParts">Whether each part is read, and checked, by itself.</param>
    private sealed class Walk(Errors errors, bool byParts)
    {
        public void Value(JsonElement element, Type type, string pointer)
        {
            var expected = Json.Options.GetTypeInfo(type);
            if (expected.Kind == JsonTypeInfoKind.Object && element.ValueKind == JsonValueKind.Object)
                Properties(element, expected, pointer);
            else if (expected.Kind == JsonTypeInfoKind.Enumerable && element.ValueKind == JsonValueKind.Array)
                Items(element, expected.ElementType!, pointer);
            else if (HasText(element, pointer) && byParts)
                Part(element, type, pointer);
        }

        private void Items(JsonElement list, Type type, string pointer)
        {
            foreach (var (n, item) in list.EnumerateArray().Index().TakeWhile(_ => !errors.HasMore))
            {
                if (item.ValueKind == JsonValueKind.Null)
                    errors.Add($"{pointer}/{n}", Expected.NoNull);
                else
                    Value(item, type, $"{pointer}/{n}");
            }
        }

        private void Properties(JsonElement element, JsonTypeInfo type, string pointer)
        {
            var checks = Validation.ChecksOf(type.Type);
            var seen = new HashSet<string>();
            foreach (var property in element.EnumerateObject())
            {
                if (!TryText(() => property.Name, out var name))
                {
                    errors.Add(pointer, Expected.Text);
                    continue;
                }
                var at = At(pointer, name);
                if (!seen.Add(name))
                    errors.Add(at, Expected.Once);
                else if (type.Properties.FirstOrDefault(known => known.Name == name) is not { } known)
                    errors.Add(at, Expected.OneOf(type.Properties.Select(other => other.Name)));
                else if (property.Value.ValueKind != JsonValueKind.Null || !known.IsSetNullable)
                    Property(property.Value, known, checks[name], at);
            }
            foreach (var missing in type.Properties.Where(known => known.IsRequired && !seen.Contains(known.Name)))
                errors.Add($"{pointer}/{missing.Name}", Expected.Something);
        }

        private void Property(
            JsonElement value, JsonPropertyInfo property, IEnumerable<ValidationAttribute> checks, string pointer)
        {
            var before = errors.Count;
            Value(value, property.PropertyType, pointer);
            if (!byParts || errors.Count > before || errors.HasMore || !checks.Any())
                return;
            var part = value.Deserialize(property.PropertyType, Json.RequestOptions);
            foreach (var check in checks.Where(check => !check.IsValid(part)))
                errors.Add(pointer, Expected.Of(check, property.Name));
        }

        private void Part(JsonElement element, Type type, string pointer)
        {
            try
            {
                if (element.Deserialize(type, Json.RequestOptions) is null)
                    errors.Add(pointer, Expected.Of(type));
            }
            catch (JsonException malformed)
            {
                // The parser's own sentences name our types; only those of our converters are for the caller.
                errors.Add(pointer, malformed is IllFormedException
                    ? Expected.Of(type) with { En = malformed.Message }
                    : Expected.Of(type));
            }
        }

        // An escape such as \ud800 alone is valid JSON and no text.
        private bool HasText(JsonElement element, string pointer)
        {
            var before = errors.Count;
            switch (element.ValueKind)
            {
                case JsonValueKind.String when !TryText(element.GetString, out _):
                    errors.Add(pointer, Expected.Text);
                    break;
                case JsonValueKind.Object:
                    foreach (var property in element.EnumerateObject())
                    {
                        if (TryText(() => property.Name, out var name))
                            HasText(property.Value, At(pointer, name));
                        else
                            errors.Add(pointer, Expected.Text);
                    }
                    break;
                case JsonValueKind.Array:
                    foreach (var (n, item) in element.EnumerateArray().Index())
                        HasText(item, $"{pointer}/{n}");
                    break;
            }
            return errors.Count == before && !errors.HasMore;
        }

        private static string At(string pointer, string name) =>
            $"{pointer}/{name.Replace("~", "~0").Replace("/", "~1")}";

        // The parser says that a string is no text only when it is taken.
        private static bool TryText(Func<string?> take, out string text)
        {
            try
            {
                text = take()!;
                return !text.Contains('\0');
            }
            catch (InvalidOperationException)
            {
                text = "";
                return false;
            }
        }
    }
}
