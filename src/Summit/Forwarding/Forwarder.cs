using Summit.Deliberation;
using Summit.Http;
using Summit.Store;

namespace Summit.Forwarding;

/// <summary>Puts forwards into the outbox, and beside them the message that has their line looked at.</summary>
public sealed class Forwarder(DurableMessages messages) : IForwarder
{
    /// <inheritdoc/>
    public IEnumerable<IStorageOperation> Send(StreamAppend forwards) =>
    [
        .. forwards.Ids.Select(id => new OutboxMessage(id, forwards.Stream, Dispatcher.Destination)),
        .. messages.Keep(new ForwardDue(Dispatcher.Destination, forwards.Stream)),
    ];
}
