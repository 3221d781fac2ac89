namespace Summit.Http;

/// <summary>Who calls.</summary>
public static class Callers
{
    /// <summary>Who calls; null where nobody says who they are.</summary>
    public static Actor? ActorOrNull(this HttpContext http) => http.Features.Get<Actor>();

    /// <summary>Who calls, where the endpoint lets nobody in without a key.</summary>
    /// <exception cref="InvalidOperationException">Nobody said who they are.</exception>
    public static Actor Actor(this HttpContext http) =>
        http.ActorOrNull() ?? throw new InvalidOperationException("The endpoint is reached without a key.");
}
