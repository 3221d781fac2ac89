namespace Summit.Http;

/// <summary>Reads the caller from the request.</summary>
public static class Callers
{
    /// <summary>The caller; null where the request has no key.</summary>
    public static Actor? ActorOrNull(this HttpContext http) => http.Features.Get<Actor>();

    /// <summary>The caller of an endpoint that needs a key.</summary>
    /// <exception cref="InvalidOperationException">The request has no key.</exception>
    public static Actor Actor(this HttpContext http) =>
        http.ActorOrNull() ?? throw new InvalidOperationException("The endpoint is reached without a key.");
}
