using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Summit.Bench;

/// <summary>The limit for reads: the same server answering the same number of bytes, with nothing behind it.</summary>
internal sealed class StaticServer(WebApplication app) : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    public Uri Address => new(app.Urls.First());

    /// <summary>Serves so many bytes.</summary>
    public static async Task<StaticServer> Start(int bytes)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var body = new byte[bytes];
        app.MapGet("/", (HttpContext http) =>
        {
            http.Response.ContentLength = body.Length;
            return http.Response.Body.WriteAsync(body).AsTask();
        });
        await app.StartAsync();
        return new StaticServer(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
