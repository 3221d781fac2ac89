using System.Globalization;
using System.Text.Json;

namespace Summit.Bench;

/// <summary>A Congress large enough to schedule in for a while, with a session that drafts.</summary>
internal sealed partial class Setup(Load load, string slug, string[] rooms, string lead, string session, string paper)
{
    private const int Days = 31;
    private const int MinutesASlot = 5;
    private const int AtOnce = 16;

    private static readonly string[] Roles = ["speaker", "rapporteur", "interpreter"];

    private static int made;
    private int slots;

    /// <summary>Who asks.</summary>
    public Load Load => load;

    /// <summary>Convenes a Congress of 31 days and 60 rooms, with a paper and an open Assembly session.</summary>
    public static async Task<Setup> Make(Uri address, string key)
    {
        var load = new Load(address, key);
        var slug = $"bench-{Environment.ProcessId}-{Interlocked.Increment(ref made)}";
        var congress = $"/v1/congresses/{slug}";
        await load.Post("/v1/congresses", new
        {
            slug, name = new { en = slug }, host = new { city = "Durban", country = "ZA" },
            timeZone = "Africa/Johannesburg", startsOn = "2019-11-01", endsOn = "2019-12-01",
            languages = new[] { "en" },
        });
        await load.Post($"{congress}/policy-domains", new { code = "cities", name = new { en = "Cities" } });
        var rooms = new List<string>();
        for (var n = 0; n < 60; n++)
        {
            rooms.Add((string)(await load.Post($"{congress}/rooms", new
            {
                name = $"Room {n}", capacity = 100, turnRoundMinutes = 0, interpretation = new[] { "en" },
                stepFree = true, streaming = false,
            }))["id"]!);
        }
        var lead = (string)(await load.Post("/v1/organisations",
            new { name = new { en = "Africa" }, kind = "section", code = slug }))["id"]!;
        await load.Post($"{congress}/calls", new
        {
            @for = "papers", track = "assembly", opensAt = "2019-01-01T00:00:00Z", closesAt = "2100-01-01T00:00:00Z",
        });
        var paper = (string)(await load.Post($"{congress}/papers", new
        {
            track = "assembly", organisation = lead, title = new { en = "Cities" }, summary = new { en = "On cities" },
            body = new { en = "Cities matter." }, policyDomains = new[] { "cities" }, scope = "thematic",
            proposedRecommendations = new[] { new { text = new { en = "Let cities speak." } } },
        }))["id"]!;
        await load.Post($"/v1/papers/{paper}/accept", new { }, await load.Seen($"/v1/papers/{paper}"));
        var session = (string)(await load.Post(
            $"{congress}/sessions", Session(lead, "assembly", Taken(rooms[0]))))["id"]!;
        await load.Post($"/v1/sessions/{session}/agenda", new { paper, revision = 1 });
        await load.Post($"/v1/sessions/{session}/open", new { });
        return new Setup(load, slug, [.. rooms], lead, session, paper);
    }

    /// <summary>Schedules a session in a slot that nobody has.</summary>
    public Task ScheduleSession(Line by) => by.Post(Sessions, NextSession());

    /// <summary>Such a command under one key, which is answered each time as it was the first time.</summary>
    public Func<Line, Task> Repeated()
    {
        var (body, key) = (NextSession(), Guid.NewGuid().ToString("N"));
        return by => by.Post(Sessions, body, idempotencyKey: key);
    }

    /// <summary>Such a command for a room that is taken.</summary>
    public Task TakenRoom(Line by) => by.TryPost(
        Sessions, JsonSerializer.Serialize(Session(lead, "assembly", Taken(rooms[0]))), "programme/room-occupied");

    private string NextSession()
    {
        var n = Interlocked.Increment(ref slots) - 1;
        var aRoom = (Days - 1) * 24 * 60 / MinutesASlot;
        var starts = new DateTimeOffset(2019, 11, 1, 0, 0, 0, TimeSpan.FromHours(2))
            .AddMinutes(n % aRoom * MinutesASlot);
        return JsonSerializer.Serialize(Session(lead, "assembly", new
        {
            room = rooms[n / aRoom], startsAt = Moment(starts), endsAt = Moment(starts.AddMinutes(MinutesASlot)),
        }));
    }

    /// <summary>Drafts a recommendation from the session's paper.</summary>
    public Task DraftRecommendation(Line by) =>
        by.Post($"/v1/sessions/{session}/recommendations", JsonSerializer.Serialize(new
        {
            text = new { en = "Let cities speak.\n\nAnd listen to them." }, policyDomains = new[] { "cities" },
            sources = new[] { new { paper, revision = 1, proposed = 1 } },
        }));

    /// <summary>
    /// Proposes sessions without a slot, and enters people who are given one role after another in them: each, when all
    /// others have been given theirs, so that there is something to write whichever of several comes first.
    /// </summary>
    public async Task<Func<Line, int, Task<bool>>> GiveRoles(int count)
    {
        var people = new string[AtOnce];
        for (var n = 0; n < people.Length; n++)
        {
            var person = new { name = $"Person {n}", languages = new[] { "en" } };
            people[n] = (string)(await load.Post("/v1/people", person))["id"]!;
        }
        var sessions = new string[count];
        var given = new int[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) =>
            sessions[n] = (string)(await load.Post(Sessions, Session(lead, "assembly", null)))["id"]!);
        return (by, n) =>
        {
            var (round, who) = Math.DivRem(Interlocked.Increment(ref given[n]), people.Length);
            return by.TryPost($"/v1/sessions/{sessions[n]}/participants", JsonSerializer.Serialize(new
            {
                person = people[who], role = Roles[round % Roles.Length],
            }));
        };
    }

    /// <summary>What is read: a session, and an outcome of fifty recommendations.</summary>
    public async Task<(string Name, string Path)[]> Readings()
    {
        for (var n = 0; n < 50; n++)
        {
            var drafted = await load.Post($"/v1/sessions/{session}/recommendations", new
            {
                text = new { en = $"Let city {n} speak.\n\nAnd listen to it." }, policyDomains = new[] { "cities" },
                sources = new[] { new { paper, revision = 1, proposed = 1 } },
            });
            var path = $"/v1/recommendations/{drafted["id"]}";
            await load.Post($"{path}/agree", new { by = "consensus" }, await load.Seen(path));
        }
        return [("GET a session", $"/v1/sessions/{session}"), ("GET the outcome", $"/v1/congresses/{slug}/outcomes")];
    }

    /// <summary>A new organiser's key.</summary>
    public async Task<string> Organiser() =>
        (string)(await load.Post("/v1/keys", new { label = "bench", role = "organiser" }))["token"]!;

    private string Sessions => $"/v1/congresses/{slug}/sessions";

    private static object Taken(string room) => new
    {
        room, startsAt = "2019-12-01T20:00:00+02:00", endsAt = "2019-12-01T21:00:00+02:00",
    };

    private static object Session(string lead, string track, object? slot) => new
    {
        track, scope = "thematic", title = new { en = "A session", fr = "Une séance" },
        policyDomains = new[] { "cities" }, lead, slot, mode = "in-person", languages = new[] { "en" },
    };

    private static string Moment(DateTimeOffset moment) =>
        moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
