using Npgsql;

namespace Summit.Store.Tests;

/// <summary>States of streams: cached, and never stale.</summary>
public sealed partial class EventStoreContract
{
    [Theory]
    [InlineData("type = 'tests.from-elsewhere'")]
    [InlineData("type = 'tests.from-elsewhere', "
        + "mt_dotnet_type = 'Summit.Store.Tests.MotionAmended, Summit.Store.Tests'")]
    [InlineData("type = 'tests.from-elsewhere', mt_dotnet_type = 'System.Version, System.Runtime'")]
    [InlineData("data = '17'")]
    [InlineData("type = 'tests.docket-entered', data = '{\"motion\": \"00000000-0000-0000-0000-000000000000\"}'")]
    public async Task an_unreadable_state_fails_only_the_callers_that_ask_for_it(string tamper)
    {
        var (sound, broken) = (await MotionOf(events: 2), await MotionOf(events: 2));
        await Execute($"update events.mt_events set {tamper} where stream_id = $1 and version = 2", broken);
        var states = StatesOf(Store);

        // The first is under way when the others come: those are asked for together.
        var asked = Enumerable.Range(0, 20).Select(n =>
            states.Find(Motion.Stream, n % 2 == 0 ? sound : broken, long.MaxValue, Cancel)).ToArray();
        foreach (var (n, one) in asked.Index())
        {
            if (n % 2 == 0)
                Assert.Equal(2, (await one)!.Value.Version);
            else
                await Assert.ThrowsAsync<UnreadableEventException>(() => one);
        }
    }

    private int folded;

    /// <summary>Motions, counting the events they are folded from.</summary>
    private Category<Motion, MotionEvent> Counted => field ??= Motion.Folded((motion, happened) =>
    {
        folded++;
        return Motion.Stream.Evolve(motion, happened);
    });

    [Fact]
    public async Task several_streams_are_read_at_once_each_from_its_own_version_on()
    {
        var (one, other, still) = (await MotionOf(events: 3), await MotionOf(events: 2), await MotionOf(events: 1));
        var since = await Store.Streams.ReadOn(
            [(one, 1), (other, 0), (still, 1), (Guid.NewGuid(), 0)], long.MaxValue, Cancel);

        Assert.Equal(2, since.Count);
        Assert.Equal([2, 3], Assert.Single(since, slice => slice.Stream == one).Events.Select(e => e.Version));
        Assert.Equal([1, 2], Assert.Single(since, slice => slice.Stream == other).Events.Select(e => e.Version));
    }

    [Fact]
    public async Task a_cached_state_is_never_behind_what_another_node_wrote()
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
    public async Task the_cache_folds_only_the_events_since_a_state_was_cached()
    {
        var motion = await MotionOf(events: 5);
        var states = CountedStates();

        await states.Find(Counted, motion, long.MaxValue, Cancel);
        Assert.Equal(5, folded);
        await Append(Amend(motion, 5, "text 6"));
        await states.Find(Counted, motion, long.MaxValue, Cancel);
        Assert.Equal(6, folded);
        await states.Find(Counted, motion, long.MaxValue, Cancel);
        Assert.Equal(6, folded);
    }

    [Fact]
    public async Task the_cache_evicts_a_state_that_was_not_used_for_a_while()
    {
        var motions = new[] { await MotionOf(events: 2), await MotionOf(events: 2), await MotionOf(events: 2) };
        var states = CountedStates(generationWeightMax: 1);
        foreach (var motion in (Guid[])[motions[0], motions[0], motions[1], motions[2]])
            Assert.Equal(2, (await states.Find(Counted, motion, long.MaxValue, Cancel))?.Version);
        Assert.Equal(6, folded);

        await states.Find(Counted, motions[0], long.MaxValue, Cancel);
        Assert.Equal(8, folded);
    }

    [Fact]
    public async Task long_streams_do_not_evict_each_other_from_the_cache()
    {
        Guid[] motions = [await MotionOf(events: 1), await MotionOf(events: 1), await MotionOf(events: 1)];
        string[] texts = [.. Enumerable.Range(1, 3 * AggregateCache.StateWeightMax).Select(n => $"text {n}")];
        await Append([.. motions.Select(motion => Amend(motion, 1, texts))]);
        var states = CountedStates(generationWeightMax: 3 * AggregateCache.StateWeightMax);
        for (var round = 0; round < 3; round++)
        {
            foreach (var motion in motions)
                Assert.Equal(texts.Length + 1, (await states.Find(Counted, motion, long.MaxValue, Cancel))?.Version);
            Assert.Equal(3 * (texts.Length + 1), folded);
        }
    }

    [Fact]
    public async Task the_cache_finds_no_state_of_a_missing_stream_or_of_another_category()
    {
        var motion = await MotionOf(events: 2);
        var states = StatesOf(Store);
        Assert.Null(await states.Find(Motion.Stream, Guid.NewGuid(), long.MaxValue, Cancel));
        Assert.Null(await states.Find(Docket.Stream, motion, long.MaxValue, Cancel));
        Assert.Null(await states.Find(Docket.Stream, motion, 1, Cancel));
        Assert.Equal(1, (await states.Find(Motion.Stream, motion, 1, Cancel))?.Version);
    }

    [Fact]
    public async Task the_states_of_many_streams_as_of_a_past_position_are_read_by_one_query()
    {
        Guid[] motions = [await MotionOf(events: 1), await MotionOf(events: 3), await MotionOf(events: 3)];
        await using var line = new FaultyTcpProxy(ConnectionString);
        await using var afar = NpgsqlDataSource.Create(line.ConnectionString);
        var states = StatesOf(Open(afar));
        await states.Find(Motion.Stream, motions, 4, Cancel);

        var before = line.RoundTrips;
        Guid[] asked = [motions[2], motions[1], Guid.NewGuid(), motions[0], motions[1]];
        var found = await states.Find(Motion.Stream, asked, 5, Cancel);
        Assert.Equal([1, 3, 1], found.Select(one => one.Version));
        Assert.Equal([0, 2, 0], found.Select(one => one.State.Texts.Count));
        Assert.Equal(1, line.RoundTrips - before);
    }

    [Fact]
    public async Task many_callers_at_once_each_get_the_state_of_their_own_stream()
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

    private static AggregateCache StatesOf(StoreFixture store) => new(store.Streams, Types);

    private AggregateCache CountedStates(int? generationWeightMax = null)
    {
        var types = new EventTypes([Counted, Docket.Stream], MotionJson.Options);
        var node = new StoreFixture(Database, ConnectionString, Clock, [], types);
        return generationWeightMax is { } max
            ? new AggregateCache(node.Streams, types) { GenerationWeightMax = max }
            : new AggregateCache(node.Streams, types);
    }
}
