namespace Summit.Store;

/// <summary>A stream's state and the version it has come to.</summary>
public readonly record struct Versioned<TState>(TState State, long Version);

/// <summary>
/// Streams' states, as they stand. A state that was folded before is remembered and only what happened since is read,
/// by one query for all who ask at once: an answer is as fresh as if the stream had been read from its start.
/// </summary>
public sealed class AggregateCache
{
    private readonly IEventStore store;
    private readonly Dictionary<string, Category> kinds;
    private readonly DataLoader<Guid, Remembered> present;

    // Two generations: what was not asked for during the life of one is forgotten. Only the query's rounds, which
    // follow one another, touch them.
    private Dictionary<Guid, Remembered> young = [];
    private Dictionary<Guid, Remembered> old = [];
    private long youngBytes;

    public AggregateCache(IEventStore store, EventCodec codec)
    {
        this.store = store;
        kinds = codec.Kinds.ToDictionary(kind => kind.Name);
        present = new DataLoader<Guid, Remembered>(BringUpToDate);
    }

    /// <summary>
    /// How many bytes the remembered states of a generation weigh at most: each as much as the events it stands for,
    /// and no more than <see cref="StateBytesMax"/>.
    /// </summary>
    public long GenerationBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// How many bytes a state weighs at most. What has changed thousands of times is not as large as all that was said
    /// of it: weighed by that, a few busy streams would push each other out again and again.
    /// </summary>
    public const int StateBytesMax = 32 * 1024;

    /// <summary>The state of a stream of a kind; null where there is none.</summary>
    /// <param name="kind">The kind of stream.</param>
    /// <param name="stream">Its id.</param>
    /// <param name="upTo">The last position that counts; for any but the present, it is read from its start.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Versioned<TState>?> Find<TState, TEvent>(
        Category<TState, TEvent> kind, Guid stream, long upTo, CancellationToken cancel)
        where TState : class
        where TEvent : class
    {
        if (upTo == long.MaxValue)
        {
            var found = await present.Find([stream], cancel);
            return found.TryGetValue(stream, out var known) && known.Kind == kind
                ? new Versioned<TState>((TState)known.State, known.Version)
                : null;
        }
        var slice = await store.Read(stream, upTo, cancel);
        return slice.Version > 0 && slice.Events[0].Kind == kind.Name
            ? new Versioned<TState>(kind.Fold(slice), slice.Version)
            : null;
    }

    /// <summary>The states of several streams of a kind, those that there are.</summary>
    public async Task<IReadOnlyList<Versioned<TState>>> Find<TState, TEvent>(
        Category<TState, TEvent> kind, IEnumerable<Guid> streams, long upTo, CancellationToken cancel)
        where TState : class
        where TEvent : class
    {
        var found = await Task.WhenAll(streams.Distinct().Select(stream => Find(kind, stream, upTo, cancel)));
        return [.. found.OfType<Versioned<TState>>()];
    }

    private async Task<IReadOnlyDictionary<Guid, Remembered>> BringUpToDate(IReadOnlyCollection<Guid> streams)
    {
        var known = new Dictionary<Guid, Remembered>(streams.Count);
        foreach (var stream in streams)
        {
            if (young.TryGetValue(stream, out var remembered) || old.TryGetValue(stream, out remembered))
                known[stream] = remembered;
        }
        var since = await store.ReadOn(
            [.. streams.Select(stream => (stream, known.GetValueOrDefault(stream)?.Version ?? 0))],
            CancellationToken.None);
        foreach (var slice in since)
            known[slice.Stream] = Folded(known.GetValueOrDefault(slice.Stream), slice);
        foreach (var (stream, remembered) in known)
            Remember(stream, remembered);
        return known;
    }

    private Remembered Folded(Remembered? before, StreamSlice since)
    {
        var kind = before?.Kind ?? kinds[since.Events[0].Kind];
        var (state, bytes) = (before?.State, before?.Bytes ?? 0);
        foreach (var happened in since.Events)
        {
            state = kind.Fold(state, happened.Data);
            bytes = Math.Min(bytes + happened.Bytes, StateBytesMax);
        }
        return new Remembered(kind, state!, since.Version, bytes);
    }

    private void Remember(Guid stream, Remembered remembered)
    {
        youngBytes += remembered.Bytes - (young.TryGetValue(stream, out var before) ? before.Bytes : 0);
        young[stream] = remembered;
        if (youngBytes > GenerationBytesMax)
            (old, young, youngBytes) = (young, [], 0);
    }

    private sealed record Remembered(Category Kind, object State, long Version, long Bytes);
}
