namespace Summit.Store.Tests;

/// <summary>Streams' states, remembered and yet never behind.</summary>
public abstract partial class EventStoreContract
{
    [Fact]
    public async Task Streams_are_read_on_from_where_they_were_read_to()
    {
        var (one, other, still) = (await MotionOf(events: 3), await MotionOf(events: 2), await MotionOf(events: 1));
        var since = await Store.ReadOn([(one, 1), (other, 0), (still, 1), (Guid.NewGuid(), 0)], Cancel);

        Assert.Equal(2, since.Count);
        Assert.Equal([2, 3], Assert.Single(since, slice => slice.Stream == one).Events.Select(e => e.Version));
        Assert.Equal([1, 2], Assert.Single(since, slice => slice.Stream == other).Events.Select(e => e.Version));
        Assert.All(since.SelectMany(slice => slice.Events), e => Assert.True(e.Bytes > 0));
    }

    [Fact]
    public async Task A_state_is_never_behind_what_another_node_wrote()
    {
        var motion = await MotionOf(events: 1);
        var (here, there) = (StatesOf(Store), With(Motion.Page, new Titles()));
        for (var version = 1; version <= 20; version++)
        {
            var (state, at) = (await here.Find(Motion.Stream, motion, long.MaxValue, Cancel))!.Value;
            Assert.Equal((version, version - 1), (at, state.Texts.Count));
            await there.Append(One(Amend(motion, version, $"text {version}")), Cancel);
        }
    }

    [Fact]
    public async Task Of_a_state_that_is_remembered_only_what_happened_since_is_read()
    {
        var motion = await MotionOf(events: 5);
        var reads = new Reads(Store);
        var states = StatesOf(reads);

        await states.Find(Motion.Stream, motion, long.MaxValue, Cancel);
        Assert.Equal(5, reads.Events);
        await Append(Amend(motion, 5, "text 6"));
        await states.Find(Motion.Stream, motion, long.MaxValue, Cancel);
        Assert.Equal(6, reads.Events);
        await states.Find(Motion.Stream, motion, long.MaxValue, Cancel);
        Assert.Equal(6, reads.Events);
    }

    [Fact]
    public async Task What_was_not_asked_for_in_a_while_is_forgotten()
    {
        var motions = new[] { await MotionOf(events: 2), await MotionOf(events: 2), await MotionOf(events: 2) };
        var reads = new Reads(Store);
        var states = new AggregateCache(reads, Codec) { GenerationBytesMax = 1 };
        foreach (var motion in (Guid[])[motions[0], motions[0], motions[1], motions[2]])
            Assert.Equal(2, (await states.Find(Motion.Stream, motion, long.MaxValue, Cancel))?.Version);
        Assert.Equal(6, reads.Events);

        await states.Find(Motion.Stream, motions[0], long.MaxValue, Cancel);
        Assert.Equal(8, reads.Events);
    }

    [Fact]
    public async Task Streams_that_have_changed_often_do_not_push_each_other_out()
    {
        Guid[] motions = [await MotionOf(events: 1), await MotionOf(events: 1), await MotionOf(events: 1)];
        var text = new string('x', AggregateCache.StateBytesMax / 2);
        string[] texts = [.. Enumerable.Range(0, 5).Select(n => $"{n}{text}")];
        await Append([.. motions.Select(motion => Amend(motion, 1, texts))]);
        var reads = new Reads(Store);
        var states = new AggregateCache(reads, Codec) { GenerationBytesMax = 3 * AggregateCache.StateBytesMax };
        for (var round = 0; round < 3; round++)
        {
            foreach (var motion in motions)
                Assert.Equal(6, (await states.Find(Motion.Stream, motion, long.MaxValue, Cancel))?.Version);
            Assert.Equal(18, reads.Events);
        }
    }

    [Fact]
    public async Task There_is_no_state_of_what_is_not_there_or_of_another_kind()
    {
        var motion = await MotionOf(events: 2);
        var states = StatesOf(Store);
        Assert.Null(await states.Find(Motion.Stream, Guid.NewGuid(), long.MaxValue, Cancel));
        Assert.Null(await states.Find(Docket.Stream, motion, long.MaxValue, Cancel));
        Assert.Null(await states.Find(Docket.Stream, motion, 1, Cancel));
        Assert.Equal(1, (await states.Find(Motion.Stream, motion, 1, Cancel))?.Version);
    }

    [Fact]
    public async Task States_that_many_ask_for_at_once_are_each_right()
    {
        var motions = new List<Guid>();
        for (var n = 1; n <= 30; n++)
            motions.Add(await MotionOf(events: n));
        var states = StatesOf(Store);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(async n =>
        {
            var (state, version) = (await states.Find(Motion.Stream, motions[n % 30], long.MaxValue, Cancel))!.Value;
            Assert.Equal((n % 30 + 1, n % 30), (version, state.Texts.Count));
        }));
    }

    private static AggregateCache StatesOf(IEventStore store) => new(store, Codec);

    /// <summary>Counts the events that are read on.</summary>
    private sealed class Reads(IEventStore store) : IEventStore
    {
        public int Events { get; private set; }

        public async Task<IReadOnlyList<StreamSlice>> ReadOn(
            IReadOnlyList<(Guid Stream, long After)> streams, CancellationToken cancel)
        {
            var slices = await store.ReadOn(streams, cancel);
            Events += slices.Sum(slice => slice.Events.Count);
            return slices;
        }

        public Task<Committed> Append(Commit commit, CancellationToken cancel) => store.Append(commit, cancel);

        public Task<StreamSlice> Read(Guid stream, long upTo, CancellationToken cancel) => store.Read(stream, upTo, cancel);

        public Task<EventPage> ReadAll(
            long after, int limit, IReadOnlyCollection<string>? types, CancellationToken cancel) =>
            store.ReadAll(after, limit, types, cancel);

        public Task<long> Head(CancellationToken cancel) => store.Head(cancel);

        public Task<long> PositionAt(DateTimeOffset moment, CancellationToken cancel) =>
            store.PositionAt(moment, cancel);

        public Task Appended(CancellationToken cancel, IReadOnlyCollection<string>? types = null) =>
            store.Appended(cancel, types);

        public void Wake(IReadOnlyCollection<string>? types = null) => store.Wake(types);
    }
}
