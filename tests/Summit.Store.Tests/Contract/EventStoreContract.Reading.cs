using System.Globalization;
using JasperFx.Events;

namespace Summit.Store.Tests;

/// <summary>Reads of a stream up to a position, of all streams, of past moments, and of JSON as written.</summary>
public sealed partial class EventStoreContract
{
    [Fact]
    public async Task a_stream_is_read_up_to_the_version_that_it_had_at_a_position()
    {
        var motion = await MotionOf(events: 2);
        await Append(Table());
        await Append(Amend(motion, 2, "text 3"));

        long[] versions = [0, 1, 2, 2, 3, 3];
        for (var position = 0; position < versions.Length; position++)
            Assert.Equal(versions[position], (await Store.Read(motion, position, Cancel)).Version);
        Assert.Equal(3, (await Store.Read(motion, long.MaxValue, Cancel)).Version);
        Assert.Empty((await Store.Read(Guid.NewGuid(), long.MaxValue, Cancel)).Events);
    }

    [Fact]
    public async Task all_events_are_read_in_order_however_many_there_are()
    {
        await MotionOf(events: 1200);
        await MotionOf(events: 2);
        Assert.Equal(Enumerable.Range(1, 1202).Select(n => (long)n), (await All()).Select(e => e.Sequence));
        Assert.Equal([1201, 1202], (await Read(1200, null)).Select(e => e.Sequence));
        Assert.Equal([1, 1201], (await Read(0, ["tests.motion-tabled"])).Select(e => e.Sequence));
        Assert.Equal([1201], (await Read(1, ["tests.motion-tabled"])).Select(e => e.Sequence));
        Assert.Empty(await Read(0, ["tests.motion-withdrawn"]));
        Assert.Empty(await Read(0, []));
    }

    [Fact]
    public async Task the_position_at_a_moment_is_the_last_one_recorded_by_then()
    {
        var start = Clock.GetUtcNow();
        Assert.Equal(0, await Store.PositionAt(start, Cancel));
        foreach (var minutes in (int[])[0, 10, -5, 0, 10])
        {
            Clock.AdjustTime(Clock.GetUtcNow().AddMinutes(minutes));
            await Append(Table());
        }

        // Recorded at 0, 10, 10 (the clock went back), 10 (still) and 15 minutes.
        (double Minutes, long Position)[] expected =
            [(-0.1, 0), (0, 1), (5, 1), (9.9, 1), (10, 4), (12, 4), (15, 5), (99, 5)];
        foreach (var (minutes, position) in expected)
            Assert.Equal(position, await Store.PositionAt(start.AddMinutes(minutes), Cancel));
        Assert.Equal(1, await Store.PositionAt(start.ToOffset(TimeSpan.FromHours(5)), Cancel));
        Assert.Equal(0, await Store.PositionAt(DateTimeOffset.MinValue, Cancel));
        Assert.Equal(5, await Store.PositionAt(DateTimeOffset.MaxValue, Cancel));
    }

    [Fact]
    public async Task what_was_decided_by_a_moment_is_there_at_it_though_it_was_recorded_after_later_decisions()
    {
        var start = Clock.GetUtcNow();
        // Decided at 1, 3, 2 and 3 seconds, and recorded when all of that was over.
        Clock.Advance(TimeSpan.FromSeconds(4));
        foreach (var seconds in (double[])[1, 3, 2.0000004, 3])
            await Decided(start.AddSeconds(seconds));

        (double Seconds, long Position)[] expected = [(0.9, 0), (1, 1), (1.9, 1), (2, 3), (2.9, 3), (3, 4)];
        foreach (var (seconds, position) in expected)
            Assert.Equal(position, await Store.PositionAt(start.AddSeconds(seconds), Cancel));
        Assert.Equal([1, 3, 3, 3], (await All()).Select(e => (e.Timestamp - start).TotalSeconds));
    }

