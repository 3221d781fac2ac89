using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Summit.Forwarding;

/// <summary>
/// Sends an envelope to the configured endpoint under Standard Webhooks headers. Only 2xx means that it was taken; a
/// redirect is a failure; 410 is the end. Of an answer's body nothing is kept but a reference, and the first words of a
/// failure.
/// </summary>
public sealed class Webhook(ForwardingOptions options, HttpMessageHandler handler, TimeProvider clock) : IDisposable
{
    private const int AnswerBytesMax = 16 * 1024;
    private const int ReferenceMax = 200;
    private const int WordsMax = 300;

    private readonly HttpMessageInvoker http = new(handler);

    /// <summary>Sends it once.</summary>
    /// <param name="id">The event's id: the same at every attempt, so that the receiver knows what it has.</param>
    /// <param name="body">The envelope.</param>
    public async Task<DeliveryResult> Send(Guid id, byte[] body, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(options.Timeout, clock);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            using var request = Request(id, body);
            using var response = await http.SendAsync(request, timeout.Token);
            var status = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}");
            if (response.IsSuccessStatusCode)
                return new Acknowledged(await Reference(response, timeout.Token) ?? status);
            var error = await Words(response, timeout.Token) is { Length: > 0 } words ? $"{status}: {words}" : status;
            return response.StatusCode == HttpStatusCode.Gone
                ? new Rejected(error)
                : new Failed(error, Asked(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Failed($"No answer within {options.Timeout}.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new Failed((failure.InnerException ?? failure).Message);
        }
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Request(Guid id, byte[] body)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, options.Endpoint);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent.MediaType, "utf-8");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Summit", "1"));
        request.Headers.Add("webhook-id", id.ToString());
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature",
            WebhookSignature.Of(options.Secrets, id.ToString(), timestamp, body));
        return request;
    }

    // A response of 2xx is a success even where its body cannot be read: then there is no reference.
    private static async Task<string?> Reference(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/json")
            return null;
        try
        {
            using var json = JsonDocument.Parse(await Read(response, cancel));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("reference", out var reference)
                && reference.ValueKind == JsonValueKind.String
                && reference.GetString() is { Length: > 0 and <= ReferenceMax } text
                && !text.Any(char.IsControl)
                    ? text
                    : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or HttpRequestException
            or OperationCanceledException or InvalidOperationException)
        {
            return null;
        }
    }

    // In one line: it goes into the log, too. A failure stays one even where its body cannot be read.
    private static async Task<string> Words(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            var said = Encoding.UTF8.GetString((await Read(response, cancel)).Span);
            var words = string.Concat(said.EnumerateRunes()
                .Select(rune => Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune)
                .Take(WordsMax));
            return string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        catch (Exception unreadable) when (unreadable is IOException or HttpRequestException
            or OperationCanceledException)
        {
            return "";
        }
    }

    private static async Task<ReadOnlyMemory<byte>> Read(HttpResponseMessage response, CancellationToken cancel)
    {
        var buffer = new byte[AnswerBytesMax];
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return buffer.AsMemory(0, read);
    }

    private TimeSpan? Asked(RetryConditionHeaderValue? retryAfter) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - clock.GetUtcNow() : null);
}
