using System.Net;
using System.Text.Json.Nodes;
using Summit.Http.Tests.Forwarding;

namespace Summit.Http.Tests.Operations;

/// <summary>
/// The service on the database of an earlier version, with an external World Assembly that refuses everything until a
/// test says otherwise.
/// </summary>
internal sealed class UpgradedServer : SummitServer
{
    private const string Congress = $"/v1/congresses/{EarlierVersion.Slug}";

    private UpgradedServer(PostgresServer postgres, WebhookReceiver receiver)
        : base(postgres)
    {
        Receiver = receiver;
        Clock.SetUtcNow(new DateTimeOffset(2027, 1, 4, 9, 0, 0, TimeSpan.Zero));
    }

    public WebhookReceiver Receiver { get; }

    /// <summary>Calls with the organiser's key that the earlier version issued.</summary>
    public Client Organiser => new(Address, EarlierVersion.Known.Key);

    protected override IReadOnlyDictionary<string, string> Configuration => new Dictionary<string, string>
    {
        ["Summit:Forwarding:Endpoint"] = Receiver.Address.ToString(),
        ["Summit:Forwarding:Secret"] = ForwardingServer.Secret,
        ["Summit:Forwarding:AllowPrivate"] = "true",
    };

    public static async Task<UpgradedServer> Start(PostgresServer postgres)
    {
        var receiver = await WebhookReceiver.Start();
        receiver.Answer = WebhookReceiver.Status(503);
        var upgraded = new UpgradedServer(postgres, receiver);
        await upgraded.InitializeAsync();
        return upgraded;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>What a list holds.</summary>
    public static IEnumerable<JsonNode> Items(Answer list) =>
        list.Expect(HttpStatusCode.OK).Body["items"]!.AsArray().Select(item => item!);

    /// <summary>How many deliveries there are of each status.</summary>
    public async Task<string[]> Deliveries() =>
    [
        .. Items(await Organiser.Get("/v1/deliveries")).GroupBy(delivery => (string)delivery["status"]!)
            .OrderBy(same => same.Key).Select(same => $"{same.Key}: {same.Count()}"),
    ];

    /// <summary>The tabled recommendations.</summary>
    public async Task<IEnumerable<Guid>> Tabled() => (await Organiser.Get($"{Congress}/world-assembly"))
        .Expect(HttpStatusCode.OK).Body["items"]!.AsArray().Select(item => (Guid)item!["recommendation"]!);

    /// <summary>The forwards that the external World Assembly got, in order.</summary>
    public IEnumerable<(Guid Subject, int Round)> Requests() => Receiver.Requests
        .Select(request => JsonNode.Parse(request.Body)!)
        .Select(sent => ((Guid)sent["subject"]!, (int)sent["data"]!["round"]!));

    /// <summary>A session in the hall, from nine to ten on a day of the Congress.</summary>
    public Task<Answer> Session(int day) => Organiser.Post($"{Congress}/sessions", new
    {
        track = "assembly",
        scope = "thematic",
        title = new { es = "Seguimos" },
        policyDomains = new[] { "finance" },
        lead = EarlierVersion.Known.Ids["latin-america"],
        slot = new
        {
            room = EarlierVersion.Known.Ids["room-agora"],
            startsAt = $"2016-10-{day}T09:00:00-05:00",
            endsAt = $"2016-10-{day}T10:00:00-05:00",
        },
        mode = "in-person",
        languages = new[] { "es" },
    });

    /// <summary>The World Assembly refers a recommendation back, and it is agreed and forwarded once more.</summary>
    public async Task ForwardOnceMore(Guid recommendation)
    {
        foreach (var (act, body) in new (string, object?)[]
        {
            ("present", null), ("debate", null), ("decide", new { decision = "referred-back", by = "consensus" }),
        })
        {
            var done = await Organiser.Post($"/v1/world-assembly/items/{recommendation}/{act}", body);
            Assert.True((int)done.Status < 300, $"{act}: {done.Text}");
        }
        await Settled();
        (await Organiser.PostSeen($"/v1/recommendations/{recommendation}", "agree", new { by = "consensus" }))
            .Expect(HttpStatusCode.OK);
        (await Organiser.Post($"/v1/recommendations/{recommendation}/forward", null, ("Idempotency-Key", "once-more")))
            .Expect(HttpStatusCode.OK);
        await Settled();
    }

    protected override async Task<string> Database(PostgresServer postgres)
    {
        var database = await EarlierVersion.Restore(postgres);
        await CommandLine.Said(database, "migrate");
        return database;
    }
}
