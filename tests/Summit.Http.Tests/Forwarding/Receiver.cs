using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Summit.Http.Tests.Forwarding;

/// <summary>A World Assembly elsewhere: a real HTTP server that answers as a test wants it to.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Letter> letters = new();

    private Receiver()
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
            var letter = new Letter(http.Request.Method, http.Request.Path, headers, body.ToArray());
            letters.Enqueue(letter);
            await Answer(http, letter);
        });
    }

    /// <summary>How it answers.</summary>
    public Func<HttpContext, Letter, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<Letter> Letters => [.. letters];

    /// <summary>Where it is reached.</summary>
    public Uri Address => new(new Uri(app.Urls.First()), "/hook");

    public static async Task<Receiver> Start()
    {
        var receiver = new Receiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>Answers with a status.</summary>
    public static Func<HttpContext, Letter, Task> Status(int status) => (http, _) =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>A request that came.</summary>
public sealed record Letter(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Id => Headers["webhook-id"];
}
