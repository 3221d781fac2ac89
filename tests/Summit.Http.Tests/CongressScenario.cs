using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Summit.Http.Tests;

/// <summary>
/// One Congress over HTTP, as its users work on it: each step is a method that fails unless the step succeeds.
/// </summary>
public sealed class CongressScenario
{
    private readonly SummitServer server;
    private readonly Dictionary<Guid, Client> partners = [];
    private Guid room;
    private int sessions;
    private int keys;

    private CongressScenario(SummitServer server, string slug, Client organiser, Client rapporteur) =>
        (this.server, Slug, Organiser, Rapporteur) = (server, slug, organiser, rapporteur);

    public string Slug { get; }

    public string Congress => $"/v1/congresses/{Slug}";

    public Guid CongressId { get; private set; }

    public Client Organiser { get; }

    public Client Rapporteur { get; }

    /// <summary>Convenes a Congress with a hall, two policy domains and open calls for papers.</summary>
    public static async Task<CongressScenario> Convene(SummitServer server, string slug)
    {
        var scenario = new CongressScenario(server, slug, await server.As("organiser"), await server.As("rapporteur"));
        var convened = await scenario.Organiser.Post("/v1/congresses", new
        {
            slug,
            name = Text($"World Summit {slug}"),
            host = new { city = "Durban", country = "ZA" },
            timeZone = "Africa/Johannesburg",
            startsOn = "2019-11-11",
            endsOn = "2019-11-15",
            languages = new[] { "en", "fr", "es" },
        });
        scenario.CongressId = convened.Expect(HttpStatusCode.Created).Id;
        scenario.room = await scenario.Room("Hall 1");
        await scenario.Domain("governance", "Governance");
        await scenario.Domain("culture", "Culture");
        foreach (var track in new[] { "assembly", "town-hall" })
        {
            await scenario.Create($"{scenario.Congress}/calls", new
            {
                @for = "papers",
                track,
                opensAt = "2019-01-01T00:00:00+02:00",
                closesAt = "2019-12-31T00:00:00+02:00",
            });
        }
        return scenario;
    }

    /// <summary>A text in English alone.</summary>
    public static object Text(string en) => new { en };

    /// <summary>A header with a key that was not used before, or with this one.</summary>
    public (string, string) Key(string? key = null) => ("Idempotency-Key", key ?? $"{Slug}-{++keys}");

    public async Task<Guid> Room(string name) => (await Create($"{Congress}/rooms", new
    {
        name,
        capacity = 500,
        turnRoundMinutes = 0,
        interpretation = new[] { "en", "fr", "es" },
        stepFree = true,
        streaming = true,
    })).Id;

    public Task<Answer> Domain(string code, string name) =>
        Create($"{Congress}/policy-domains", new { code, name = Text(name) });

    public async Task<Guid> Organisation(string name, string kind, string? code = null, string? section = null) =>
        (await Create("/v1/organisations", new
        {
            name = Text(name),
            kind,
            code = code ?? (kind == "section" ? $"section-{Guid.NewGuid():N}" : null),
            section,
            memberships = new[] { new { of = "world-organisation", from = "2004-05-05" } },
        })).Id;

    public async Task<Guid> Person(string name, Guid organisation) =>
        (await Create("/v1/people", new { name, languages = new[] { "en" }, organisation })).Id;

    /// <summary>The client of a person who takes part.</summary>
    public async Task<Client> Delegate(Guid organisation, string? track = null) =>
        await server.As("delegate", person: await Person("A delegate", organisation), track: track);

    /// <summary>The client of an organisation.</summary>
    public async Task<Client> Partner(Guid organisation) => partners.TryGetValue(organisation, out var known)
        ? known
        : partners[organisation] = await server.As("partner", organisation: organisation);

    /// <summary>An organisation submits a paper with these proposed recommendations, and it is accepted.</summary>
    public async Task<Guid> AcceptedPaper(string track, Guid organisation, string title, params string[] proposals)
    {
        var partner = await Partner(organisation);
        var paper = (await partner.Post($"{Congress}/papers", new
        {
            track,
            organisation,
            title = Text(title),
            summary = Text($"What {title} is about."),
            body = Text($"What {title} says."),
            policyDomains = new[] { "governance" },
            proposedRecommendations = proposals.Select(text => new { text = Text(text) }),
        }, Key())).Expect(HttpStatusCode.Created).Id;
        (await Organiser.PostSeen($"/v1/papers/{paper}", "accept")).Expect(HttpStatusCode.OK);
        return paper;
    }

    /// <summary>A session of an hour in the hall, each after the one before.</summary>
    public async Task<Guid> ScheduledSession(string track, string title, Guid lead)
    {
        // Eight a day, from nine in the morning, in the time of Durban.
        var startsAt = new DateTimeOffset(2019, 11, 11, 9, 0, 0, TimeSpan.FromHours(2))
            .AddDays(sessions / 8).AddHours(sessions % 8);
        sessions++;
        return (await Create($"{Congress}/sessions", new
        {
            track,
            scope = track == "assembly" ? "thematic" : null,
            title = Text(title),
            policyDomains = new[] { "governance" },
            lead,
            slot = new { room, startsAt = Moment(startsAt), endsAt = Moment(startsAt.AddHours(1)) },
            mode = "in-person",
            languages = new[] { "en" },
        })).Id;
    }

