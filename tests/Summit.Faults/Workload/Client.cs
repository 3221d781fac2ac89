using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Summit.Faults;

/// <summary>A response.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Version">The version in its entity tag; 0 if it has none.</param>
/// <param name="Body">Its body.</param>
/// <param name="Invoked">When its attempt was sent.</param>
/// <param name="Answered">When it arrived.</param>
internal sealed record Answer(HttpStatusCode Status, long Version, JsonObject Body, long Invoked, long Answered)
{
    /// <summary>When the first attempt was sent.</summary>
    public long FirstInvoked { get; init; } = Invoked;

    /// <summary>Whether there was only one attempt.</summary>
    public bool IsFirst => FirstInvoked == Invoked;

    /// <summary>Whether the command succeeded.</summary>
    public bool IsSuccess => (int)Status < 300;

    /// <summary>Whether it is a server error.</summary>
    public bool IsFault => (int)Status >= 500;
}

/// <summary>
/// A client of all nodes. Without a response, or with a server error, it sends the command again under the same key to
/// any node until it knows the outcome; some commands it leaves unknown. Now and then it disconnects early.
/// </summary>
internal sealed class Client(IReadOnlyList<Node> nodes, ClientHistory history, Random random)
{
    private const double LeavesUnknown = 0.12;
    private const double HangsUp = 0.05;
    private const int HangsUpWithin = 30;

    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = 256, UseProxy = false, UseCookies = false, AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(1),
    }) { Timeout = TimeSpan.FromSeconds(6) };

    private static readonly TimeSpan BeforeAskingAgain = TimeSpan.FromMilliseconds(150);

    /// <summary>Whether it always retries until it knows.</summary>
    public bool IsStubborn { get; init; }

    /// <summary>Its source of random decisions.</summary>
    public Random Random => random;

    /// <summary>Sends a command under a key of its own until it is answered or left unknown.</summary>
    /// <param name="marker">The marker of its effect in the events.</param>
    /// <param name="path">The route.</param>
    /// <param name="body">The body.</param>
    /// <param name="giveUp">Ends the retries.</param>
    /// <param name="seen">The version for <c>If-Match</c>; null for none.</param>
    /// <returns>The response, or null.</returns>
    public async Task<Answer?> Command(
        string marker, string path, object body, CancellationToken giveUp, long? seen = null)
    {
        var intent = history.Intend(marker);
        var key = Guid.NewGuid().ToString();
        long? first = null;
        var mayLeave = !IsStubborn && random.NextDouble() < LeavesUnknown;
        while (!giveUp.IsCancellationRequested)
        {
            intent.Attempts++;
            var isCalm = history.IsCalm;
            first ??= Stopwatch.GetTimestamp();
            var answer = await Ask(HttpMethod.Post, path, body, key, seen);
            if (isCalm && history.IsCalm && answer is { IsFault: true })
                history.Wonder($"POST {path}: {(int)answer.Status}, and nothing had gone wrong");
            if (answer is { IsFault: false })
            {
                intent.Fate = answer.IsSuccess ? Fate.Acknowledged : Fate.Refused;
                if (!answer.IsSuccess
                    && answer.Status is not (HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed))
                    history.Wonder($"POST {path}: {(int)answer.Status} {answer.Body.ToJsonString()}");
                return intent.Attempts == 1 ? answer : answer with { FirstInvoked = first.Value };
            }
            if (mayLeave)
                return null;
            await Again(giveUp);
        }
        return null;
    }

    /// <summary>Reads a resource, with retries.</summary>
    public async Task<Answer?> Read(string path, CancellationToken giveUp)
    {
        while (!giveUp.IsCancellationRequested)
        {
            if (await Ask(HttpMethod.Get, path, null, null, null) is { IsFault: false } answer)
                return answer;
            await Again(giveUp);
        }
        return null;
    }

    private static async Task Again(CancellationToken giveUp)
    {
        try
        {
            await Pause.For(BeforeAskingAgain, giveUp);
        }
        catch (OperationCanceledException)
        {
            // The retries end.
        }
    }

    private async Task<Answer?> Ask(HttpMethod method, string path, object? body, string? key, long? seen)
    {
        var invoked = Stopwatch.GetTimestamp();
        try
        {
            using var hangUp = new CancellationTokenSource();
            if (key is not null && !IsStubborn && random.NextDouble() < HangsUp)
                hangUp.CancelAfter(random.Next(HangsUpWithin));
            using var request = new HttpRequestMessage(method, new Uri(nodes[random.Next(nodes.Count)].Address, path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServiceProcess.Key);
            if (body is not null)
                request.Content = JsonContent.Create(body);
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key);
            if (seen is not null)
                request.Headers.Add("If-Match", $"\"{seen}\"");
            using var response = await Http.SendAsync(request, hangUp.Token);
            var text = await response.Content.ReadAsStringAsync();
            // What a page shows beside its thing stands behind the version.
            var tag = response.Headers.ETag?.Tag.Trim('"').Split('+')[0];
            return new Answer(response.StatusCode, long.TryParse(tag, out var version) ? version : 0,
                JsonNode.Parse(text) as JsonObject ?? [], invoked, Stopwatch.GetTimestamp());
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException or JsonException)
        {
            return null;
        }
    }
}
