using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine;
using Wolverine.Attributes;
using Wolverine.Persistence.Durability.ScheduledMessageManagement;
using Wolverine.RDBMS;
using Wolverine.Runtime;
using Wolverine.Util;

namespace Summit.CritterStack;

/// <summary>There may be messages for outside that are due. Wolverine keeps this until it has been acted on.</summary>
[MessageIdentity("outbox-due")]
public sealed record OutboxDue;

/// <summary>Whoever sends the messages for outside.</summary>
public interface ISender
{
    /// <summary>Sends what is due, each stream's messages in order.</summary>
    /// <returns>How long until the next is due; null where none is waiting.</returns>
    Task<TimeSpan?> SendWhatIsDue(CancellationToken cancel);
}

/// <summary>Has the messages sent and, where some have to wait, comes back when the first of them is due.</summary>
public static class OutboxDueHandler
{
    public static async Task Handle(
        OutboxDue due, ISender sender, IWolverineRuntime runtime, IMessageContext context, CancellationToken cancel)
    {
        if (await sender.SendWhatIsDue(cancel) is not { } wait)
            return;
        // One reminder waits for all: each commit brings its own, and each would come back for as long as one forward
        // cannot be delivered. Two that look at once may both stay, which costs a look.
        var waiting = await runtime.Storage.ScheduledMessages.QueryAsync(new ScheduledMessageQuery
        {
            MessageType = typeof(OutboxDue).ToMessageTypeName(),
            ExecutionTimeTo = TimeProvider.System.GetUtcNow() + wait,
            PageSize = 1,
        }, cancel);
        if (waiting.TotalCount == 0)
            await context.ScheduleAsync(due, wait);
    }
}

/// <summary>Puts reminders into Wolverine's inbox: in a commit's own transaction, or by themselves.</summary>
public sealed partial class Reminders(IWolverineRuntime runtime, ILogger<Reminders> log) : IReminders
{
    /// <inheritdoc/>
    public async Task<Func<Task>> Note(NpgsqlTransaction transaction, CancellationToken cancel)
    {
        var context = new MessageContext(runtime);
        await context.EnlistInOutboxAsync(
            new DatabaseEnvelopeTransaction((IMessageDatabase)runtime.Storage, transaction));
        await context.PublishAsync(new OutboxDue());
        return () => Hand(context);
    }

    /// <summary>Has the messages looked at now.</summary>
    public ValueTask Look() => new MessageContext(runtime).PublishAsync(new OutboxDue());

    // The commit stands by now, and the reminder with it: what fails here must not look like a failed commit.
    private async Task Hand(MessageContext context)
    {
        try
        {
            await context.FlushOutgoingMessagesAsync();
        }
        catch (Exception failure)
        {
            LogKept(log, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A reminder could not be handed on; it is found in the inbox later")]
    private static partial void LogKept(ILogger log, Exception failure);
}
