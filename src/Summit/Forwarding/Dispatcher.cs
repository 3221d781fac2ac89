using Summit.Congress;
using Summit.Deliberation;
using JasperFx.Events;
using Npgsql;
using Summit.Store;

namespace Summit.Forwarding;

/// <summary>Hands an envelope to the receiver once.</summary>
/// <param name="id">The event's id, the same at every attempt.</param>
/// <param name="body">The envelope.</param>
public delegate Task<DeliveryResult> Sending(Guid id, byte[] body, CancellationToken cancel);

/// <summary>
/// What an acknowledgement leads to on the recommendation's stream; null where it is noted there already.
/// </summary>
public delegate Task<StreamAppend?> Receipt(
    Guid recommendation, int round, string acknowledgement, DateTimeOffset at, CancellationToken cancel);

/// <summary>
/// Sends forwards, each line's in order (FO1 to FO4). The acknowledgement and the mark that it is delivered are one
/// commit: what dies in between is sent again.
/// </summary>
public sealed partial class Dispatcher(
    Outbox outbox,
    IEventAppender appender,
    PublishedRecommendations recommendations,
    EventTypes types,
    Congresses congresses,
    Sending send,
    Receipt receipt,
    ForwardingOptions options,
    ILogger<Dispatcher> log,
    TimeProvider clock)
{
    // An exception's words may quote anything: they are for the log.
    private const string Fault = "This service failed; its log says why.";

    private static readonly TimeSpan CommitMax = TimeSpan.FromSeconds(45);

    private int sending;

    // Longer than an attempt and its commit can take: until then no other node takes the message.
    private TimeSpan Lease => options.Timeout + CommitMax;

    /// <summary>Whether this process is sending nothing just now, nor about to.</summary>
    public bool Idle => Volatile.Read(ref sending) == 0;

    /// <summary>Sends the head of a line, if it is due. One line is sent by one caller at a time.</summary>
    /// <param name="line">The line.</param>
    /// <param name="stopping">Ends the waiting for a receiver, as if the attempt had not been made.</param>
    /// <returns>
    /// When to send the line's head again: now where the head is done or was released, after a wait where it has to be
    /// tried again; null where no delivery of this node was due.
    /// </returns>
    public async Task<TimeSpan?> SendHead(OutboxLine line, CancellationToken stopping)
    {
        Interlocked.Increment(ref sending);
        try
        {
            return line.Destination == options.Destination
                && await outbox.Claim(line, clock.GetUtcNow(), Lease, CancellationToken.None) is { } message
                ? await Deliver(message, stopping)
                : null;
        }
        finally
        {
            Interlocked.Decrement(ref sending);
        }
    }

    // Only the receiver is not waited for when the service stops: what is begun in the database is ended.
    private async Task<TimeSpan> Deliver(OutboxEntry message, CancellationToken stopping)
    {
        try
        {
            return message.Type == DeliberationWire.Forwarded
                ? await Deliver(
                    message, await recommendations.Forwarded(message.Id, CancellationToken.None), stopping)
                : await Failed(message, $"No receiver takes a {message.Type}.", null);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await outbox.Release(message, clock.GetUtcNow(), CancellationToken.None);
            return TimeSpan.Zero;
        }
        catch (Exception failure)
        {
            // The fault is ours and not the receiver's: the message stays pending and is taken again after the lease.
            LogStranded(log, failure, message.Id);
            try
            {
                await outbox.Failed(message, Fault, clock.GetUtcNow() + Lease, CancellationToken.None);
            }
            catch (NpgsqlException)
            {
                // The database is away, too: the claim lasts as long.
            }
            return Lease;
        }
    }

    private async Task<TimeSpan> Deliver(
        OutboxEntry message, IEvent<RecommendationForwarded> forward, CancellationToken stopping)
    {
        var congress = await congresses.Find(forward.Data.Congress, CancellationToken.None)
            ?? throw new InvalidOperationException($"There is no Congress {forward.Data.Congress}.");
        switch (await send(message.Id, CloudEvent.Of(forward, congress.Slug, types), stopping))
        {
            case Acknowledged acknowledged:
                await Acknowledge(forward, acknowledged.Reference);
                return TimeSpan.Zero;
            case Failed failed:
                return await Failed(message, failed.Error,
                    RetrySchedule.AfterAttempt(
                        message.Attempts - message.ReplayedAfter, failed.NotBefore, Random.Shared.NextDouble()));
            case Rejected gone:
                return await Failed(message, gone.Error, null);
            case var other:
                throw new InvalidOperationException($"{other} is no result of a delivery.");
        }
    }

    private async Task Acknowledge(IEvent<RecommendationForwarded> forward, string reference)
    {
        var now = clock.GetUtcNow();
        var metadata = new EventMetadata(
            "forwarding", forward.CorrelationId, forward.Id.ToString(), DecidedAt: now);
        while (true)
        {
            var received = await receipt(
                forward.Data.Recommendation, forward.Data.Round, reference, now, CancellationToken.None);
            try
            {
                await appender.Append(new Commit(metadata, received is null ? [] : [received])
                {
                    Operations = [new Delivered(forward.Id)],
                }, CancellationToken.None);
                return;
            }
            catch (StreamConflictException)
            {
                // The recommendation moved on meanwhile: note it on what it is now.
            }
        }
    }

    private async Task<TimeSpan> Failed(OutboxEntry message, string error, TimeSpan? wait)
    {
        LogFailed(log, message.Id, message.Attempts, error, wait);
        await outbox.Failed(message, error, clock.GetUtcNow() + wait, CancellationToken.None);
        return wait ?? TimeSpan.Zero;
    }

    [LoggerMessage(LogLevel.Warning, "Forward {Message}, attempt {Attempt}: {Error} Next in {Wait}")]
    private static partial void LogFailed(ILogger log, Guid message, int attempt, string error, TimeSpan? wait);

    [LoggerMessage(LogLevel.Error, "Forward {Message} was not dealt with and is taken again after its lease")]
    private static partial void LogStranded(ILogger log, Exception failure, Guid message);
}
