using System.Globalization;
using JasperFx.Events;

namespace Summit.Store;

/// <summary>
/// What one context does when something happens in another: the commit it leads to, written together with the
/// checkpoint, so that each event is reacted to once.
/// </summary>
public abstract class Reaction(string name, IEnumerable<Type> types, IEventAppender appender)
    : EventSubscription(name, types)
{
    // After so many conflicts it is no race: deciding again leads to the same conflict for ever.
    private const int AttemptsMax = 20;

    /// <summary>What an event leads to; null where it leads to nothing.</summary>
    protected abstract Task<Commit?> React(IEvent happened, CancellationToken cancel);

    /// <inheritdoc/>
    public sealed override async Task Take(EventPage page, long seen, CancellationToken cancel)
    {
        foreach (var happened in page.Events)
            seen = await Answer(happened, seen, cancel);
        if (seen < page.Reached)
        {
            await appender.Append(
                new Commit(new EventMetadata(Name), []) { Operations = [new Checkpoint(Name, seen, page.Reached)] },
                cancel);
        }
    }

    private async Task<long> Answer(IEvent happened, long seen, CancellationToken cancel)
    {
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                var commit = await React(happened, cancel);
                if (commit is null)
                    return seen;
                var checkpoint = new Checkpoint(Name, seen, happened.Sequence);
                await appender.Append(commit with
                {
                    // What it leads to shows the time of its cause.
                    Metadata = commit.Metadata with { DecidedAt = DecidedAt(happened) },
                    Operations = [.. commit.Operations, checkpoint],
                }, cancel);
                return happened.Sequence;
            }
            catch (StreamConflictException) when (attempts < AttemptsMax)
            {
                // Another writer changed the stream meanwhile: decide again on what it is now.
            }
        }
    }

    private static DateTimeOffset DecidedAt(IEvent cause) =>
        cause.Headers?.GetValueOrDefault(EventMetadata.DecidedAtHeader) switch
        {
            null => cause.Timestamp,
            // Marten's serializer makes a moment of what looks like one.
            DateTime decided => new DateTimeOffset(decided.ToUniversalTime()),
            DateTimeOffset decided => decided,
            var decided => DateTimeOffset.Parse(decided.ToString()!, CultureInfo.InvariantCulture),
        };
}
