using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Summit.Forwarding;

namespace Summit.Faults;

/// <summary>A forward as the receiver got it.</summary>
/// <param name="Id">Its <c>webhook-id</c>.</param>
/// <param name="Subject">The recommendation.</param>
/// <param name="Round">The round in which it is forwarded.</param>
/// <param name="IsSigned">Whether its signature is valid.</param>
/// <param name="IsTaken">Whether it was answered with success.</param>
internal sealed record DeliveredForward(Guid Id, Guid Subject, int Round, bool IsSigned, bool IsTaken);

/// <summary>
/// The World Assembly's endpoint. It records forwards in order of arrival, refuses some of them, and answers others
/// only after the sender's timeout.
/// </summary>
internal sealed class Receiver : IAsyncDisposable
{
    /// <summary>The secret that signs the forwards.</summary>
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(3);

    private readonly WebhookReceiver endpoint;
    private readonly Random answers;
    private readonly ConcurrentQueue<DeliveredForward> forwards = new();
    private readonly ConcurrentDictionary<Guid, byte> refused = new();

    private Receiver(WebhookReceiver endpoint, Random answers)
    {
        (this.endpoint, this.answers) = (endpoint, answers);
        endpoint.Answer = Take;
    }

    /// <summary>The forwards so far, in order of arrival.</summary>
    public IReadOnlyList<DeliveredForward> Forwards => [.. forwards];

    /// <summary>The URL to send to.</summary>
    public Uri Address => endpoint.Address;

    public static async Task<Receiver> Start(Random answers) => new(await WebhookReceiver.Start(), answers);

    public ValueTask DisposeAsync() => endpoint.DisposeAsync();

    private async Task Take(HttpContext http, WebhookRequest request)
    {
        var id = Guid.Parse(request.Id);
        var timestamp = long.Parse(request.Headers["webhook-timestamp"], CultureInfo.InvariantCulture);
        var isSigned = request.Headers["webhook-signature"]
            == WebhookSignature.Of(WebhookSignature.Secrets(Secret), request.Id, timestamp, request.Body);
        using var json = JsonDocument.Parse(request.Body);
        var (subject, round) = (json.RootElement.GetProperty("subject").GetGuid(),
            json.RootElement.GetProperty("data").GetProperty("round").GetInt32());
        double luck;
        lock (answers)
            luck = answers.NextDouble();
        // A second refusal would be followed by a wait of minutes: each is refused once at most.
        var isTaken = luck >= 0.15 || !refused.TryAdd(id, 0);
        forwards.Enqueue(new DeliveredForward(id, subject, round, isSigned, isTaken));
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
