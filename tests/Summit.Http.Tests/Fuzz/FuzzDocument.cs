using System.Text.Json.Nodes;

namespace Summit.Http.Tests.Fuzz;

/// <summary>What the OpenAPI document says of requests.</summary>
internal sealed class FuzzDocument
{
    private readonly JsonObject document;

    public FuzzDocument(JsonObject document)
    {
        this.document = document;
        Operations =
        [
            .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation =>
                Operation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject()))),
        ];
        MediaTypes =
        [
            .. Operations.SelectMany(operation => operation.Responses)
                .SelectMany(response => Resolved(response.Value!)["content"]?.AsObject() ?? [])
                .Select(content => content.Key).Distinct(),
        ];
    }

    /// <summary>Everything that can be asked.</summary>
    public IReadOnlyList<FuzzOperation> Operations { get; }

    /// <summary>Everything that is answered with.</summary>
    public IReadOnlyList<string> MediaTypes { get; }

    /// <summary>A schema with what it refers to; what stands beside a reference goes before it.</summary>
    public JsonObject Resolved(JsonNode schema)
    {
        if ((string?)schema["$ref"] is { } reference)
            return Resolved(reference[2..].Split('/').Aggregate((JsonNode)document, (node, part) => node[part]!));
        if (schema["allOf"]?[0] is not { } whole)
            return schema.AsObject();
        var merged = Resolved(whole).DeepClone().AsObject();
        foreach (var (name, value) in schema.AsObject().Where(member => member.Key != "allOf"))
            merged[name] = value?.DeepClone();
        return merged;
    }

    private FuzzOperation Operation(string method, string path, JsonObject operation)
    {
        var body = operation["requestBody"]?["content"]?["application/json"];
        return new FuzzOperation((string)operation["operationId"]!, method, path,
            [.. (operation["parameters"]?.AsArray() ?? []).Select(one => one!.AsObject())],
            body is null ? null : Resolved(body["schema"]!), body?["example"] as JsonObject,
            operation["responses"]!.AsObject(), $"{operation["description"]}");
    }
}

/// <summary>An operation.</summary>
/// <param name="Body">The schema of its body; null where it has none.</param>
internal sealed record FuzzOperation(
    string Id, string Method, string Path, IReadOnlyList<JsonObject> Parameters, JsonObject? Body, JsonObject? Example,
    JsonObject Responses, string Description)
{
    /// <summary>Whether its description says that a role is admitted.</summary>
    public bool Admits(string role) => Description.Contains(role, StringComparison.Ordinal);
}
