using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Summit.Forwarding;

namespace Summit.Faults;

/// <summary>A forward that came.</summary>
/// <param name="Id">Its <c>webhook-id</c>.</param>
/// <param name="Subject">The recommendation.</param>
/// <param name="Round">Which time it is forwarded.</param>
/// <param name="IsSigned">Whether its signature holds.</param>
/// <param name="IsTaken">Whether it was answered with success.</param>
internal sealed record Letter(Guid Id, Guid Subject, int Round, bool IsSigned, bool IsTaken);

/// <summary>
/// A World Assembly elsewhere. It writes down what comes in the order in which it comes; some it refuses, some it
/// answers so late that the sender has given up, and has it all the same.
/// </summary>
internal sealed class Receiver : IAsyncDisposable
{
    /// <summary>What is sent is signed with this.</summary>
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(3);

    private readonly WebApplication app;
    private readonly Random answers;
    private readonly ConcurrentQueue<Letter> letters = new();
    private readonly ConcurrentDictionary<Guid, byte> refused = new();

    private Receiver(Random answers)
    {
        this.answers = answers;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(Take);
    }

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<Letter> Letters => [.. letters];

    /// <summary>Where it is reached.</summary>
    public Uri Address => new(new Uri(app.Urls.First()), "/forwards");

    public static async Task<Receiver> Start(Random answers)
    {
        var receiver = new Receiver(answers);
        await receiver.app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        var headers = http.Request.Headers;
        var id = Guid.Parse(headers["webhook-id"].ToString());
        var timestamp = long.Parse(headers["webhook-timestamp"].ToString(), CultureInfo.InvariantCulture);
        var isSigned = headers["webhook-signature"]
            == WebhookSignature.Of(WebhookSignature.Secrets(Secret), id.ToString(), timestamp, body);
        using var json = JsonDocument.Parse(body);
        var (subject, round) = (json.RootElement.GetProperty("subject").GetGuid(),
            json.RootElement.GetProperty("data").GetProperty("round").GetInt32());
        double luck;
        lock (answers)
            luck = answers.NextDouble();
        // A second refusal would be followed by a wait of minutes: each is refused once at most.
        var isTaken = luck >= 0.15 || !refused.TryAdd(id, 0);
        letters.Enqueue(new Letter(id, subject, round, isSigned, isTaken));
        if (!isTaken)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        if (luck is >= 0.15 and < 0.2 && refused.TryAdd(id, 0))
            await Pause.For(TooLate, CancellationToken.None);
        await http.Response.WriteAsJsonAsync(new { reference = $"WA-{id:N}" });
    }
}
