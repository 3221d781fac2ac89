using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Summit.Deliberation;
using Summit.Forwarding;

namespace Summit.Http.Tests.Forwarding;

/// <summary>A dispatcher between a real outbox and a real receiver; each round sends what is due.</summary>
public abstract class DispatcherFixture(PostgresServer postgres) : IAsyncLifetime
{
    protected const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private StoreFixture? store;
    private WebhookReceiver? receiver;
    private Webhook? webhook;

    protected StoreFixture Store => store!;

    protected WebhookReceiver Receiver => receiver!;

    protected Guid Recommendation { get; } = Guid.CreateVersion7();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected ForwardingOptions Options => new()
    {
        Endpoint = Receiver.Address, Secret = Secret, AllowPrivate = true,
    };

    public async ValueTask InitializeAsync()
    {
        store = await StoreFixture.New(postgres);
        receiver = await WebhookReceiver.Start();
        webhook = new Webhook(Options, new SsrfGuard(allowPrivate: true).Handler(), Store.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        webhook!.Dispose();
        await Receiver.DisposeAsync();
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends the forwards that are due and waits for all of them.</summary>
    protected async Task Round(Receipt? receipt = null, Sending? send = null)
    {
        var dispatcher = Dispatcher(send ?? webhook!.Send, receipt);
        var lines = await Store.Outbox.Due(Options.Destination, Store.Clock.GetUtcNow(), 16, Cancel);
        await Task.WhenAll(lines.Select(line => dispatcher.SendHead(line, Cancel)));
    }

    protected Dispatcher Dispatcher(Sending send, Receipt? receipt = null) =>
        new(Store.Outbox, Store.Appender, new PublishedRecommendations(Store.Streams), Store.Types, Store.Congresses,
            send, receipt ?? Store.Receive, Options,
            NullLogger<Dispatcher>.Instance, Store.Clock);

    /// <summary>The recommendation that a request forwards.</summary>
    protected static Guid Subject(WebhookRequest request)
    {
        using var json = JsonDocument.Parse(request.Body);
        return json.RootElement.GetProperty("subject").GetGuid();
    }
}
