using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Summit.Http.Tests.Documentation;

/// <summary>
/// The requests of a <c>.http</c> file, in the dialect that Visual Studio, Rider and REST Client share: variables
/// (<c>@name = value</c>), requests between <c>###</c>, and what an earlier one answered
/// (<c>{{name.response.body.items[0].id}}</c>). A title that ends with a status in brackets expects that one.
/// </summary>
internal sealed partial class HttpFile
{
    private const string KeyToFill = "summit_...";

    private readonly Dictionary<string, string> variables = [];
    private readonly Dictionary<string, Answer> answers = [];

    private HttpFile(IReadOnlyList<HttpFileRequest> requests) => Requests = requests;

    /// <summary>The requests, in order.</summary>
    public IReadOnlyList<HttpFileRequest> Requests { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="address">Where the service listens.</param>
    /// <param name="keys">A key for each role: a variable to be filled with one is called as the role.</param>
    public static HttpFile Read(string file, Uri address, IReadOnlyDictionary<string, string> keys)
    {
        var parts = Titles().Split(File.ReadAllText(file));
        var read = new HttpFile([.. Enumerable.Range(0, parts.Length / 2)
            .Select(n => HttpFileRequest.Parse(parts[2 * n + 1], parts[2 * n + 2]))]);
        foreach (Match variable in Variables().Matches(parts[0]))
        {
            var (name, value) = (variable.Groups[1].Value, variable.Groups[2].Value);
            read.variables[name] = name == "host" ? address.GetLeftPart(UriPartial.Authority)
                : value != KeyToFill ? value
                : keys.TryGetValue(name, out var key) ? key
                : throw new InvalidDataException($"{file}: no role is called {name}.");
        }
        return read;
    }

    /// <summary>Sends a request, and keeps its answer for those that follow.</summary>
    public async Task<Answer> Send(HttpFileRequest request, Uri address)
    {
        using var content = request.Body.Length == 0
            ? null
            : new StringContent(Resolved(request.Body), Encoding.UTF8, "application/json");
        var method = new HttpMethod(request.Method);
        var answer = await new Client(address, null).Send(method, Resolved(request.Url), content,
            [.. request.Headers.Where(header => header.Name != "Content-Type")
                .Select(header => (header.Name, Resolved(header.Value)))]);
        if (request.Name is not null)
            answers[request.Name] = answer;
        return answer;
    }

    private string Resolved(string text) => Placeholders().Replace(text, found =>
        found.Groups[1].Value.Split('.', 4) switch
        {
            [var name] => variables[name],
            [var name, "response", "headers", var header] => answers[name].Headers[header],
            [var name, "response", "body", var path] => $"{Found(answers[name].Body, path)}",
            _ => throw new InvalidDataException($"{found} is of no kind that is known."),
        });

    private static JsonNode Found(JsonNode node, string path) => Steps().Matches(path).Aggregate(node, (at, step) =>
        (step.Value is ['[', .. var index, ']']
            ? at.AsArray().ElementAtOrDefault(int.Parse(index, System.Globalization.CultureInfo.InvariantCulture))
            : at[step.Value])
        ?? throw new InvalidDataException($"There is no {path} in {node.ToJsonString()}."));

    [GeneratedRegex(@"^###[ \t]*(.*)\n", RegexOptions.Multiline)]
    private static partial Regex Titles();

    [GeneratedRegex(@"^@(\w+)\s*=\s*(.*\S)", RegexOptions.Multiline)]
    private static partial Regex Variables();

    [GeneratedRegex(@"\{\{([^{}]+)\}\}")]
    private static partial Regex Placeholders();

    [GeneratedRegex(@"\[\d+\]|[^.\[\]$]+")]
    private static partial Regex Steps();
}

/// <summary>A request of a <c>.http</c> file.</summary>
internal sealed partial record HttpFileRequest(
    string Title, string? Name, string Method, string Url, IReadOnlyList<(string Name, string Value)> Headers,
    string Body)
{
    /// <summary>The status that its title expects; null for any success.</summary>
    public int? Expects => Status().Match(Title) is { Success: true } said
        ? int.Parse(said.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)
        : null;

    /// <summary>Reads one from the lines between two titles.</summary>
    public static HttpFileRequest Parse(string title, string text)
    {
        var name = NameLine().Match(text) is { Success: true } named ? named.Groups[1].Value : null;
        var lines = text.Split('\n').SkipWhile(line => line.Length == 0 || line[0] == '#').ToArray();
        var head = lines.TakeWhile(line => line.Length > 0).ToArray();
        var first = head[0].Split(' ');
        return new HttpFileRequest(title.Trim(), name, first[0], first[1],
            [.. head.Skip(1).Select(line => line.Split(": ", 2)).Select(pair => (pair[0], pair[1]))],
            string.Join('\n', lines.Skip(head.Length)).Trim());
    }

    [GeneratedRegex(@"\((\d{3})\)$")]
    private static partial Regex Status();

    [GeneratedRegex(@"^#\s*@name\s+(\w+)", RegexOptions.Multiline)]
    private static partial Regex NameLine();
}
