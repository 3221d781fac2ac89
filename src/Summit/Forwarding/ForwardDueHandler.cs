using Wolverine;

namespace Summit.Forwarding;

/// <summary>Sends a recommendation's forwards until one has to wait, and schedules the next message for then.</summary>
public static class ForwardDueHandler
{
    // A queue that stops accepts no message: one that is scheduled for later is kept in the database.
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(1);

    public static async Task Handle(
        ForwardDue due, Dispatcher dispatcher, OutboxSweep sweep, IMessageContext context,
        IHostApplicationLifetime host)
    {
        var line = new OutboxLine(due.Destination, due.Recommendation);
        sweep.Begin(line);
        // A service that stops does not wait for a receiver.
        var stopping = host.ApplicationStopping;
        TimeSpan? again;
        do
            again = await dispatcher.SendHead(line, stopping);
        while (again == TimeSpan.Zero && !stopping.IsCancellationRequested);
        if (again is { } wait)
            await context.ScheduleAsync(due, wait > Later ? wait : Later);
    }
}
