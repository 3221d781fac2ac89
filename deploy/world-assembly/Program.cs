// A World Assembly's endpoint to try forwarding with, and to write a real one after. It shares no code with the service
// on purpose: what it checks, any receiver can check from the two standards alone (CloudEvents, Standard Webhooks).

using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

const int BodyBytesMax = 1024 * 1024;
const int KeptMax = 10_000;
var tolerance = TimeSpan.FromMinutes(5);

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = BodyBytesMax);
var app = builder.Build();

byte[][] secrets = [.. (app.Configuration["WEBHOOK_SECRET"] ?? "")
    .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
    .Select(secret => secret.StartsWith("whsec_", StringComparison.Ordinal)
        ? Convert.FromBase64String(secret["whsec_".Length..])
        : throw new InvalidOperationException("WEBHOOK_SECRET is whsec_ and base64."))];
if (secrets.Length == 0)
    throw new InvalidOperationException("WEBHOOK_SECRET is needed.");

// By webhook-id: what comes a second time gets the first answer again, and counts once.
var received = new ConcurrentDictionary<string, Receipt>();
var count = 0;

app.MapPost("/forwards", async (HttpContext http) =>
{
    using var buffer = new MemoryStream();
    await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
    var body = buffer.ToArray();
    var headers = http.Request.Headers;
    var (id, timestamp, signatures) = (
        headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString());
    if (!IsFresh(timestamp) || !IsSigned(id, timestamp, body, signatures))
        return Results.Unauthorized();
    if (Read(body) is not { } forward || forward.Id != id)
        return Results.BadRequest();
    if (received.Count >= KeptMax && !received.ContainsKey(id))
        return Results.StatusCode(StatusCodes.Status507InsufficientStorage);
    var receipt = received.GetOrAdd(id, _ =>
        new Receipt($"WA-{Interlocked.Increment(ref count):d6}", forward.Source, forward.Subject, DateTimeOffset.UtcNow));
    return Results.Json(new { receipt.Reference });
});

app.MapGet("/forwards", () => Results.Json(received.Values.OrderBy(receipt => receipt.Reference)));
app.MapGet("/health", () => Results.Ok());
app.Run();

bool IsFresh(string timestamp) =>
    long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
    && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
    && (DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= tolerance;

bool IsSigned(string id, string timestamp, byte[] body, string signatures)
{
    byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
    var valid = secrets.Select(secret =>
        Encoding.UTF8.GetBytes($"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}")).ToArray();
    return signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(given =>
        valid.Any(one => CryptographicOperations.FixedTimeEquals(one, Encoding.UTF8.GetBytes(given))));
}

static Forward? Read(byte[] body)
{
    try
    {
        using var json = JsonDocument.Parse(body);
        string? Text(string name) =>
            json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        return Text("specversion") == "1.0" && Text("id") is { } id && Text("source") is { } source
            && Text("subject") is { } subject
                ? new Forward(id, source, subject)
                : null;
    }
    catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
    {
        return null;
    }
}

/// <summary>What is forwarded: an event's id, the Congress it comes from, the recommendation it is about.</summary>
internal sealed record Forward(string Id, string Source, string Subject);

/// <summary>What was noted of it.</summary>
internal sealed record Receipt(string Reference, string Source, string Subject, DateTimeOffset At);
