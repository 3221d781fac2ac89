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
    public static (T? Body, Dictionary<string, List<string>> Errors) Read<T>(ReadOnlyMemory<byte> utf8) where T : class
    {
        var errors = new Dictionary<string, List<string>>();
        if (Parse(utf8) is not { } document)
        {
            errors.Add("", "This is not JSON.");
            return (null, errors);
        }
        using var parsed = document;
        try
        {
            Walk(document.RootElement, Json.Options.GetTypeInfo(typeof(T)), "", errors);
            if (errors.Count > 0)
                return (null, errors);
            var body = document.RootElement.Deserialize<T>(Json.Options);
            if (body is null)
                errors.Add("", "A JSON object is expected.");
            else
                Validation.Apply(body, "", errors);
            return (errors.Count > 0 ? null : body, errors);
        }
        catch (JsonException malformed)
        {
            // The parser's own sentences name our types; only those of our converters are for the caller.
            errors.Add(Pointer(malformed.Path),
                malformed is IllFormedException ? malformed.Message : "This is not of the expected form.");
            return (null, errors);
        }
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

    private static void Walk(
        JsonElement element, JsonTypeInfo? expected, string pointer, Dictionary<string, List<string>> errors)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String when !IsText(element):
                errors.Add(pointer, "The text contains an invalid character (NUL or a lone surrogate).");
                break;
            case JsonValueKind.Object:
                WalkObject(element, expected, pointer, errors);
                break;
            case JsonValueKind.Array:
                var item = expected?.ElementType is { } type ? Json.Options.GetTypeInfo(type) : null;
                var n = 0;
                foreach (var child in element.EnumerateArray())
                {
                    if (child.ValueKind == JsonValueKind.Null)
                        errors.Add($"{pointer}/{n}", "A list holds no nulls.");
                    Walk(child, item, $"{pointer}/{n++}", errors);
                }
                break;
        }
    }

    private static void WalkObject(
        JsonElement element, JsonTypeInfo? expected, string pointer, Dictionary<string, List<string>> errors)
    {
        var known = expected?.Kind == JsonTypeInfoKind.Object ? expected : null;
        var seen = new HashSet<string>();
        foreach (var property in element.EnumerateObject())
        {
            if (!TryName(property, out var name))
            {
                errors.Add(pointer, "A property's name contains an invalid character.");
                continue;
            }
            var at = $"{pointer}/{name.Replace("~", "~0").Replace("/", "~1")}";
            if (!seen.Add(name))
                errors.Add(at, "The property is there twice.");
            var target = known?.Properties.FirstOrDefault(p => p.Name == name);
            if (known is not null && target is null)
                errors.Add(at, "There is no such property.");
            Walk(property.Value, target is null ? null : Json.Options.GetTypeInfo(target.PropertyType), at, errors);
        }
        foreach (var missing in known?.Properties.Where(p => p.IsRequired && !seen.Contains(p.Name)) ?? [])
            errors.Add($"{pointer}/{missing.Name}", "This is required.");
    }

    private static bool TryName(JsonProperty property, out string name)
    {
        try
        {
            name = property.Name;
            return !name.Contains('\0');
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }

    // An escape such as \ud800 alone is valid JSON and no text: the parser says so only when the string is taken.
    private static bool IsText(JsonElement element)
    {
        try
        {
            return !element.GetString()!.Contains('\0');
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Pointer(string? path)
    {
        if (path is null or "$")
            return "";
        var pointer = new StringBuilder();
        foreach (var part in path[1..].Split(['.', '[', ']', '\''], StringSplitOptions.RemoveEmptyEntries))
            pointer.Append('/').Append(part);
        return pointer.ToString();
    }
}
