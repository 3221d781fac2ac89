using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Summit;

/// <summary>The World Assembly's endpoint: a real HTTP server that answers as a test wants.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<WebhookRequest> requests = new();

    private WebhookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var headers = http.Request.Headers
                .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var request = new WebhookRequest(http.Request.Method, http.Request.Path, headers, body.ToArray());
            requests.Enqueue(request);
            await Answer(http, request);
        });
    }

    /// <summary>Writes the response to a request; 200 without a body by default.</summary>
    public Func<HttpContext, WebhookRequest, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>The requests so far, in order of arrival.</summary>
    public IReadOnlyList<WebhookRequest> Requests => [.. requests];

    /// <summary>The URL to send to.</summary>
    public Uri Address => new(new Uri(app.Urls.First()), "/hook");

    public static async Task<WebhookReceiver> Start()
    {
        var receiver = new WebhookReceiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>A response with a status and no body.</summary>
    public static Func<HttpContext, WebhookRequest, Task> Status(int status) => (http, _) =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>A request as it arrived.</summary>
public sealed record WebhookRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"];
}
