namespace Summit.Http.Tests.Access;

/// <summary>What the requests say.</summary>
internal sealed partial class ScopeSamples
{
    private static readonly object ChangedCongress = new
    {
        name = new { en = "World Summit" },
        host = new { city = "Durban", country = "ZA" },
        timeZone = "Africa/Johannesburg",
        startsOn = "2019-11-11",
        endsOn = "2019-11-15",
        languages = new[] { "en" },
    };

    private static readonly object Break = new
    {
        kind = "break",
        title = new { en = "Lunch" },
        startsAt = "2019-11-12T12:00:00+02:00",
        endsAt = "2019-11-12T13:00:00+02:00",
    };

    private static readonly object ChangedBreak = new
    {
        title = new { en = "Dinner" },
        startsAt = "2019-11-12T18:00:00+02:00",
        endsAt = "2019-11-12T20:00:00+02:00",
    };

    private static object Body(string code, Guid organisation) => new
    {
        code, name = new { en = "World Council" }, organisation, quorum = new { of = "fixed", count = 1 },
    };

    public static object Congress(string slug) => new
    {
        slug, name = new { en = "Another" }, host = new { city = "Daejeon", country = "KR" },
        timeZone = "Asia/Seoul", startsOn = "2022-10-10", endsOn = "2022-10-14", languages = new[] { "en" },
    };

    private static object Format(string code) => new
    {
        track = "assembly", code, name = new { en = "Round table" }, openTo = new[] { "section" }, byCall = false,
        minMinutes = 30, maxMinutes = 90,
    };

    private static object Room() => new
    {
        name = "Hall 2", capacity = 50, turnRoundMinutes = 0, interpretation = new[] { "en" }, stepFree = true,
        streaming = false,
    };

    private object Session() => new
    {
        track = "assembly", scope = "thematic", title = new { en = "Asia" }, policyDomains = new[] { "governance" },
        lead = Organisation, mode = "in-person", languages = new[] { "en" },
    };

    private object Paper() => new
    {
        track = "assembly", organisation = Organisation, title = new { en = "Housing" },
        summary = new { en = "On housing." }, body = new { en = "House all." }, policyDomains = new[] { "governance" },
        proposedRecommendations = new[] { new { text = new { en = "Build." } } },
    };

    private static object Revision() => new
    {
        title = new { en = "Housing" }, summary = new { en = "On housing." }, body = new { en = "House all." },
        policyDomains = new[] { "governance" },
        proposedRecommendations = new[] { new { text = new { en = "Build." } } },
    };

    private static object Draft(Guid paper) => new
    {
        text = new { en = "Build." }, policyDomains = new[] { "governance" },
        sources = new[] { new { paper, revision = 1, proposed = 1 } },
    };

    private static object Consolidation(params Guid[] recommendations) => new
    {
        recommendations, text = new { en = "We say:" }, leftOut = Array.Empty<object>(),
        clauses = new[] { new { text = new { en = "All." }, kind = "new", sources = Array.Empty<object>() } },
    };
}
