namespace Summit.Store;

/// <summary>A stream's state and the version it has come to.</summary>
public readonly record struct Versioned<TState>(TState State, long Version);

/// <summary>
/// The present states of streams. The cache remembers the state it folded last and reads only the events since, by one
/// query for all concurrent callers: the result is as fresh as a read of the stream from its start.
/// </summary>
public sealed class AggregateCache
{
    private readonly EventStreams streams;
    private readonly EventTypes types;
    private readonly DataLoader<Guid, Remembered> present;

    // Two generations: what was not asked for during the life of one is forgotten. Only the query's rounds, which
    // follow one another, touch them.
    private Dictionary<Guid, Remembered> young = [];
    private Dictionary<Guid, Remembered> old = [];
    private int youngWeight;

    public AggregateCache(EventStreams streams, EventTypes types)
    {
        (this.streams, this.types) = (streams, types);
        present = new DataLoader<Guid, Remembered>(BringUpToDate);
    }

    /// <summary>
    /// How much the remembered states of a generation weigh at most: each as much as the number of its events, and no
    /// more than <see cref="StateWeightMax"/>.
    /// </summary>
    public int GenerationWeightMax { get; init; } = 16 * 1024;

    /// <summary>
    /// How much a state weighs at most. What has changed thousands of times is not as large as all that was said of it:
    /// weighed by that, a few busy streams would push each other out again and again.
    /// </summary>
    public const int StateWeightMax = 64;

    /// <summary>The state of a stream of a category; null where there is none.</summary>
    /// <param name="category">The category.</param>
    /// <param name="stream">Its id.</param>
    /// <param name="upTo">The last position that counts; for any but the present, it is read from its start.</param>
    public async Task<Versioned<TState>?> Find<TState, TEvent>(
        Category<TState, TEvent> category, Guid stream, long upTo, CancellationToken cancel)
        where TState : class
        where TEvent : class =>
        await Find(category, [stream], upTo, cancel) is [var found] ? found : null;

    /// <summary>The states of several streams of a category, those that there are, as of one moment.</summary>
    public async Task<IReadOnlyList<Versioned<TState>>> Find<TState, TEvent>(
        Category<TState, TEvent> category, IEnumerable<Guid> ids, long upTo, CancellationToken cancel)
        where TState : class
        where TEvent : class
    {
        Guid[] asked = [.. ids.Distinct()];
        var found = upTo == long.MaxValue ? await present.Find(asked, cancel) : await AsOf(asked, upTo, cancel);
        if (found.Values.FirstOrDefault(known => known.Broken is not null)?.Broken is { } broken)
            throw broken;
        return
        [
            .. asked.Select(stream => found.GetValueOrDefault(stream)).Where(known => known?.Category == category)
                .Select(known => new Versioned<TState>((TState)known!.State, known.Version)),
        ];
    }

    private async Task<IReadOnlyDictionary<Guid, Remembered>> AsOf(
        Guid[] asked, long upTo, CancellationToken cancel) =>
        (await streams.ReadOn([.. asked.Select(stream => (stream, 0L))], upTo, cancel))
            .ToDictionary(slice => slice.Stream, slice => Folded(null, slice));

    private async Task<IReadOnlyDictionary<Guid, Remembered>> BringUpToDate(IReadOnlyCollection<Guid> asked)
    {
        var known = new Dictionary<Guid, Remembered>(asked.Count);
        foreach (var stream in asked)
        {
            if (young.TryGetValue(stream, out var remembered) || old.TryGetValue(stream, out remembered))
                known[stream] = remembered;
        }
        var since = await streams.ReadOn(
            [.. asked.Select(stream => (stream, known.GetValueOrDefault(stream)?.Version ?? 0))],
            long.MaxValue, CancellationToken.None);
        foreach (var slice in since)
            known[slice.Stream] = Folded(known.GetValueOrDefault(slice.Stream), slice);
        foreach (var (stream, remembered) in known.Where(one => one.Value.Broken is null))
            Remember(stream, remembered);
        return known;
    }

    private Remembered Folded(Remembered? before, StreamSlice since)
    {
        if (since.Broken is not null)
            return Remembered.Unreadable(since.Broken);
        var (category, state) = (before?.Category, before?.State);
        foreach (var recorded in since.Events)
        {
            try
            {
                category ??= types.Of(recorded.Data).Category;
                state = category.Fold(state, recorded.Data);
            }
            catch (Exception broken)
            {
                // An event of another category, say. Only this stream fails: other callers share the query.
                return Remembered.Unreadable(
                    new UnreadableEventException(recorded.Sequence, since.Stream, broken.Message, broken));
            }
        }
        return new Remembered(category!, state!, since.Version);
    }

    private void Remember(Guid stream, Remembered remembered)
    {
        youngWeight += remembered.Weight - (young.TryGetValue(stream, out var before) ? before.Weight : 0);
        young[stream] = remembered;
        if (youngWeight > GenerationWeightMax)
            (old, young, youngWeight) = (young, [], 0);
    }

    private sealed record Remembered(Category Category, object State, long Version)
    {
        public int Weight => (int)Math.Min(Version, StateWeightMax);

        /// <summary>What keeps the stream from being read; null where it was.</summary>
        public UnreadableEventException? Broken { get; private init; }

        /// <summary>A stream that could not be read: it has no state.</summary>
        public static Remembered Unreadable(UnreadableEventException broken) =>
            new(null!, null!, 0) { Broken = broken };
    }
}
