using JasperFx.Events;

namespace Summit.Store.Tests;

/// <summary>Expected versions: a decision is written at the version it was made on, or not at all.</summary>
public sealed partial class EventStoreContract
{
    [Fact]
    public async Task an_append_takes_the_next_versions_and_positions()
    {
        var tabled = Table("Water");
        var first = await Append(tabled);
        var second = await Append(Amend(tabled.Stream, 1, "one", "two"));

        var slice = await Store.Read(tabled.Stream, long.MaxValue, Cancel);
        Assert.Equal((1, 3), (first.Position, second.Position));
        Assert.Equal(3, slice.Version);
        Assert.Equal([1, 2, 3], slice.Events.Select(e => e.Version));
        Assert.Equal([1, 2, 3], slice.Events.Select(e => e.Sequence));
        Assert.Equal(tabled.Ids, slice.Events.Take(1).Select(e => e.Id));
        Assert.Equal(["Water", "one", "two"], slice.Events.Select(e => Said(e.Data)));
        Assert.All(slice.Events, e => Assert.Equal((tabled.Stream, Me), (e.StreamId, MetadataOf(e))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task an_append_at_another_version_raises_a_conflict_and_writes_nothing(long expected)
    {
        var motion = await MotionOf(events: 2);
        var before = await DumpTables();

        var conflict = await Assert.ThrowsAsync<StreamConflictException>(
            () => Append(Table(), Amend(motion, expected, "too late")));

        Assert.Equal((motion, expected, 2), (conflict.Stream, conflict.Expected, conflict.Actual));
        Assert.Equal(before, await DumpTables());
    }

    [Fact]
    public async Task a_stream_that_was_never_started_has_version_0()
    {
        var conflict = await Assert.ThrowsAsync<StreamConflictException>(() => Append(Amend(Guid.NewGuid(), 1, "no")));
        Assert.Equal(0, conflict.Actual);
        Assert.Equal(0, (await Store.Read(conflict.Stream, long.MaxValue, Cancel)).Version);
    }

    [Fact]
    public async Task when_two_writers_append_at_one_version_exactly_one_wins_and_the_other_gets_a_conflict()
    {
        var (one, other) = (With(), With());
        var motion = Guid.CreateVersion7();
        for (var round = 0; round < 150; round++)
        {
            // Every tenth round races for the start of a stream, the others for its next version.
            var version = round % 10;
            if (version == 0)
                motion = Guid.CreateVersion7();
            var (mine, yours) = ($"mine {round}", $"yours {round}");
            var outcomes = await Task.WhenAll(Race(one, mine), Race(other, yours));

            Assert.Single(outcomes, conflict => conflict is null);
            var lost = Assert.Single(outcomes.OfType<StreamConflictException>());
            Assert.Equal((motion, version, version + 1), (lost.Stream, lost.Expected, lost.Actual));
            var slice = await Store.Read(motion, long.MaxValue, Cancel);
            Assert.Equal(version + 1, slice.Version);
            Assert.Equal(outcomes[0] is null ? mine : yours, Said(slice.Events[^1].Data));

            Task<StreamConflictException?> Race(StoreFixture node, string text) => Task.Run(async () =>
            {
                try
                {
                    await node.Append(One(Amend(motion, version, text)), Cancel);
                    return null;
                }
                catch (StreamConflictException conflict)
                {
                    return conflict;
                }
            });
        }
    }

    [Fact]
    public async Task writers_on_one_stream_that_retry_leave_versions_without_gaps()
    {
        var motion = await MotionOf(events: 1);
        StoreFixture[] nodes = [With(), With()];
        var texts = Enumerable.Range(0, 80).Select(n => $"text {n}").ToArray();

        await Task.WhenAll(texts.Chunk(10).Select((share, writer) => Task.Run(async () =>
        {
            foreach (var text in share)
                await AppendAtLast(nodes[writer % 2], motion, text);
        })));

        var slice = await Store.Read(motion, long.MaxValue, Cancel);
        Assert.Equal(Enumerable.Range(1, texts.Length + 1).Select(n => (long)n), slice.Events.Select(e => e.Version));
        Assert.Equal(texts.Order(), slice.Events.Skip(1).Select(e => Said(e.Data)).Order());
        await AssertStoreIsValid();
    }

    [Fact]
    public async Task an_append_of_no_events_only_checks_the_expected_version()
    {
        var motion = await MotionOf(events: 2);
        var committed = await Append(Amend(motion, 2), Table());
        Assert.Equal(3, committed.Position);
        Assert.Equal(2, (await Store.Read(motion, long.MaxValue, Cancel)).Version);

        await Assert.ThrowsAsync<StreamConflictException>(() => Append(Amend(motion, 1), Table()));
        Assert.Equal(3, await Store.Head(Cancel));
    }

    [Fact]
    public async Task an_invalid_commit_is_refused_before_anything_is_written()
    {
        var motion = await MotionOf(events: 1);
        var before = await DumpTables();
        var amend = Amend(motion, 1, "text");

        await Assert.ThrowsAsync<ArgumentException>(() => Append(amend, Amend(motion, 2, "again")));
        await Assert.ThrowsAsync<ArgumentException>(() => Append(amend with { Ids = [] }));
        await Assert.ThrowsAsync<ArgumentException>(() => Append(amend with { States = [] }));
        await Assert.ThrowsAsync<ArgumentException>(() => Append(amend with { Category = Docket.Stream }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Append(amend with { Events = ["no event"] }));
        var answer = new KeyedOperation("me", "key");
        await Assert.ThrowsAsync<ArgumentException>(
            () => Store.Append(One(amend) with { Operations = [answer, answer with { Key = "another" }] }, Cancel));
        Assert.Equal(before, await DumpTables());
    }

    [Fact]
    public async Task an_append_cannot_change_the_category_of_a_stream()
    {
        var motion = await MotionOf(events: 1);
        var before = await DumpTables();
        var docket = Docket.Stream.Append(motion, 1, Docket.Stream.Initial, [new DocketEntered(motion)]);

        await Assert.ThrowsAsync<ArgumentException>(() => Append(docket));
        Assert.Equal(before, await DumpTables());
    }

    [Fact]
    public async Task an_event_id_can_be_appended_only_once()
    {
        var tabled = Table();
        await Append(tabled);
        var before = await DumpTables();

        var refused = await Assert.ThrowsAsync<ConstraintException>(() => Append(Table() with { Ids = tabled.Ids }));
        Assert.Equal("idx_mt_events_event_id", refused.Constraint);
        Assert.Equal(before, await DumpTables());
    }

    private static EventMetadata MetadataOf(IEvent happened) => new(happened.UserName!, happened.CorrelationId,
        happened.CausationId, happened.Headers?.GetValueOrDefault("reason")?.ToString());

    private static string Said(object happened) => happened switch
    {
        MotionTabled tabled => tabled.Title,
        MotionAmended amended => amended.Text,
        _ => throw new InvalidOperationException($"{happened} says nothing."),
    };
}
