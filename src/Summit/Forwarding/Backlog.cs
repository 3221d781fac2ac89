using Summit.Store;
using Summit.Http;

namespace Summit.Forwarding;

/// <summary>
/// Says that the service is not well when a forward has waited too long: the age of the oldest and not how many there
/// are, because a line that stands still need not be long. What stands behind a dead message waits too.
/// </summary>
public sealed class Backlog(Outbox outbox, ForwardingOptions options, TimeProvider clock) : IReadiness
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> Ails(CancellationToken cancel)
    {
        return await outbox.OldestPending(cancel) is { } oldest
            && clock.GetUtcNow() - oldest is var age && age > options.AlarmAfter
                ? [$"A forward has been waiting for {age:c}."]
                : [];
    }
}
