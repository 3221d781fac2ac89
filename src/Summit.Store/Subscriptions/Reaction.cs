namespace Summit.Store;

/// <summary>
/// What one context does when something happens in another: the commit it leads to, written together with the progress,
/// so that each event is reacted to once.
/// </summary>
public abstract class Reaction(IEventStore store) : ISubscription
{
    // Somebody who is quicker this often is no race: deciding again leads to the same conflict for ever.
    private const int AttemptsMax = 20;

    /// <summary>The store, for the streams a reaction decides on.</summary>
    protected IEventStore Store { get; } = store;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract IReadOnlyCollection<string> Types { get; }

    /// <summary>What an event leads to; null where it leads to nothing.</summary>
    protected abstract Task<Commit?> React(RecordedEvent happened, CancellationToken cancel);

    /// <inheritdoc/>
    public async Task Take(EventPage page, long seen, CancellationToken cancel)
    {
        foreach (var happened in page.Events)
        {
            seen = await Answer(happened, seen, cancel);
        }
        if (seen < page.Reached)
            await Store.Append(Moved(seen, page.Reached), cancel);
    }

    private async Task<long> Answer(RecordedEvent happened, long seen, CancellationToken cancel)
    {
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                var commit = await React(happened, cancel);
                if (commit is null)
                    return seen;
                var progress = new Checkpoint(Name, seen, happened.Position);
                await Store.Append(commit with { Effects = [.. commit.Effects, progress] }, cancel);
                return happened.Position;
            }
            catch (StreamConflictException) when (attempts < AttemptsMax)
            {
                // Somebody else changed the stream meanwhile: decide again on what it is now.
            }
        }
    }

    private Commit Moved(long seen, long reached) =>
        new(new EventMetadata(Name), []) { Effects = [new Checkpoint(Name, seen, reached)] };
}
