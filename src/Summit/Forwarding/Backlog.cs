using Npgsql;
using Summit.Http;

namespace Summit.Forwarding;

/// <summary>
/// Says that the service is not well when a forward has waited too long: the age of the oldest and not how many there
/// are, because a line that stands still need not be long. What stands behind a dead message waits too.
/// </summary>
public sealed class Backlog(NpgsqlDataSource database, ForwardingOptions options, TimeProvider clock) : IReadiness
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> Ails(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select min(created) from events.outbox where status = 'pending'");
        return await command.ExecuteScalarAsync(cancel) is DateTime oldest
            && clock.GetUtcNow() - oldest is var age && age > options.AlarmAfter
                ? [$"A forward has been waiting for {age:c}."]
                : [];
    }
}
