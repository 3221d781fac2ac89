using System.Net;

namespace Summit.Http.Tests.Programme;

/// <summary>A Congress over HTTP with rooms, a policy domain, and whatever a test adds.</summary>
public sealed class ProgrammeScenario
{
    private readonly SummitServer server;

    private ProgrammeScenario(SummitServer server, Client organiser, string slug) =>
        (this.server, Organiser, Slug) = (server, organiser, slug);

    public Client Organiser { get; }

    public string Slug { get; }

    public string Path => $"/v1/congresses/{Slug}";

    public Guid Hall { get; private set; }

    public Guid Hub { get; private set; }

    public static async Task<ProgrammeScenario> Convene(SummitServer server, string slug,
        string timeZone = "Africa/Johannesburg")
    {
        var scenario = new ProgrammeScenario(server, await server.As("organiser"), slug);
        (await scenario.Organiser.Post("/v1/congresses", new
        {
            slug,
            name = new { en = "World Summit" },
            host = new { city = "Durban", country = "ZA" },
            timeZone,
            startsOn = "2019-11-11",
            endsOn = "2019-11-15",
            languages = new[] { "en", "fr", "es" },
        })).Expect(HttpStatusCode.Created);
        scenario.Hall = await scenario.Room("Hall", 30);
        scenario.Hub = await scenario.Room("Hub", 0);
        (await scenario.Organiser.Post($"{scenario.Path}/policy-domains",
                new { code = "right-to-the-city", name = En("Right") }))
            .Expect(HttpStatusCode.Created);
        return scenario;
    }

    public async Task<Guid> Room(string name, int turnRoundMinutes, params Guid[] parts) =>
        (await Organiser.Post($"{Path}/rooms", new
        {
            name,
            capacity = 200,
            turnRoundMinutes,
            interpretation = new[] { "en" },
            stepFree = true,
            streaming = true,
            parts,
        })).Expect(HttpStatusCode.Created).Id;

    public async Task<Guid> Organisation(string kind, string? code = null, bool isMember = false) =>
        (await Organiser.Post("/v1/organisations", new
        {
            name = En(kind),
            kind,
            code = code ?? (kind is "section" or "statutory-body" ? $"c-{Guid.NewGuid():N}" : null),
            memberships = isMember ? new[] { new { of = "world-organisation", from = "2004-05-05" } } : [],
        })).Expect(HttpStatusCode.Created).Id;

    public async Task<Guid> Person(Guid? organisation = null) =>
        (await Organiser.Post("/v1/people", new { name = "Somebody", languages = new[] { "en" }, organisation }))
        .Expect(HttpStatusCode.Created).Id;

    /// <summary>A Local4Action talk, which any organisation or person may lead.</summary>
    public async Task<object> Talk(
        string title = "A talk", object? slot = null, Guid? lead = null, string mode = "in-person") => new
    {
        track = "local4action",
        format = "inspiration",
        title = new { en = title },
        policyDomains = new[] { "right-to-the-city" },
        lead = lead ?? await Organisation("local-government"),
        mode,
        languages = new[] { "en" },
        slot,
    };

    public async Task<Guid> Session(object body) =>
        (await Organiser.Post($"{Path}/sessions", body)).Expect(HttpStatusCode.Created).Id;

    public async Task<Guid> Session(string title = "A talk", object? slot = null) =>
        await Session(await Talk(title, slot));

    /// <summary>A slot on the first day.</summary>
    public object Slot(string from, string until, Guid? room = null, string day = "2019-11-11") =>
        new { room = room ?? Hall, startsAt = $"{day}T{from}:00+02:00", endsAt = $"{day}T{until}:00+02:00" };

    /// <summary>A body with so many members seated, of which half must be present.</summary>
    public async Task<Seated> Body(int members)
    {
        var organisation = await Organisation("statutory-body");
        var body = (await Organiser.Post("/v1/bodies", new
        {
            code = $"b-{Guid.NewGuid():N}",
            name = En("World Council"),
            organisation,
            quorum = new { of = "seated", numerator = 1, denominator = 2 },
        })).Expect(HttpStatusCode.Created).Id;
        var seats = new List<(Guid Organisation, Guid Person)>();
        for (var n = 0; n < members; n++)
        {
            var city = await Organisation("local-government", isMember: true);
            var mayor = await Person(city);
            (await Organiser.Post($"/v1/bodies/{body}/members",
                    new { organisation = city, person = mayor, capacity = "full" }))
                .Expect(HttpStatusCode.OK);
            seats.Add((city, mayor));
        }
        return new Seated(body, organisation, seats, await server.As("secretary", organisation));
    }

    public object Meeting(Seated body, object? slot = null) => new
    {
        track = "statutory",
        title = En("Meeting"),
        policyDomains = Array.Empty<string>(),
        lead = body.Organisation,
        body = body.Id,
        mode = "in-person",
        languages = new[] { "en" },
        slot,
    };

    public static object En(string text) => new { en = text };
}

/// <summary>A body with its members.</summary>
public sealed record Seated(
    Guid Id, Guid Organisation, IReadOnlyList<(Guid Organisation, Guid Person)> Seats, Client Secretary)
{
    public object Present(int members) => new
    {
        present = Seats.Take(members).Select(seat => new { person = seat.Person, organisation = seat.Organisation }),
    };
}
