using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace Summit.Http.Tests;

/// <summary>
/// What the OpenAPI document says of responses: every answer that a test gets is compared with it, its status, headers,
/// media type and body.
/// </summary>
internal sealed class OpenApiContract
{
    // Those that clients act upon. Others are of HTTP itself, or of what is between.
    private static readonly string[] Watched =
        ["Content-Language", "ETag", "Link", "Location", "Retry-After", "WWW-Authenticate"];

    private static readonly HttpClient Http = new();

    // All services under test have the same document.
    private static Task<OpenApiContract>? read;

    private readonly JsonObject document;
    private readonly ConcurrentDictionary<string, Task<JsonSchema>> schemas = [];

    private OpenApiContract(string text) => document =
        JsonNode.Parse(text.Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal))!.AsObject();

    /// <summary>The document of a service.</summary>
    public static Task<OpenApiContract> Of(Uri service) => read ??= Read(service);

    /// <summary>Fails unless the document has this answer.</summary>
    public async Task Check(HttpRequestMessage request, HttpResponseMessage response, string text)
    {
        // The address with a colon is not in the document, and answered as the one without it is.
        var path = request.RequestUri!.AbsolutePath.Replace(":consolidate", "/consolidate", StringComparison.Ordinal);
        if (Operation(request.Method, path) is not { } operation)
            return;
        var name = $"{request.Method} {path}: {(int)response.StatusCode}";
        var declared = operation["responses"]![$"{(int)response.StatusCode}"];
        Assert.True(declared is not null, $"{name} is not in the document: {text}");
        if ((string?)declared["$ref"] is { } reference)
            declared = document["components"]!["responses"]![reference.Split('/')[^1]]!;
        CheckHeaders(name, declared["headers"]?.AsObject() ?? [], response);
        if (response.Content.Headers.ContentType?.MediaType is not { } media || text.Length == 0)
            return;
        var content = declared["content"]?[media];
        Assert.True(content is not null, $"{name} with {media} is not in the document");
        if (!media.EndsWith("json", StringComparison.Ordinal))
            return;
        var wrong = (await schemas.GetOrAdd(content["schema"]!.ToJsonString(), Compile)).Validate(text);
        Assert.True(wrong.Count == 0, $"{name} is not of its schema: {string.Join("; ", wrong)}");
    }

    private void CheckHeaders(string name, JsonObject declared, HttpResponseMessage response)
    {
        var there = response.Headers.Concat(response.Content.Headers).Select(header => header.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var undeclared = there.Where(header => !declared.ContainsKey(header)
            && (Watched.Contains(header, StringComparer.OrdinalIgnoreCase)
                || header.StartsWith("Summit-", StringComparison.Ordinal)));
        Assert.True(!undeclared.Any(), $"{name} has headers not in the document: {string.Join(", ", undeclared)}");
        var missing = declared.Select(header => header.Key).Where(header => !there.Contains(header)
            && ((bool?)document["components"]!["headers"]![header]!["required"] == true
                || header == "ETag" && response.RequestMessage!.Method == HttpMethod.Get));
        Assert.True(!missing.Any(), $"{name} lacks headers: {string.Join(", ", missing)}");
    }

    private Task<JsonSchema> Compile(string schema)
    {
        var whole = JsonNode.Parse(schema)!.AsObject();
        whole["definitions"] = document["components"]!["schemas"]!.DeepClone();
        // Beside a reference nothing else counts.
        if (whole.Remove("$ref", out var reference))
            whole["allOf"] = new JsonArray(new JsonObject { ["$ref"] = reference });
        return JsonSchema.FromJsonAsync(whole.ToJsonString());
    }

    // Of paths that fit, the one with the fewest parameters.
    private JsonNode? Operation(HttpMethod method, string path)
    {
        var parts = path.Split('/');
        return document["paths"]!.AsObject()
            .Where(known => known.Key.Split('/') is var template && template.Length == parts.Length
                && template.Zip(parts).All(pair =>
                    pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First == pair.Second))
            .OrderBy(known => known.Key.Count(c => c == '{'))
            .Select(known => known.Value![method == HttpMethod.Head ? "get" : method.Method.ToLowerInvariant()])
            .FirstOrDefault();
    }

    private static async Task<OpenApiContract> Read(Uri service) =>
        new(await Http.GetStringAsync(new Uri(service, "/openapi/v1.json")));
}
