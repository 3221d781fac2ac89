using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Summit.Http.Tests.Fuzz;

/// <summary>
/// Values as a schema has them, at its edges, and such as break what is careless. As JSON text: much of it is nothing
/// that a tree could hold.
/// </summary>
internal sealed class FuzzValues(Random random, FuzzDocument document)
{
    private const int DepthMax = 6;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>Ids that answers showed, of whatever kind.</summary>
    public List<string> Ids { get; } = ["00000000-0000-0000-0000-000000000000"];

    public T Pick<T>(IReadOnlyList<T> some) => some[random.Next(some.Count)];

    public bool Chance(double part) => random.NextDouble() < part;

    public int Below(int end) => random.Next(end);

    /// <summary>A value as the schema has it.</summary>
    public string Valid(JsonNode of, int depth = 0)
    {
        var schema = document.Resolved(of);
        if (schema["enum"] is JsonArray names)
            return names[random.Next(names.Count)]!.ToJsonString();
        switch ((string?)schema["type"])
        {
            case "object":
                var members = (schema["properties"]?.AsObject() ?? [])
                    .Where(member => IsRequired(schema, member.Key) || depth < DepthMax && Chance(0.4))
                    .Select(member => $"\"{member.Key}\":{Valid(member.Value!, depth + 1)}");
                if (schema["additionalProperties"] is JsonObject values)
                    members = members.Append($"\"{Pick(["en", "fr", "es"])}\":{Valid(values, depth + 1)}");
                return $"{{{string.Join(',', members)}}}";
            case "array":
                var count = depth < DepthMax ? random.Next(3) : (int?)schema["minItems"] ?? 0;
                var items = Enumerable.Range(0, count).Select(_ => Valid(schema["items"]!, depth + 1));
                return $"[{string.Join(',', items)}]";
            case "boolean":
                return Pick(["true", "false"]);
            case "integer" or "number":
                var (from, to) = ((long?)schema["minimum"] ?? 0, (long?)schema["maximum"] ?? 1000);
                return Pick([from, to, from + random.NextInt64(to - from + 1)]).ToString(CultureInfo.InvariantCulture);
            default:
                return JsonSerializer.Serialize(Text(schema));
        }
    }

    /// <summary>A value at or beyond the edge of the schema, or of another type altogether.</summary>
    public string Hostile(JsonNode of)
    {
        var schema = document.Resolved(of);
        var kind = Chance(0.2) ? Pick(["string", "integer", "boolean", "array", "object"]) : (string?)schema["type"];
        return kind switch
        {
            "object" => Pick(Hostilities.Objects),
            "array" when schema["items"] is { } items && Chance(0.5) => $"[{string.Join(',',
                Enumerable.Repeat(Chance(0.5) ? Valid(items) : Hostile(items), Pick([2, 51, 1001])))}]",
            "array" => Pick(Hostilities.Arrays),
            "boolean" => Pick(["null", "0", "\"true\"", "[true]", "True"]),
            "integer" or "number" => Number(schema),
            _ => Chance(0.2) ? Pick(Hostilities.RawStrings) : JsonSerializer.Serialize(HostileText(schema)),
        };
    }

    /// <summary>A text as a schema of texts has it.</summary>
    public string Text(JsonObject schema) => (string?)schema["format"] switch
    {
        "uuid" => Pick(Ids),
        "date" => $"2019-11-{random.Next(10, 17)}",
        "date-time" =>
            $"2019-11-{random.Next(10, 17)}T{random.Next(8, 20):00}:{Pick(["00", "30"])}:00+02:00",
        _ when schema["enum"] is JsonArray names => (string)names[random.Next(names.Count)]!,
        _ when schema["type"] is JsonValue type && (string?)type is "integer" =>
            $"{(long?)schema["minimum"] ?? random.Next(4)}",
        _ => Pick(["governance", "en", "assembly", "scoped", "Africa/Johannesburg", "ZA", "Cities speak.",
            $"{Pick(["a", "b"])}{new string('x', ((int?)schema["minLength"] ?? 1) - 1)}",
            new string('m', Math.Min((int?)schema["maxLength"] ?? 80, 5000)), $"new-{random.Next(1000)}"]),
    };

    /// <summary>A text at or beyond the edge of a schema of texts.</summary>
    public string HostileText(JsonObject schema) => (string?)schema["format"] switch
    {
        "uuid" when Chance(0.7) => Pick(Hostilities.Ids),
        "date" or "date-time" when Chance(0.7) => Pick(Hostilities.Moments),
        _ when (int?)schema["maxLength"] is { } max && Chance(0.2) => new string('ü', Pick([max, max + 1])),
        _ when (string?)schema["type"] == "integer" && Chance(0.7) => Number(schema),
        _ when Chance(0.1) => string.Concat(Enumerable.Range(0, 12).Select(_ => (char)random.Next(1, 0xD800))),
        _ when Chance(0.1) => $"{Pick(Hostilities.Texts)}{Pick(Hostilities.Texts)}",
        _ when Chance(0.1) => new string(Pick([.. Letters]), Pick([255, 300, 5001, 200_001])),
        _ => Pick(Hostilities.Texts),
    };

    private string Number(JsonObject schema) =>
        Chance(0.4) && (long?)(schema["maximum"] ?? schema["minimum"]) is { } edge
            ? (edge + Pick([-1L, 0, 1])).ToString(CultureInfo.InvariantCulture)
            : Pick(Hostilities.Numbers);

    private static bool IsRequired(JsonObject schema, string name) =>
        schema["required"]?.AsArray().Any(one => (string?)one == name) == true;
}
