namespace Summit.Http.Tests.Access;

/// <summary>Bodies of <see cref="ScopeSamples"/>.</summary>
internal static class ScopeBodies
{
    public static readonly object ChangedCongress = new
    {
        name = new { en = "World Summit" },
        host = new { city = "Durban", country = "ZA" },
        timeZone = "Africa/Johannesburg",
        startsOn = "2019-11-11",
        endsOn = "2019-11-15",
        languages = new[] { "en" },
    };

    public static readonly object Break = new
    {
        kind = "break",
        title = new { en = "Lunch" },
        startsAt = "2019-11-12T12:00:00+02:00",
        endsAt = "2019-11-12T13:00:00+02:00",
    };

    public static readonly object ChangedBreak = new
    {
        title = new { en = "Dinner" },
        startsAt = "2019-11-12T18:00:00+02:00",
        endsAt = "2019-11-12T20:00:00+02:00",
    };
}
