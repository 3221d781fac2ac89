using System.Globalization;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Summit.Http;

/// <summary>A response in the form in which it is kept, given now or once before.</summary>
internal sealed record StoredResponseResult(IdempotentResponse Response) : IResult
{
    /// <summary>
    /// Header with the position that a command has reached or up to which a list holds all. Sent with a read, it asks
    /// for nothing older; <c>?position=</c> asks for what stood then.
    /// </summary>
    public const string PositionHeader = "Summit-Position";

    /// <summary>A response to a request; it is kept only where the request has a key.</summary>
    public static IdempotentResponse Of(
        CommandRequest request, int status, Dictionary<string, string> headers, object? body) =>
        new(request.By.Id, request.IdempotencyKey ?? "", request.Fingerprint, status,
            JsonSerializer.Serialize(headers), JsonSerializer.SerializeToUtf8Bytes(body, Json.Options));

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.StatusCode = Response.Status;
        http.Response.ContentType = "application/json; charset=utf-8";
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(Response.Headers)!)
            http.Response.Headers[name] = name == HeaderNames.Location ? http.Request.PathBase + value : value;
        if (Response.Position > 0)
            http.Response.Headers[PositionHeader] = Response.Position.ToString(CultureInfo.InvariantCulture);
        http.Response.ContentLength = Response.Body.Length;
        await http.Response.Body.WriteAsync(Response.Body, http.RequestAborted);
    }
}
