using System.Globalization;

namespace Summit.Faults;

/// <summary>The Congress of a run: few rooms, an open session, a World Assembly, shared sessions.</summary>
/// <param name="Slug">Its slug.</param>
/// <param name="Rooms">The contested rooms.</param>
/// <param name="Lead">The organisation that leads sessions.</param>
/// <param name="Session">The open session.</param>
/// <param name="Paper">The paper on its agenda.</param>
/// <param name="Shared">Sessions that all clients change.</param>
internal sealed record WorkloadCongress(
    string Slug, IReadOnlyList<Guid> Rooms, Guid Lead, Guid Session, Guid Paper, IReadOnlyList<Guid> Shared)
{
    private const int Halls = 3;
    private const int SharedSessions = 8;
    private const int Days = 31;
    private const int SlotsADay = 24 * 20;

    private static readonly DateTimeOffset Begins = new(2019, 10, 1, 0, 0, 0, TimeSpan.FromHours(2));
    private static readonly TimeSpan SlotLasts = TimeSpan.FromMinutes(3);

    /// <summary>The route of the Congress.</summary>
    public string Path => $"/v1/congresses/{Slug}";

    /// <summary>Convenes it before any fault.</summary>
    public static async Task<WorkloadCongress> Convene(Client client, CancellationToken cancel)
    {
        const string path = "/v1/congresses/faults";
        await Done("/v1/congresses", new
        {
            slug = "faults", name = new { en = "Faults" }, host = new { city = "Durban", country = "ZA" },
            timeZone = "Africa/Johannesburg", startsOn = "2019-10-01", endsOn = "2019-10-31",
            languages = new[] { "en" },
        });
        await Done($"{path}/policy-domains", new { code = "cities", name = new { en = "Cities" } });
        var rooms = new List<Guid>();
        for (var n = 0; n <= Halls; n++)
        {
            rooms.Add(await Make($"{path}/rooms", new
            {
                name = $"Room {n}", capacity = 100, turnRoundMinutes = 0, interpretation = new[] { "en" },
                stepFree = true, streaming = false,
            }));
        }
        var lead = await Make("/v1/organisations",
            new { name = new { en = "Africa" }, kind = "section", code = "africa" });
        await Done($"{path}/calls", new
        {
            @for = "papers", track = "assembly", opensAt = "2019-01-01T00:00:00Z", closesAt = "2100-01-01T00:00:00Z",
        });
        var paper = await Make($"{path}/papers", new
        {
            track = "assembly", organisation = lead, title = new { en = "Cities" }, summary = new { en = "On cities" },
            body = new { en = "Cities matter." }, policyDomains = new[] { "cities" }, scope = "thematic",
            proposedRecommendations = new[] { new { text = new { en = "Let cities speak." } } },
        });
        await Done($"/v1/papers/{paper}/accept", new { }, (await client.Read($"/v1/papers/{paper}", cancel))!.Version);
        var congress = new WorkloadCongress("faults", rooms[..Halls], lead, Guid.Empty, paper, []);
        // The last room is for sessions that must take place.
        var session = await Make($"{path}/sessions", congress.Proposal("Open", rooms[Halls], 0, 0));
        await Done($"/v1/sessions/{session}/agenda", new { paper, revision = 1 });
        await Done($"/v1/sessions/{session}/open", new { });
        var plenary = await Make($"{path}/sessions", congress.Proposal("Plenary", rooms[Halls], 1, 0));
        await Done($"{path}/world-assembly", new { conveners = new[] { lead }, session = plenary });
        var shared = new List<Guid>();
        for (var n = 0; n < SharedSessions; n++)
            shared.Add(await Make($"{path}/sessions", congress.Proposal($"Shared {n}", rooms[Halls], n + 2, 0)));
        return congress with { Session = session, Shared = shared };

        async Task<Guid> Make(string route, object body) => (Guid)(await Done(route, body)).Body["id"]!;

        async Task<Answer> Done(string route, object body, long? seen = null) =>
            await client.Command("set-up", route, body, cancel, seen) switch
            {
                { IsSuccess: true } answer => answer,
                var refused => throw new InvalidOperationException($"The set-up fails: {route}: {refused?.Body}"),
            };
    }

    /// <summary>A session in a slot, as it is proposed.</summary>
    public object Proposal(string title, Guid room, int slot, int shift) =>
        Proposal(title, Slot(room, slot, shift));

    /// <summary>A session with its slot, or without one, as it is proposed.</summary>
    public object Proposal(string title, object? slot) => new
    {
        track = "assembly", scope = "thematic", title = new { en = title }, policyDomains = new[] { "cities" },
        lead = Lead, slot, mode = "in-person", languages = new[] { "en" },
    };

    /// <summary>A slot whose start is shifted, so that it can be recognised in the events.</summary>
    /// <param name="room">The room.</param>
    /// <param name="number">Which of its slots.</param>
    /// <param name="shift">Microseconds by which it begins later.</param>
    public static object Slot(Guid room, int number, int shift) => new
    {
        room, startsAt = Moment(StartOf(number, shift)), endsAt = Moment(StartOf(number + 1, 0)),
    };

    /// <summary>The marker of a slot in the events.</summary>
    public static string MarkerOf(Guid room, DateTimeOffset startsAt) =>
        string.Create(CultureInfo.InvariantCulture, $"slot {room} {startsAt.UtcDateTime:O}");

    /// <summary>When a slot begins.</summary>
    public static DateTimeOffset StartOf(int number, int shift) =>
        Begins + (number % (SlotsADay * Days)) * SlotLasts + TimeSpan.FromMicroseconds(shift);

    private static string Moment(DateTimeOffset moment) =>
        moment.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
}
