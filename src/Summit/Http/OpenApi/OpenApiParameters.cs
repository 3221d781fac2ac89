using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Summit.Http;

/// <summary>What the document says of path, query and header parameters, by their names.</summary>
internal static class OpenApiParameters
{
    private static readonly Dictionary<string, string> OfPath = new()
    {
        ["slug"] = "The Congress's slug, such as `durban-2019`.",
        ["code"] = "Its code.",
        ["n"] = "The number of the revision, from 1.",
        ["number"] = "Its number, from 1.",
        ["system"] = "The organisation's own system, by a code.",
        ["externalId"] = "The id there; a slash in it as `%2F`.",
    };

    private static readonly Dictionary<string, string> OfQuery = new()
    {
        ["asOf"] = "How it stood at this moment (RFC 3339 with offset).",
        ["position"] = "How it stood after the event at this position.",
        ["limit"] = "How many at most: 50 unless told, at most 500.",
        ["cursor"] = "The cursor of the page before.",
        ["lang"] = "Texts in this language where they are in it (BCP 47).",
        ["track"] = "Only of this track.",
        ["status"] = "Only with this status.",
        ["domain"] = "Only of this policy domain, by its code.",
        ["section"] = "Only with organisations of this section, by its code.",
        ["organisation"] = "Only of this organisation.",
        ["kind"] = "Only organisations of this kind.",
        ["session"] = "Only of this session.",
        ["day"] = "Only on this day, in the Congress's time zone.",
        ["room"] = "Only in this room.",
        ["lead"] = "Only led by this organisation or person.",
        ["person"] = "Only with this person among the participants.",
        ["version"] = "This version of it: the latest unless told.",
        ["q"] = "Only with these words, in any language; `-word` leaves out, quotes keep words together.",
    };

    /// <summary>A parameter in the path that an argument reads by itself.</summary>
    public static OpenApiParameter Path(ReadsPath reads) => new()
    {
        Name = reads.Name,
        In = ParameterLocation.Path,
        Required = true,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = reads.IsId ? "uuid" : null },
    };

    /// <summary>A parameter in the query that an argument reads by itself.</summary>
    public static OpenApiParameter Query(string name) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Schema = name switch
        {
            "asOf" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            "position" => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" },
            "limit" => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "500" },
            "day" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
            "room" or "lead" or "person" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
            _ => new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };

    /// <summary>A header of a command.</summary>
    public static OpenApiParameter Header(string name, bool required, string says) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = says,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    /// <summary>Says what parameters mean, and which names they take.</summary>
    public static void Describe(IEnumerable<OpenApiParameter> parameters, IEnumerable<ReadsNames> enums)
    {
        foreach (var parameter in parameters)
        {
            parameter.Description ??= (parameter.In == ParameterLocation.Path ? OfPath : OfQuery)
                .GetValueOrDefault(parameter.Name!);
            if (parameter.Schema is not OpenApiSchema schema
                || enums.FirstOrDefault(one => one.Parameter == parameter.Name) is not { } names)
                continue;
            schema.Enum = [.. names.Names.Select(name => (JsonNode)JsonValue.Create(name))];
            if (!names.AreSeveral)
                continue;
            parameter.Description += " One or several, with commas between them.";
            parameter.Explode = false;
            parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, Items = schema };
        }
    }
}
