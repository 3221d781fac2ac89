using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Summit.Bench;

/// <summary>What a load did.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Half were answered within, in milliseconds.</param>
/// <param name="P95">All but one of twenty were answered within, in milliseconds.</param>
/// <param name="P99">All but one of a hundred were answered within, in milliseconds.</param>
/// <param name="Max">All were answered within, in milliseconds.</param>
/// <param name="Count">Answers in all.</param>
internal sealed record Figure(double PerSecond, double P50, double P95, double P99, double Max, long Count)
{
    /// <summary>The one in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] all = [.. values.Order()];
        return all[all.Length / 2];
    }

    /// <summary>From the time of each answer in milliseconds.</summary>
    public static Figure Of(IEnumerable<double> times, TimeSpan elapsed)
    {
        var all = times.Order().ToArray();
        return new Figure(all.Length / elapsed.TotalSeconds, all[all.Length / 2], all[all.Length * 95 / 100],
            all[all.Length * 99 / 100], all[^1], all.Length);
    }
}

/// <summary>Callers that each wait for their answer before they ask again.</summary>
internal static class Callers
{
    /// <summary>How many are measured, column by column.</summary>
    public static readonly int[] Counts = [1, 16, 64, 256];

    /// <summary>Until what is called often has been compiled for the last time.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    // On a busy machine that takes longer.
    private const long WarmUpAnswers = 40_000;

    /// <summary>The heads of the columns.</summary>
    public static IEnumerable<string> Columns => Counts.Select(count => count == 1 ? "1 caller" : $"{count} callers");

    /// <summary>Measures something with each number of callers, once it is warm.</summary>
    public static async Task<List<Figure>> Measure(TimeSpan each, Func<int, Task> act)
    {
        await Warm(act);
        var figures = new List<Figure>();
        foreach (var callers in Counts)
            figures.Add(await Run(callers, each, act));
        return figures;
    }

    /// <summary>Runs as many as there will be, for as long as it takes.</summary>
    public static async Task Warm(Func<int, Task> act)
    {
        for (var done = 0L; done < WarmUpAnswers;)
            done += (await Run(Counts.Max(), WarmUp, act)).Count;
    }

    /// <summary>Runs so many for so long; each is told its number.</summary>
    public static async Task<Figure> Run(int callers, TimeSpan duration, Func<int, Task> act)
    {
        var all = new List<double>[callers];
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var times = all[caller] = [];
            while (Stopwatch.GetElapsedTime(start) < duration)
            {
                var asked = Stopwatch.GetTimestamp();
                await act(caller);
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }
        })));
        return Figure.Of(all.SelectMany(times => times), Stopwatch.GetElapsedTime(start));
    }
}

/// <summary>A client as its programmers would write it, for all that is not measured.</summary>
internal sealed class Load(Uri address, string? key)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = 256, UseProxy = false, UseCookies = false, AllowAutoRedirect = false,
    });

    /// <summary>Reads something, all of it.</summary>
    public async Task<byte[]> Get(string path)
    {
        using var answer = await Send(HttpMethod.Get, path, null, null);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Asks for something, under a key of its own.</summary>
    public async Task<JsonObject> Post(string path, object body, string? seen = null)
    {
        using var answer = await Send(HttpMethod.Post, path, body, seen);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>The entity tag of a thing as it stands.</summary>
    public async Task<string> Seen(string path)
    {
        using var answer = await Send(HttpMethod.Get, path, null, null);
        return answer.Headers.ETag!.Tag;
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body, string? seen)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path));
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        }
        if (seen is not null)
            request.Headers.Add("If-Match", seen);
        var answer = await Http.SendAsync(request);
        return answer.IsSuccessStatusCode
            ? answer
            : throw new InvalidOperationException(
                $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
