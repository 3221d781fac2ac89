using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Summit.Forwarding;

namespace Summit.Http.Tests.Forwarding;

/// <summary>A dispatcher between a real outbox and a real receiver, moved by hand: a round takes what is due.</summary>
public abstract class DispatcherFixture(PostgresServer postgres) : IAsyncLifetime
{
    protected const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private StoreFixture? ledger;
    private Receiver? receiver;
    private Webhook? webhook;

    protected StoreFixture Ledger => ledger!;

    protected Receiver Receiver => receiver!;

    protected Guid Recommendation { get; } = Guid.CreateVersion7();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected ForwardingOptions Options => new()
    {
        Endpoint = Receiver.Address, Secret = Secret, AllowPrivate = true,
    };

    public async ValueTask InitializeAsync()
    {
        ledger = await StoreFixture.New(postgres);
        receiver = await Receiver.Start();
        webhook = new Webhook(Options, new SsrfGuard(allowPrivate: true).Handler(), Ledger.Clock);
    }

    public async ValueTask DisposeAsync()
    {
        webhook!.Dispose();
        await Receiver.DisposeAsync();
        await Ledger.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends what is due, and waits until all of it has been dealt with.</summary>
    protected async Task Round(Receipt? receipt = null, Sending? send = null)
    {
        var dispatcher = Dispatcher(send ?? webhook!.Send, receipt);
        var lines = await Ledger.Outbox.Due(Options.Destination, Ledger.Clock.GetUtcNow(), 16, Cancel);
        await Task.WhenAll(lines.Select(line => dispatcher.SendHead(line, Cancel)));
    }

    protected Dispatcher Dispatcher(Sending send, Receipt? receipt = null) =>
        new(Ledger.Outbox, Ledger.Appender, Ledger.Streams, Ledger.Types, Ledger.Congresses, send,
            receipt ?? Ledger.Receive, Options,
            NullLogger<Dispatcher>.Instance, Ledger.Clock);

    /// <summary>The recommendation a letter is about.</summary>
    protected static Guid Subject(Letter letter)
    {
        using var json = JsonDocument.Parse(letter.Body);
        return json.RootElement.GetProperty("subject").GetGuid();
    }
}
