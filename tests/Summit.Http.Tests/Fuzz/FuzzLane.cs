using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Summit.Http.Tests.Access;

namespace Summit.Http.Tests.Fuzz;

/// <summary>One who asks, one request after another, and judges the answers.</summary>
internal sealed class FuzzLane(string name, Random random, FuzzDocument document, Uri address) : IDisposable
{
    private const int AnswerShown = 600;

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    });
    private readonly FuzzRequests requests = new(random, new FuzzValues(random, document), document);
    private readonly Queue<(FuzzOperation Operation, string Caller)> deck = [];
    private FuzzWorld world = null!;

    public string Name => name;

    public int Sent { get; private set; }

    public List<HttpStatusCode> Statuses { get; } = [];

    public List<FuzzFault> Faults { get; } = [];

    /// <summary>Goes on in another world.</summary>
    public void Enter(FuzzWorld entered) => world = entered;

    public async Task Run(int count)
    {
        for (var left = count; left > 0; left--)
        {
            if (deck.Count == 0)
                Shuffle();
            var (operation, caller) = deck.Dequeue();
            Sent++;
            var request = requests.Of(operation, world.Samples[operation.Id], name);
            if (await Complaint(request, world.Callers[caller]) is { } complaint)
                Faults.Add(new FuzzFault($"{operation.Id} {complaint.Split('\n')[0]}", complaint, $"{request}"));
        }
    }

    public void Dispose() => http.Dispose();

    private void Shuffle()
    {
        // Who is admitted comes further than who is not: twice as often.
        var all = document.Operations.SelectMany(operation => world.Callers.Keys
            .Concat(world.Callers.Keys.Where(role => operation.Admits(role))).Select(role => (operation, role)))
            .ToArray();
        random.Shuffle(all);
        foreach (var one in all)
            deck.Enqueue(one);
    }

    private async Task<string?> Complaint(FuzzRequest asked, string? token, bool isAgain = false)
    {
        using var request = Message(asked, token);
        try
        {
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            Statuses.Add(response.StatusCode);
            await (await OpenApiContract.Of(address)).Check(request, response, text);
            if (Wrong(asked, response, text) is { } wrong)
                return $"{wrong}\n{(int)response.StatusCode} {Cut(text)}";
            response.Headers.TryGetValues("Link", out var links);
            requests.Learn(text, $"{response.Headers.ETag}", links?.FirstOrDefault());
            return null;
        }
        // What is too long is not read to its end: its answer may be lost with the connection.
        catch (HttpRequestException) when (asked.Body?.Length > FuzzBodies.BytesMax)
        {
            return null;
        }
        // A server may end a connection that was idle just when it is used: who asks again sees what it makes of it.
        catch (HttpRequestException) when (!isAgain)
        {
            return await Complaint(asked, token, isAgain: true);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or JsonException
            or Xunit.Sdk.XunitException)
        {
            return Cut($"{failure.Message} {failure.InnerException?.Message}");
        }
    }

    private static string? Wrong(FuzzRequest asked, HttpResponseMessage response, string text)
    {
        var status = (int)response.StatusCode;
        // Who has seen what is not there yet is told to wait, and an alarm is one.
        var mayWait = asked.Path.StartsWith("/health/", StringComparison.Ordinal)
            || asked.Headers.Any(header => header.Name == "Summit-Position");
        if (status >= 500 && !(status == 503 && mayWait))
            return $"{status}";
        if (status < 400 || asked.Method == "HEAD" || mayWait && status == 503)
            return null;
        if (status == 400 && text.Length == 0 && asked.IsNoHttp)
            return null;
        var media = response.Content.Headers.ContentType?.MediaType;
        // Beside the API there are pages, for people.
        if (media == "text/html" && !asked.Path.StartsWith("/v1", StringComparison.OrdinalIgnoreCase))
            return null;
        if (media != "application/problem+json")
            return $"{status} is no problem";
        var problem = JsonNode.Parse(text)!;
        return (int?)problem["status"] != status || (string?)problem["type"] is not { Length: > 0 }
            || (string?)problem["title"] is not { Length: > 0 } || (string?)problem["traceId"] is not { Length: > 0 }
            ? $"{status} is not a whole problem"
            : text.Contains("System.", StringComparison.Ordinal) || text.Contains("Npgsql", StringComparison.Ordinal)
                ? $"{status} shows the code"
                : null;
    }

    private HttpRequestMessage Message(FuzzRequest asked, string? token)
    {
        // As it is written: a client would mend it.
        var request = new HttpRequestMessage(new HttpMethod(asked.Method),
            new Uri(address.GetLeftPart(UriPartial.Authority) + asked.Path,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (asked.Body is not null)
            request.Content = new ByteArrayContent(asked.Body);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (header, value) in asked.Headers)
        {
            if (header == "Authorization")
                request.Headers.Remove(header);
            if (!request.Headers.TryAddWithoutValidation(header, value))
                request.Content?.Headers.TryAddWithoutValidation(header, value);
        }
        return request;
    }

    private static string Cut(string text) => text.Length > AnswerShown ? text[..AnswerShown] + "..." : text;
}

/// <summary>What is asked, and by whom.</summary>
/// <param name="Samples">For each operation a request.</param>
/// <param name="Callers">For each role a key; null for who has none.</param>
internal sealed record FuzzWorld(ScopeSamples Samples, IReadOnlyDictionary<string, string?> Callers);

/// <summary>An answer that should not be.</summary>
/// <param name="Kind">What it has in common with others.</param>
internal sealed record FuzzFault(string Kind, string What, string Request)
{
    public override string ToString() => $"{Kind}\n{What}\n>>> {Request}";
}
