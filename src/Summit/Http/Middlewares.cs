using Microsoft.Extensions.Primitives;

namespace Summit.Http;

/// <summary>The Content-Security-Policy of a response that is a page, set before it starts.</summary>
public sealed record ContentPolicy(string Value);

/// <summary>Shows people a problem as a page.</summary>
public interface IProblemPage
{
    /// <summary>Writes the page of a problem, under the problem's status.</summary>
    Task Show(Problem problem, HttpContext http);
}

/// <summary>What happens to every request and response, beside what ASP.NET does.</summary>
internal static class Middlewares
{
    private const string PolicyOfData = "default-src 'none'; frame-ancestors 'none'";

    // The page of the document draws its pictures from data and sets styles as it runs.
    private const string PolicyOfDocument =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Texts that people typed are only ever data: no browser may take an answer for anything else.</summary>
    public static Task Harden(HttpContext http, RequestDelegate next)
    {
        // When it starts: a response to an exception begins without the headers that were set before.
        http.Response.OnStarting(static context =>
        {
            var http = (HttpContext)context;
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.ContentSecurityPolicy = http.Features.Get<ContentPolicy>()?.Value
                ?? (http.Request.Path.StartsWithSegments(OpenApi.Page) ? PolicyOfDocument : PolicyOfData);
            headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        }, http);
        return next(http);
    }

    /// <summary>HEAD is GET without a body, which the server leaves out by itself (RFC 9110, 9.3.2).</summary>
    public static async Task ServeHeadAsGet(HttpContext http, RequestDelegate next)
    {
        if (HttpMethods.IsHead(http.Request.Method))
            http.Request.Method = HttpMethods.Get;
        await next(http);
        if (http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false }
            && http.Response.Headers.Allow.ToString() is var allowed
            && allowed.Contains(HttpMethods.Get, StringComparison.Ordinal))
            http.Response.Headers.Allow = $"{allowed}, {HttpMethods.Head}";
    }

    /// <summary>
    /// Brings what an address says into NFC before it is routed: what bodies say is stored in that form, and found by
    /// it.
    /// </summary>
    public static Task NormaliseAddress(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (request.Path.Value is { } path && path.Nfc is var normal && normal != path)
            request.Path = normal;
        if (request.Query.Any(parameter => !parameter.Value.Equals(Nfc(parameter.Value))))
        {
            request.Query = new QueryCollection(
                request.Query.ToDictionary(parameter => parameter.Key, parameter => Nfc(parameter.Value)));
        }
        return next(http);
    }

    private static StringValues Nfc(StringValues values) => new([.. values.Select(value => value?.Nfc)]);
}
