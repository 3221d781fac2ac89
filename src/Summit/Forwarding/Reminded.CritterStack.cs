using Npgsql;
using Summit.CritterStack;

namespace Summit.Forwarding;

/// <summary>
/// Sends forwards when a reminder comes that some may be due. The outbox stays what says which, in what order and when;
/// that somebody looks, after a crash too, rests on Wolverine, which keeps the reminders.
/// </summary>
public sealed class Reminded(Dispatcher dispatcher, Reminders reminders, NpgsqlDataSource database, TimeProvider clock)
    : IForwards, ISender
{
    private const int SideBySideMax = 16;

    private static readonly TimeSpan BeginMax = TimeSpan.FromMinutes(1);

    // A clock that is moved changes what is due: nobody waits for longer than this without looking.
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(1);

    /// <summary>What the other engine left, or a crash before this, has no reminder: it gets one now.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Look();

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task Look() => reminders.Look().AsTask();

    /// <inheritdoc/>
    public async Task<TimeSpan?> SendWhatIsDue(CancellationToken cancel)
    {
        var start = TimeProvider.System.GetTimestamp();
        var flying = new HashSet<Task>();
        while (true)
        {
            if (TimeProvider.System.GetElapsedTime(start) < BeginMax)
                flying.UnionWith(await dispatcher.Begin(SideBySideMax - flying.Count, cancel));
            if (flying.Count == 0)
                return await UntilNext(cancel);
            await Task.WhenAny(flying);
            flying.RemoveWhere(attempt => attempt.IsCompleted);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> CaughtUp(TimeSpan within, CancellationToken cancel)
    {
        var start = TimeProvider.System.GetTimestamp();
        await Look();
        while (!await NothingToDo(cancel))
        {
            if (TimeProvider.System.GetElapsedTime(start) > within)
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancel);
        }
        return true;
    }

    // Before and after: what was on its way may have made the next of its line due, and what is due be on its way.
    private async Task<bool> NothingToDo(CancellationToken cancel) =>
        dispatcher.Idle && await UntilNext(cancel) != TimeSpan.Zero && dispatcher.Idle;

    // Only the head of a line waits for a time of its own; those behind it wait for the head.
    private async Task<TimeSpan?> UntilNext(CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select min(next_attempt_at) from (
                select distinct on (destination, stream_id) status, next_attempt_at
                  from events.outbox where status <> 'delivered'
                 order by destination, stream_id, position) head
             where status = 'pending'
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel) || await reader.IsDBNullAsync(0, cancel))
            return null;
        var wait = reader.GetFieldValue<DateTimeOffset>(0) - clock.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < WaitMax ? wait : WaitMax;
    }
}
