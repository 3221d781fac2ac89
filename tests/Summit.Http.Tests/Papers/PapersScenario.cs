using System.Net;
using System.Net.Http.Json;

namespace Summit.Http.Tests.Papers;

/// <summary>A Congress over HTTP with open calls for papers and its participants.</summary>
public sealed class PapersScenario
{
    private readonly SummitServer server;

    private PapersScenario(SummitServer server, string slug)
    {
        this.server = server;
        Slug = slug;
    }

    public string Slug { get; }
    public Client Organiser { get; private set; } = null!;
    public Guid Section { get; private set; }
    public Client Partner { get; private set; } = null!;
    public Guid OtherSection { get; private set; }
    public Client OtherPartner { get; private set; } = null!;

    public string Papers => $"/v1/congresses/{Slug}/papers";

    /// <summary>When the calls close.</summary>
    public DateTimeOffset ClosesAt { get; private set; }

    /// <summary>Convenes it. The calls stay open for thirty days of the server's clock.</summary>
    public static async Task<PapersScenario> Convene(SummitServer server, string slug, bool withCalls = true)
    {
        var scenario = new PapersScenario(server, slug) { Organiser = await server.As("organiser") };
        var at = $"/v1/congresses/{slug}";
        (await scenario.Organiser.Post("/v1/congresses", new
        {
            slug,
            name = new { en = slug },
            host = new { city = "Durban", country = "ZA" },
            timeZone = "Africa/Johannesburg",
            startsOn = "2019-11-11",
            endsOn = "2019-11-15",
            languages = new[] { "en", "fr", "es" },
        })).Expect(HttpStatusCode.Created);
        foreach (var code in new[] { "resilience", "finance" })
            (await scenario.Organiser.Post($"{at}/policy-domains", new { code, name = new { en = code } }))
                .Expect(HttpStatusCode.Created);
        if (withCalls)
            await scenario.OpenCalls();
        (scenario.Section, scenario.Partner) = await scenario.Organisation("section", $"{slug}-africa");
        (scenario.OtherSection, scenario.OtherPartner) = await scenario.Organisation("section", $"{slug}-europe");
        return scenario;
    }

    public async Task OpenCalls()
    {
        var now = server.Clock.GetUtcNow();
        ClosesAt = now.AddDays(30);
        foreach (var track in new[] { "assembly", "town-hall" })
            (await Organiser.Post($"/v1/congresses/{Slug}/calls",
                new { @for = "papers", track, opensAt = now, closesAt = ClosesAt })).Expect(HttpStatusCode.Created);
    }

    /// <summary>An organisation with a partner's key.</summary>
    public async Task<(Guid Id, Client Partner)> Organisation(string kind, string? code = null)
    {
        var id = (await Organiser.Post("/v1/organisations", new { name = new { en = code ?? kind }, kind, code }))
            .Expect(HttpStatusCode.Created).Id;
        return (id, await server.As("partner", organisation: id));
    }

    /// <summary>A person with a delegate's key.</summary>
    public async Task<(Guid Id, Client Delegate)> Person(Guid? organisation = null)
    {
        var body = new { name = "Some Body", languages = new[] { "en" }, organisation };
        var id = (await Organiser.Post("/v1/people", body)).Expect(HttpStatusCode.Created).Id;
        return (id, await server.As("delegate", person: id));
    }

    /// <summary>What a paper of the section says.</summary>
    public Dictionary<string, object?> Body(string title = "Water for every town") => new()
    {
        ["track"] = "assembly",
        ["organisation"] = Section,
        ["title"] = new { en = title },
        ["summary"] = new { en = $"{title}, in short" },
        ["body"] = new { en = $"# {title}" },
        ["policyDomains"] = new[] { "resilience" },
        ["proposedRecommendations"] = new[] { new { text = new { en = $"Act on {title}" } } },
    };

    /// <summary>The body of a revision: without track and organisation.</summary>
    public Dictionary<string, object?> Content(string title) =>
        Body(title).Where(pair => pair.Key is not ("track" or "organisation")).ToDictionary();

    /// <summary>A paper of the section, submitted.</summary>
    public async Task<Answer> Submitted(string title = "Water for every town") =>
        (await Submit(Partner, Body(title))).Expect(HttpStatusCode.Created);

    /// <summary>A paper, as a reader of near duplicates sees it once it has been compared with the others.</summary>
    public static async Task<Answer> Compared(Client by, Guid paper)
    {
        Answer? read = null;
        await Eventually.Holds(async () =>
        {
            read = (await by.Get($"/v1/papers/{paper}")).Expect(HttpStatusCode.OK);
            Assert.NotNull(read.Body["comparedAt"]);
        });
        return read!;
    }

    public Task<Answer> Submit(Client by, object body, string? key = null) =>
        by.Post(Papers, body, ("Idempotency-Key", key ?? Guid.NewGuid().ToString()));

    public Task<Answer> Put(Client by, string path, object body, params (string Name, string Value)[] headers) =>
        by.Send(HttpMethod.Put, $"{Papers}/by-external/{path}", JsonContent.Create(body), headers);

    /// <summary>An accepted paper of the section.</summary>
    public async Task<Answer> Accepted(string title = "Water for every town")
    {
        var paper = await Submitted(title);
        return (await Organiser.PostSeen($"/v1/papers/{paper.Id}", "accept")).Expect(HttpStatusCode.OK);
    }

    /// <summary>The titles of a list.</summary>
    public async Task<string[]> Titles(Client by, string query = "") =>
    [
        .. (await by.Get(Papers + query)).Expect(HttpStatusCode.OK).Body["items"]!.AsArray()
            .Select(item => (string)item!["title"]!["en"]!),
    ];
}
