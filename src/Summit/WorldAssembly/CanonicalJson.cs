using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Summit.WorldAssembly;

/// <summary>
/// JSON in the one form that RFC 8785 gives it: keys sorted, no whitespace, nothing escaped that need not be. Two who
/// have the same content have the same bytes, hence the same hash. Of numbers it knows whole ones only.
/// </summary>
public static class CanonicalJson
{
    /// <summary>SHA-256 of something's canonical JSON in UTF-8, in lower-case hexadecimal.</summary>
    public static string Hash(object what) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(what))));

    /// <summary>Something's canonical JSON.</summary>
    public static string Of(object what)
    {
        var json = new StringBuilder();
        Write(JsonSerializer.SerializeToElement(what, what.GetType(), Json.Options), json);
        return json.ToString();
    }

    private static void Write(JsonElement element, StringBuilder json)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.Append('{');
                foreach (var (n, property) in element.EnumerateObject()
                             .OrderBy(property => property.Name, StringComparer.Ordinal).Index())
                {
                    json.Append(n == 0 ? "" : ",");
                    Write(property.Name, json);
                    json.Append(':');
                    Write(property.Value, json);
                }
                json.Append('}');
                break;
            case JsonValueKind.Array:
                json.Append('[');
                foreach (var (n, item) in element.EnumerateArray().Index())
                {
                    json.Append(n == 0 ? "" : ",");
                    Write(item, json);
                }
                json.Append(']');
                break;
            case JsonValueKind.String:
                Write(element.GetString()!, json);
                break;
            case JsonValueKind.Number:
                json.Append(element.GetInt64().ToString(CultureInfo.InvariantCulture));
                break;
            default:
                json.Append(element.GetRawText());
                break;
        }
    }

    private static void Write(string text, StringBuilder json)
    {
        json.Append('"');
        foreach (var unit in text)
        {
            _ = unit switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\t' => json.Append("\\t"),
                '\n' => json.Append("\\n"),
                '\f' => json.Append("\\f"),
                '\r' => json.Append("\\r"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => json.Append(unit),
            };
        }
        json.Append('"');
    }
}