    /// <summary>A session that sits, with these papers on its agenda in their first revision.</summary>
    public async Task<Guid> OpenSession(string track, string title, Guid lead, params Guid[] papers)
    {
        var session = await ScheduledSession(track, title, lead);
        foreach (var paper in papers)
        {
            var placed = await Organiser.Post($"/v1/sessions/{session}/agenda", new { paper, revision = 1 });
            Assert.True((int)placed.Status < 300, placed.Text);
        }
        if (track == "town-hall")
        {
            var city = await Organisation($"City of {title}", "local-government");
            var person = await Person($"Mayor of {title}", city);
            var added = await Organiser.Post($"/v1/sessions/{session}/participants", new { person, role = "panelist" });
            Assert.True((int)added.Status < 300, added.Text);
        }
        var starts = DateTimeOffset.Parse((string)(await Organiser.Get($"/v1/sessions/{session}"))
            .Expect(HttpStatusCode.OK).Body["slot"]!["startsAt"]!, CultureInfo.InvariantCulture).ToUniversalTime();
        if (starts > server.Clock.GetUtcNow())
            server.Clock.SetUtcNow(starts);
        (await Organiser.Post($"/v1/sessions/{session}/open")).Expect(HttpStatusCode.OK);
        return session;
    }

    /// <summary>An open session of the assembly, on an accepted paper of the organisation that leads it.</summary>
    public async Task<(Guid Session, Guid Paper, Guid Organisation)> OpenSessionOnPaper()
    {
        var organisation = await Organisation("Africa Section", "section");
        var paper = await AcceptedPaper("assembly", organisation, "Public service", "Train officials");
        return (await OpenSession("assembly", "Africa", organisation, paper), paper, organisation);
    }

    /// <summary>An open session recommends something, on the first proposal of each paper.</summary>
    public async Task<Guid> Draft(Guid session, string text, params Guid[] papers) =>
        (await Rapporteur.Post($"/v1/sessions/{session}/recommendations", new
        {
            text = Text(text),
            policyDomains = new[] { "governance" },
            sources = papers.Select(paper => new { paper, revision = 1, proposed = 1 }),
        }, Key())).Expect(HttpStatusCode.Created).Id;

    public async Task<Answer> Agree(Guid recommendation, object? how = null) =>
        (await Rapporteur.PostSeen($"/v1/recommendations/{recommendation}", "agree", how ?? new { by = "consensus" }))
        .Expect(HttpStatusCode.OK);

    /// <summary>An agreed recommendation of a session of its own, on a paper of its own.</summary>
    public async Task<Guid> Agreed(string track, string title, string text)
    {
        var organisation = await Organisation(title, track == "assembly" ? "association" : "civil-society-partner");
        var paper = await AcceptedPaper(track, organisation, $"Paper of {title}", $"Proposal of {title}");
        var session = await OpenSession(track, $"Session of {title}", organisation, paper);
        var recommendation = await Draft(session, text, paper);
        await Agree(recommendation);
        return recommendation;
    }

    public Task<Answer> Forward(Guid recommendation) =>
        Rapporteur.Post($"/v1/recommendations/{recommendation}/forward", null, Key());

    /// <summary>Convenes the World Assembly in a session of its own.</summary>
    public async Task<Guid> ConveneWorldAssembly()
    {
        var taskforce = await Organisation("Global Taskforce", "association");
        var session = await ScheduledSession("assembly", "World Assembly", taskforce);
        var convened = await Organiser.Post(
            $"{Congress}/world-assembly", new { conveners = new[] { taskforce }, session });
        Assert.True((int)convened.Status < 300, convened.Text);
        return session;
    }

    /// <summary>Puts recommendations that were received on the World Assembly's agenda, in this order.</summary>
    public async Task Table(params Guid[] recommendations)
    {
        await server.Settled();
        (await Organiser.PostSeen($"{Congress}/world-assembly", "agenda", new { items = recommendations }))
            .Expect(HttpStatusCode.OK);
    }

    /// <summary>The World Assembly hears an item and decides on it.</summary>
    public async Task Decide(Guid recommendation, object decision)
    {
        foreach (var (act, body) in new[] { ("present", null), ("debate", null), ("decide", decision) })
        {
            var done = await Organiser.Post($"/v1/world-assembly/items/{recommendation}/{act}", body);
            Assert.True((int)done.Status < 300, $"{act}: {done.Text}");
        }
        await server.Settled();
    }

    public async Task<JsonObject> Seal()
    {
        var outcome = await Organiser.Post($"{Congress}/world-assembly/seal", null, Key());
        Assert.True((int)outcome.Status < 300, outcome.Text);
        await server.Settled();
        return outcome.Body;
    }

    private async Task<Answer> Create(string path, object body) =>
        (await Organiser.Post(path, body)).Expect(HttpStatusCode.Created);

    private static string Moment(DateTimeOffset moment) =>
        moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
