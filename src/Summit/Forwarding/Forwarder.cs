using Summit.Deliberation;
using Summit.Http;
using Summit.Store;

namespace Summit.Forwarding;

/// <summary>Puts forwards into the outbox, and with them the message that has them sent.</summary>
public sealed class Forwarder(DurableMessages messages, Outbox outbox, ForwardingOptions options) : IForwarder
{
    /// <inheritdoc/>
    public IEnumerable<IStorageOperation> Send(StreamAppend forwards) =>
    [
        .. forwards.Events.Cast<RecommendationForwarded>().Zip(forwards.Ids, (forwarded, id) => new OutboxMessage(
            id, DeliberationWire.Forwarded, forwards.Stream, forwarded.Congress, options.Destination)),
        .. messages.Keep(new ForwardDue(options.Destination, forwards.Stream)),
    ];

    /// <inheritdoc/>
    public Task<Guid?> GivenUp(Guid recommendation, CancellationToken cancel) =>
        outbox.Dead(new OutboxLine(options.Destination, recommendation), cancel);
}