    [Fact]
    public async Task what_took_long_to_be_recorded_is_recorded_as_of_when_it_was()
    {
        var start = Clock.GetUtcNow();
        Clock.Advance(2 * EventMetadata.LagMax);
        var committed = await Decided(start);
        Assert.Equal(Clock.GetUtcNow(), committed.RecordedAt);
        Assert.Equal(0, await Store.PositionAt(Clock.GetUtcNow().AddSeconds(-1), Cancel));
    }

    private Task<Committed> Decided(DateTimeOffset at) =>
        Store.Append(One(Table()) with { Metadata = Me with { DecidedAt = at } }, Cancel);

    public static TheoryData<string> Texts { get; } =
    [
        "", " \t\r\n ", "quotes \" ' ` and \\ back\\u0041slashes", "{\"json\": [1, null]}", "$1 :x @y %s ; drop table",
        "Žluťoučký kůň úpěl", "ḗ̃ combining", "مجلس الشباب", "青年會議", "👩🏽‍⚖️ 🗳️", "\u2028\u2029\uFEFF\u200F",
        "\u0001\u001F\u007F", "NULL", "NaN", "1e999", new string('x', 100_000),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task text_is_read_as_it_was_written(string text)
    {
        var about = new EventMetadata(text, text, text, text);
        var tabled = Table();
        await Store.Append(new Commit(about, [tabled]), Cancel);
        await Append(Amend(tabled.Stream, 1, text));

        var events = (await Store.Read(tabled.Stream, long.MaxValue, Cancel)).Events;
        Assert.Equal(about, MetadataOf(events[0]));
        Assert.Equal(text, Said(events[1].Data));
    }

    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("1.10", long.MaxValue, double.MaxValue)]
    [InlineData("0.0000000000000000000000000001", long.MinValue, double.Epsilon)]
    [InlineData("-79228162514264337593543950335", 9007199254740993, 0.1 + 0.2)]
    public async Task numbers_are_read_as_they_were_written(string share, long votes, double weight)
    {
        var tabled = Table();
        var counted = new MotionCounted(decimal.Parse(share, CultureInfo.InvariantCulture), votes, weight);
        await Append(tabled);
        await Decide(Store, tabled.Stream, counted);

        var read = (MotionCounted)(await Store.Read(tabled.Stream, long.MaxValue, Cancel)).Events[1].Data;
        Assert.Equal(counted, read);
        Assert.Equal(share, read.Share.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task a_read_of_all_events_fails_at_an_event_of_an_unknown_name_and_never_skips_it()
    {
        var motion = await MotionOf(events: 1);
        await Append(
            Docket.Stream.Append(Guid.CreateVersion7(), 0, Docket.Stream.Initial, [new DocketEntered(motion)]));
        var ignorant = new StoreFixture(Database, ConnectionString, Clock, [],
            new EventTypes([Motion.Stream], MotionJson.Options));

        await Assert.ThrowsAsync<UnreadableEventException>(() => Read(0, null, ignorant));
        await Assert.ThrowsAsync<UnreadableEventException>(() => Read(1, null, ignorant));
        Assert.Equal([1], (await Read(0, ["tests.motion-tabled"], ignorant)).Select(e => e.Sequence));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("""{"body": "no id", "title": "Water"}""")]
    public async Task streams_states_and_views_fail_at_an_event_whose_data_cannot_be_read(string data)
    {
        var motion = await MotionOf(events: 1);
        await Execute($"update events.mt_events set data = '{data}'");

        await Assert.ThrowsAnyAsync<Exception>(
            async () => Motion.Stream.Fold(await Store.Read(motion, long.MaxValue, Cancel)));
        await Assert.ThrowsAnyAsync<Exception>(
            () => StatesOf(Store).Find(Motion.Stream, motion, long.MaxValue, Cancel));
        await using var running = Run(new BodyPage(Database));
        await Fails(running, position: 1);
    }

    private async Task<IReadOnlyList<IEvent>> Read(long after, string[]? wires, StoreFixture? node = null) =>
        await (node ?? Store).Streams.ReadAll(after, wires, Cancel).ToListAsync(Cancel);
}
