using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Summit.Store;

namespace Summit.Operations;

/// <summary>One step of a scenario: who asks what, when.</summary>
/// <param name="At">When: the service's clock shows this moment.</param>
/// <param name="As">Who: a role, and for whom, such as <c>partner:africa</c>.</param>
/// <param name="Do">What: method and path, with <c>@alias</c> for ids.</param>
/// <param name="Body">The body, with <c>@alias</c> for ids.</param>
/// <param name="Name">The alias that the id of the answer gets.</param>
public sealed record Step(DateTimeOffset At, string As, string Do, JsonNode? Body = null, string? Name = null)
{
    /// <summary>Its place in the scenario, for the operator and as its Idempotency-Key.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Key { get; init; } = "";
}

/// <summary>
/// A named scenario: commands in files, replayed through the API's own command path with a clock of its own. Every step
/// has its Idempotency-Key: replayed after a crash, it goes on where it stopped.
/// </summary>
public sealed class Scenario(string name, IReadOnlyList<Step> steps)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its steps, in order.</summary>
    public IReadOnlyList<Step> Steps => steps;

    /// <summary>Reads the scenario of a name from the folder beside the program.</summary>
    /// <exception cref="ArgumentException">There is no such scenario.</exception>
    public static Scenario Load(string name)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "seeds");
        string?[] known = Directory.Exists(root)
            ? [.. Directory.GetDirectories(root).Select(Path.GetFileName).Order(StringComparer.Ordinal)]
            : [];
        if (!known.Contains(name))
            throw new ArgumentException($"There is no scenario {name}. There are: {string.Join(", ", known)}.");
        var files = Directory.GetFiles(Path.Combine(root, name), "*.json").Order(StringComparer.Ordinal);
        return new Scenario(name, [.. files.SelectMany(file => Steps(name, file))]);

        static IEnumerable<Step> Steps(string name, string file) =>
            JsonSerializer.Deserialize<IReadOnlyList<Step>>(File.ReadAllBytes(file), Json.Options)!
                .Select((step, n) => step with { Key = $"{name}/{Path.GetFileNameWithoutExtension(file)}/{n + 1}" });
    }

    /// <summary>Replays all steps.</summary>
    /// <param name="address">Where the service listens.</param>
    /// <param name="tokenFor">The token of a caller; the second argument finds the id of an alias.</param>
    /// <param name="moveTo">Moves the service's clock.</param>
    /// <param name="settled">Waits until reactions to what was done so far are done too.</param>
    /// <param name="told">Is told after each step; null for nobody.</param>
    /// <exception cref="ScenarioException">The service refused a step.</exception>
    public async Task Replay(
        Uri address,
        Func<string, Func<string, Guid>, Task<string>> tokenFor,
        Action<DateTimeOffset> moveTo,
        Func<Task> settled,
        IProgress<RebuildProgress>? told,
        CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = address };
        var ids = new Dictionary<string, string>();
        foreach (var (n, step) in steps.Index())
        {
            told?.Report(new RebuildProgress(n, steps.Count));
            moveTo(step.At);
            var (method, path) = (step.Do.Split(' ')[0], Resolve(step.Do.Split(' ')[1], ids, step));
            // Items reach the World Assembly by forwarding: a delivery may still be under way.
            if (path.Contains("/world-assembly", StringComparison.Ordinal))
                await settled();
            var token = await tokenFor(step.As, alias => Guid.Parse(Resolve($"@{alias}", ids, step)));
            using var answer = await Send(http, step, method, path, token, Resolve(step.Body, ids, step), cancel);
            var text = await answer.Content.ReadAsStringAsync(cancel);
            if (!answer.IsSuccessStatusCode)
                throw new ScenarioException($"{step.Key}: {step.Do} as {step.As}: {(int)answer.StatusCode} {text}");
            if (step.Name is not null)
                ids[step.Name] = (string?)JsonNode.Parse(text)?["id"]
                    ?? throw new ScenarioException($"{step.Key}: the answer has no id: {text}");
        }
        await settled();
    }

    private static async Task<HttpResponseMessage> Send(
        HttpClient http, Step step, string method, string path, string token, JsonNode? body, CancellationToken cancel)
    {
        var answer = await http.SendAsync(Request(), cancel);
        if (answer.StatusCode != HttpStatusCode.PreconditionRequired)
            return answer;
        answer.Dispose();
        // As any client does: read the thing, then act on its version.
        using var look = new HttpRequestMessage(HttpMethod.Get, path[..path.LastIndexOf('/')]);
        look.Headers.Authorization = new("Bearer", token);
        using var seen = await http.SendAsync(look, cancel);
        var request = Request();
        request.Headers.TryAddWithoutValidation("If-Match", seen.Headers.ETag?.Tag);
        return await http.SendAsync(request, cancel);

        HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.Authorization = new("Bearer", token);
            request.Headers.Add("Idempotency-Key", step.Key);
            if (method != "DELETE")
                request.Content = new StringContent(body?.ToJsonString() ?? "{}", Encoding.UTF8, "application/json");
            return request;
        }
    }

    private static string Resolve(string path, Dictionary<string, string> ids, Step step) =>
        string.Join('/', path.Split('/').Select(part => part is ['@', .. var alias]
            ? ids.GetValueOrDefault(alias) ?? throw new ScenarioException($"{step.Key}: nothing is called @{alias}.")
            : part));

    private static JsonNode? Resolve(JsonNode? node, Dictionary<string, string> ids, Step step) => node switch
    {
        JsonObject known => new JsonObject(known.Select(pair =>
            KeyValuePair.Create(pair.Key, Resolve(pair.Value, ids, step)))),
        JsonArray items => new JsonArray([.. items.Select(item => Resolve(item, ids, step))]),
        JsonValue value when value.TryGetValue(out string? text) && text is ['@', ..] =>
            JsonValue.Create(Resolve(text, ids, step)),
        _ => node?.DeepClone(),
    };
}

/// <summary>A scenario cannot be replayed; the message names the step and what the service said.</summary>
public sealed class ScenarioException(string message) : Exception(message);
