namespace Summit.Http.Tests.Congress;

/// <summary>Bodies to convene Congresses with.</summary>
internal static class CongressBodies
{
    /// <summary>The Congress of 2019, under a slug.</summary>
    public static object Durban(string slug) => new
    {
        slug,
        name = new { en = "World Summit", fr = "Sommet mondial" },
        host = new { city = "Durban", country = "ZA" },
        timeZone = "Africa/Johannesburg",
        startsOn = "2019-11-11",
        endsOn = "2019-11-15",
        languages = new[] { "en", "fr", "es" },
    };

    /// <summary>A room with a number of seats.</summary>
    public static object Hall(int capacity, string name = "Hall 1") => new
    {
        name,
        capacity,
        turnRoundMinutes = 15,
        interpretation = new[] { "en", "fr" },
        stepFree = true,
        streaming = false,
    };
}
