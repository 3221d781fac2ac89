namespace Summit.Http.Tests.Forwarding;

/// <summary>The service with an external World Assembly.</summary>
public class ForwardingServer(PostgresServer postgres) : SummitServer(postgres), IAsyncLifetime
{
    internal const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public WebhookReceiver Receiver { get; private set; } = null!;

    protected override IReadOnlyDictionary<string, string> Configuration => new Dictionary<string, string>
    {
        ["Summit:Forwarding:Endpoint"] = Receiver.Address.ToString(),
        ["Summit:Forwarding:Secret"] = Secret,
        ["Summit:Forwarding:AllowPrivate"] = "true",
    };

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        Receiver = await WebhookReceiver.Start();
        await InitializeAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Receiver.DisposeAsync();
    }
}
