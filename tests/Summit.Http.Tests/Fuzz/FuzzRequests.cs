using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Summit.Http.Tests.Access;

namespace Summit.Http.Tests.Fuzz;

/// <summary>Makes requests of operations: right ones, and such as are wrong somewhere.</summary>
internal sealed class FuzzRequests(Random random, FuzzValues values, FuzzDocument document)
{
    private const int PoolMax = 300;

    private readonly FuzzBodies bodies = new(values, document);
    private readonly List<string> cursors = [];
    private readonly List<string> tags = ["\"1\""];
    private int sent;

    /// <summary>A request on one of the samples, as it is or changed.</summary>
    /// <param name="lane">Of whom, so that nobody else uses its keys.</param>
    public FuzzRequest Of(FuzzOperation operation, Sample sample, string lane)
    {
        var headers = new List<(string Name, string Value)>();
        var method = operation.Method == "GET" && values.Chance(0.05) ? "HEAD" : operation.Method;
        if (values.Chance(0.02))
            method = values.Pick(Hostilities.Methods);
        var path = values.Chance(0.02) ? values.Pick(Hostilities.Paths) : Path(operation, sample) + Query(operation);
        byte[]? body = null;
        if (operation.Body is not null)
        {
            headers.Add(("Idempotency-Key", $"{lane}-{++sent}"));
            headers.Add(("If-Match", values.Chance(0.8) ? "*" : values.Pick(tags)));
            headers.Add(("Content-Type",
                values.Chance(0.95) ? "application/json" : values.Pick(Hostilities.ContentTypes)));
            (body, var coding) = Body(operation, sample);
            if (coding is not null)
                headers.Add(("Content-Encoding", coding));
        }
        else if (values.Chance(0.2))
            headers.Add(("Accept", values.Pick(document.MediaTypes)));
        for (var left = values.Chance(0.3) ? 1 + values.Below(2) : 0; left > 0; left--)
        {
            var (name, some) = values.Pick(Hostilities.Headers);
            headers.RemoveAll(header => header.Name == name && values.Chance(0.8));
            headers.Add((name, values.Pick(some)));
        }
        return new FuzzRequest(method, path, headers, method is "HEAD" or "TRACE" ? null : body);
    }

    /// <summary>Remembers what an answer shows, to be asked for.</summary>
    public void Learn(string text, string? tag, string? link)
    {
        if (tag is not null)
            Keep(tags, tag);
        if (link?.Split("cursor=") is [_, var rest, ..])
            Keep(cursors, rest.Split('&', '>')[0]);
        if (text.StartsWith('{') && JsonNode.Parse(text) is JsonObject thing)
        {
            foreach (var one in (thing["items"] as JsonArray ?? []).Take(5).Append(thing))
            {
                if (one is JsonObject shown && shown["id"] is JsonValue id && Guid.TryParse($"{id}", out _))
                    Keep(values.Ids, $"{id}");
            }
        }
    }

    private void Keep(List<string> some, string one)
    {
        if (some.Count < PoolMax)
            some.Add(one);
        else
            some[values.Below(PoolMax)] = one;
    }

    private string Path(FuzzOperation operation, Sample sample)
    {
        // The address with a colon is not in the document.
        var parts = sample.Path.Replace(":consolidate", "/consolidate", StringComparison.Ordinal).Split('/');
        var template = operation.Path.Split('/');
        for (var n = 0; n < parts.Length; n++)
        {
            if (template[n] is not ['{', .. var name, '}'] || values.Chance(0.85))
                continue;
            var schema = Schema(operation, name);
            parts[n] = values.Below(4) switch
            {
                0 => values.Pick(values.Ids),
                1 => Uri.EscapeDataString(values.Text(schema)),
                2 => values.Pick(Hostilities.AddressParts),
                _ => Escaped(values.HostileText(schema)),
            };
            // Clients and servers take these out of an address (RFC 3986, 5.2.4): another operation would be asked.
            if (parts[n] is "." or "..")
                parts[n] = "...";
        }
        return string.Join('/', parts);
    }

    private string Query(FuzzOperation operation)
    {
        var query = new List<string>();
        var some = operation.Parameters.Where(one => (string?)one["in"] == "query").ToArray();
        random.Shuffle(some);
        foreach (var parameter in some.Take(values.Below(4)))
        {
            var name = (string)parameter["name"]!;
            var schema = document.Resolved(parameter["schema"]!);
            var of = document.Resolved(schema["items"] ?? schema);
            query.Add(name + '=' + (name == "cursor" && values.Chance(0.9)
                ? values.Pick([.. Hostilities.Cursors, .. cursors])
                : values.Below(10) switch
                {
                    < 6 => Uri.EscapeDataString(values.Text(of)),
                    6 => string.Join(',', Enumerable.Range(0, 2).Select(_ => Uri.EscapeDataString(values.Text(of)))),
                    7 => values.Pick(Hostilities.AddressParts),
                    8 => $"{Escaped(values.HostileText(of))}&{name}=a",
                    _ => Escaped(values.HostileText(of)),
                }));
        }
        if (values.Chance(0.03))
            query.Add($"{values.Pick(Hostilities.AddressParts)}={values.Pick(Hostilities.AddressParts)}");
        return query.Count == 0 ? "" : $"?{string.Join('&', query)}";
    }

    private (byte[]?, string?) Body(FuzzOperation operation, Sample sample)
    {
        var whole = values.Below(10) switch
        {
            < 6 => JsonSerializer.SerializeToNode(sample.Body, JsonSerializerOptions.Web)!.AsObject(),
            < 8 when operation.Example is { } example => example.DeepClone().AsObject(),
            _ => JsonNode.Parse(values.Valid(operation.Body!))!.AsObject(),
        };
        var text = values.Chance(0.3) ? whole.ToJsonString() : bodies.Changed(whole, operation.Body!);
        return values.Chance(0.06) ? bodies.Odd(text) : (Encoding.UTF8.GetBytes(text), null);
    }

    private JsonObject Schema(FuzzOperation operation, string name) => document.Resolved(
        operation.Parameters.First(one => (string?)one["name"] == name)["schema"]!);

    // A server need not take an address of any length.
    private static string Escaped(string text) =>
        Uri.EscapeDataString(text.Length > 300 ? text[..300] : text);
}

/// <summary>A request, well-formed or not.</summary>
internal sealed record FuzzRequest(
    string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body)
{
    private const int ShownMax = 600;

    /// <summary>Whether the server itself may refuse it, with an empty body: its address or host is none.</summary>
    public bool IsNoHttp => Path.Contains("%00", StringComparison.Ordinal)
        || Headers.Any(header => header.Name == "Host");

    public override string ToString()
    {
        var headers = Headers.Select(header => $"{header.Name}: {header.Value}");
        var text = string.Join('\n',
            [$"{Method} {Path}", .. headers, "", Body is null ? "" : Encoding.UTF8.GetString(Body)]);
        return text.Length > ShownMax ? $"{text[..ShownMax]}... ({Body?.Length} bytes)" : text;
    }
}
