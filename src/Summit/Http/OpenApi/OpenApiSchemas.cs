using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Summit.Http;

/// <summary>
/// Says in schemas what the service checks: what is required, how long a text may be, which form a code has.
/// </summary>
internal sealed class OpenApiSchemas : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema known)
            return;
        if (context.Type.IsEnum)
            known.Enum = [.. Enum.GetValues(context.Type).Cast<object>().Select(Word)];
        if (known.Properties is null
            || Json.Options.GetTypeInfo(context.Type) is not { Kind: JsonTypeInfoKind.Object } type)
            return;
        known.AdditionalPropertiesAllowed = false;
        // In the order of the JSON: the generator puts the properties of a base record first.
        var generated = known.Properties;
        known.Properties = type.Properties.Where(property => generated.ContainsKey(property.Name))
            .ToDictionary(property => property.Name, property => generated[property.Name]);
        known.Required = type.Properties.Where(property => property.IsRequired).Select(property => property.Name)
            .ToHashSet();
        var checks = Validation.ChecksOf(context.Type);
        foreach (var (name, property) in known.Properties)
        {
            if (property is not OpenApiSchema shown)
                continue;
            // What is not there is absent, never null.
            shown.Type = shown.Type is { } forms && forms != JsonSchemaType.Null ? forms & ~JsonSchemaType.Null : null;
            foreach (var check in checks[name])
                Bound(shown, check);
        }
    }

    private static JsonNode Word(object value) => JsonNode.Parse(
        System.Text.Json.JsonSerializer.Serialize(value, value.GetType(), Json.Options))!;

    private static void Bound(OpenApiSchema schema, ValidationAttribute check)
    {
        switch (check)
        {
            case MaxTextAttribute atMost when schema.Type?.HasFlag(JsonSchemaType.String) == true:
                (schema.MinLength, schema.MaxLength) = (1, atMost.Characters);
                if (atMost.HasMaxParagraphs)
                    schema.Description = $"{schema.Description} At most {atMost.Paragraphs} paragraphs.".Trim();
                break;
            case MaxTextAttribute atMost:
                var paragraphs = atMost.HasMaxParagraphs ? $" and {atMost.Paragraphs} paragraphs" : "";
                schema.Description =
                    $"{schema.Description} At most {atMost.Characters} characters{paragraphs} a language.".Trim();
                break;
            case MaxLengthAttribute most when schema.Type?.HasFlag(JsonSchemaType.Array) == true:
                schema.MaxItems = most.Length;
                break;
            case LanguagesAttribute when schema.Type?.HasFlag(JsonSchemaType.Array) == true:
                (schema.MaxItems, schema.UniqueItems) = (Limits.Languages, true);
                break;
            case EmailAttribute:
                schema.MaxLength = Limits.Email;
                break;
            case CodeAttribute code:
                (schema.Pattern, schema.MaxLength) = (code.Pattern, Limits.Code);
                break;
            // Tools read patterns as JavaScript does without its Unicode flag, in which a \p is a p.
            case RegularExpressionAttribute form when form.Pattern.Contains(@"\p", StringComparison.Ordinal):
                schema.Description = $"{schema.Description} {form.FormatErrorMessage("")}".Trim();
                break;
            case RegularExpressionAttribute form:
                schema.Pattern = form.Pattern;
                break;
            case LengthAttribute length:
                (schema.MinItems, schema.MaxItems) = (length.MinimumLength, length.MaximumLength);
                break;
            case MinLengthAttribute atLeast:
                schema.MinItems = atLeast.Length;
                break;
            case MaxLengthAttribute atMost:
                schema.MaxItems = atMost.Length;
                break;
            case LanguagesAttribute when schema.Type?.HasFlag(JsonSchemaType.Array) == true:
                schema.UniqueItems = true;
                break;
            case RangeAttribute range:
                (schema.Minimum, schema.Maximum) = ($"{range.Minimum}", $"{range.Maximum}");
                break;
        }
    }
}

/// <summary>
/// Example bodies: what the scenario of the seeds really sends, with ids in the place of its aliases.
/// </summary>
internal static class OpenApiExamples
{
    private const string SomeId = "0192f0c1-2b3c-7d4e-8f50-617283940a1b";

    private static readonly Lazy<IReadOnlyList<(string Method, string[] Path, JsonNode Body)>> Sent = new(Read);

    // What the scenario has no occasion for.
    private static readonly Dictionary<string, string> Others = new()
    {
        ["v1/keys"] = """{"label":"Press desk","role":"auditor","congress":"durban-2019"}""",
        ["v1/congresses/{slug}/formats"] =
            """
            {"track":"local4action","code":"walk","name":{"en":"City walks","fr":"Parcours urbains"},
             "openTo":["local-government","person"],"byCall":false,"minMinutes":60,"maxMinutes":180}
            """,
        ["v1/bodies/{id}/rules"] = """{"quorum":{"of":"fixed","count":172}}""",
        ["v1/organisations/{id}/change"] =
            """
            {"name":{"en":"Lyon Metropolis","fr":"Métropole de Lyon"},"kind":"local-government","country":"FR",
             "memberships":[{"of":"world-organisation","from":"2004-05-05"}]}
            """,
        ["v1/organisations/{id}/join"] = $$"""{"into":"{{SomeId}}"}""",
        ["v1/people/{id}/change"] =
            """{"name":"A. Example","office":"Mayor","languages":["fr","en"],"email":"a.example@example.org"}""",
        ["v1/people/{id}/join"] = $$"""{"into":"{{SomeId}}"}""",
        ["v1/sessions/{id}/lead"] = $$"""{"lead":"{{SomeId}}"}""",
        ["v1/congresses/{slug}/change"] =
            """
            {"name":{"en":"World Summit and Congress, Daejeon 2022"},"host":{"city":"Daejeon","country":"KR"},
             "timeZone":"Asia/Seoul","startsOn":"2022-10-10","endsOn":"2022-10-15","languages":["en","fr","es"]}
            """,
        ["v1/congresses/{slug}/reopen"] = """{"reason":"It was closed instead of another."}""",
        ["v1/congresses/{slug}/rooms/{room}/reopen"] = """{"reason":"The floor is dry."}""",
        ["v1/congresses/{slug}/calls/{call}/reopen"] =
            """{"closesAt":"2019-08-15T23:59:59+02:00","reason":"A section asked for two weeks more."}""",
        ["v1/breaks/{id}/change"] =
            """
            {"title":{"en":"Lunch"},"startsAt":"2019-11-12T12:30:00+02:00","endsAt":"2019-11-12T14:00:00+02:00"}
            """,
        ["v1/breaks/{id}/cancel"] = """{"reason":"The technicians come in the evening."}""",
        ["v1/breaks/{id}/reinstate"] = """{"reason":"They come in the morning after all."}""",
        ["v1/sessions/{id}/participants/{person}/remove-role"] = """{"role":"speaker"}""",
        ["v1/sessions/{id}/exchange-slots"] = $$"""{"with":"{{SomeId}}","withVersion":4}""",
        ["v1/sessions/{id}/open"] = """{"confirmed":false}""",
        ["v1/sessions/{id}/undo-opening"] = """{"reason":"Another session was meant."}""",
        ["v1/sessions/{id}/reopen"] = """{"reason":"Another session was meant."}""",
        ["v1/sessions/{id}/reinstate"] = """{"reason":"The speakers come after all."}""",
        ["v1/congresses/{slug}/rooms/{room}/correct-reason"] = """{"reason":"The lift is out of order."}""",
        ["v1/breaks/{id}/correct-reason"] = """{"reason":"The technicians come in the morning."}""",
        ["v1/sessions/{id}/correct-reason"] = """{"reason":"A storm keeps the speakers away."}""",
        ["v1/recommendations/{id}/amendments/{number}/correct-reason"] = """{"reason":"It is said in clause 3."}""",
        ["v1/recommendations/{id}/amendments/{number}/reopen"] = """{"reason":"Another amendment was meant."}""",
        ["v1/papers/{id}/rescind-acceptance"] = """{"reason":"Accepted in place of another paper."}""",
        ["v1/papers/{id}/rescind-rejection"] = """{"reason":"Rejected in place of another paper."}""",
        ["v1/papers/{id}/rescind-withdrawal"] = """{"reason":"The partners agreed after all."}""",
        ["v1/papers/{id}/correct-late-reason"] = """{"reason":"The section's server was down."}""",
        ["v1/papers/{id}/correct-reason"] = """{"reason":"It concerns the statutes, not the policy domain."}""",
    };

    // The scenario has taken its names: those who try an operation on it get others.
    private static readonly Dictionary<string, string> Free = new() { ["slug"] = "example-2030", ["code"] = "example" };

    /// <summary>A body for an operation; null where the scenario has none.</summary>
    public static JsonNode? Of(ApiDescription operation)
    {
        var template = operation.RelativePath!.Split('/');
        foreach (var (method, path, body) in Sent.Value)
        {
            if (method == operation.HttpMethod && path.Length == template.Length
                && path.Zip(template).All(pair => pair.Second.StartsWith('{') || pair.First == pair.Second))
                return WithFreeNames(body, template[^1]);
        }
        var plain = operation.RelativePath.Replace(":guid", "", StringComparison.Ordinal)
            .Replace(":int", "", StringComparison.Ordinal);
        return Others.TryGetValue(plain, out var other) ? JsonNode.Parse(other) : null;
    }

    private static JsonNode WithFreeNames(JsonNode body, string collection)
    {
        var free = body.DeepClone();
        if (free is JsonObject known)
        {
            foreach (var (name, value) in Free.Where(one => known.ContainsKey(one.Key)))
                known[name] = value;
            if (collection == "rooms")
                known["name"] = "Example Room";
        }
        return free;
    }

    private static List<(string, string[], JsonNode)> Read()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "seeds");
        if (!Directory.Exists(folder))
            return [];
        return
        [
            .. Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .SelectMany(file => JsonNode.Parse(File.ReadAllBytes(file))!.AsArray())
                .Where(step => step!["body"] is JsonObject { Count: > 0 })
                .Select(step =>
                {
                    var asked = ((string)step!["do"]!).Split(' ');
                    return (asked[0], asked[1].TrimStart('/').Split('/'), WithIds(step["body"]!));
                }),
        ];
    }

    private static JsonNode WithIds(JsonNode node) => node switch
    {
        JsonObject known => new JsonObject(known.Select(part =>
            KeyValuePair.Create(part.Key, part.Value is null ? null : WithIds(part.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : WithIds(item))]),
        JsonValue value when value.TryGetValue(out string? text) && text is ['@', ..] => JsonValue.Create(SomeId),
        _ => node.DeepClone(),
    };
}
