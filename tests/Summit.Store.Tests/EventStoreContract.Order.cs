using System.Collections.Concurrent;
using System.Diagnostics;

namespace Summit.Store.Tests;

/// <summary>The order of all events: what a reader has passed, nothing is ever put before.</summary>
public abstract partial class EventStoreContract
{
    [Fact]
    public async Task Writers_on_many_streams_leave_positions_without_gaps_in_the_order_of_their_commits()
    {
        IEventStore[] nodes = [With(), With()];
        var commits = new ConcurrentBag<(long Begun, long Position, long Acknowledged)>();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 15; n++)
            {
                var begun = Stopwatch.GetTimestamp();
                var committed = await nodes[writer % 2].Append(One(Table(), Table()), Cancel);
                commits.Add((begun, committed.Position, Stopwatch.GetTimestamp()));
            }
        })));

        Assert.Equal(Enumerable.Range(1, 360).Select(n => (long)n), (await All()).Select(e => e.Position));
        Assert.Equal(Enumerable.Range(1, 180).Select(n => 2L * n), commits.Select(c => c.Position).Order());
        foreach (var earlier in commits)
            Assert.All(commits.Where(c => c.Begun > earlier.Acknowledged),
                later => Assert.True(later.Position > earlier.Position));
        await Sound();
    }

    [Fact]
    public async Task A_writer_that_has_written_and_not_committed_is_never_overtaken()
    {
        await Append(Table());
        var (slow, quick) = (Table("slow"), Table("quick"));
        Task<Committed> first, second;
        await using (await Latch.Close(Database, Cancel))
        {
            first = With().Append(One(slow) with { Effects = [Latch.Wait] }, Cancel);
            await UntilWaiting(1);
            second = With().Append(One(quick), Cancel);
            await Until(async () => second.IsCompleted || await Waiting() == 2, "the second writer waits or is done");

            var page = await Store.ReadAll(0, 100, null, Cancel);
            Assert.Equal((1, 1), (page.Events.Count, page.Reached));
            Assert.Equal(1, (await Store.ReadAll(0, 100, [], Cancel)).Reached);
            Assert.Equal(1, await Store.Head(Cancel));
        }

        Assert.Equal(2, (await first).Position);
        Assert.Equal(3, (await second).Position);
        var rest = await Store.ReadAll(1, 100, null, Cancel);
        Assert.Equal([slow.Stream, quick.Stream], rest.Events.Select(e => e.Stream));
    }

    [Fact]
    public async Task What_was_known_of_a_small_store_has_no_append_read_a_grown_one()
    {
        await Append([.. Enumerable.Range(0, 100).Select(_ => Table())]);
        await Execute("analyze events.mt_streams, events.mt_events");
        // More often than PostgreSQL makes a plan for each time.
        for (var n = 0; n < 10; n++)
            await Append(Table());
        var count = new Does(
            """
            insert into tests.notes (note, votes) select relname, seq_scan from pg_stat_xact_user_tables
             where schemaname = 'events' and relname in ('mt_streams', 'mt_events')
            """);
        var amended = Amend(await MotionOf(events: 1), 1, "text");
        await Store.Append(One(Table(), amended) with { Effects = [count] }, Cancel);
        Assert.Equal((2, 0), (await Ask<long>("select count(*) from tests.notes"),
            await Ask<long>("select sum(votes) from tests.notes")));
    }

    [Fact]
    public async Task What_was_known_of_a_small_view_has_no_row_looked_for_among_all_of_a_grown_one()
    {
        await Execute(
            """
            create trigger note_reads after update on tests.motion_page
            for each statement execute function tests.note_reads()
            """);
        var motion = await MotionOf(events: 1);
        await Execute("analyze tests.motion_page");
        for (var n = 1; n <= 10; n++)
            await Append(Amend(motion, n, $"text {n}"));
        await Append([.. Enumerable.Range(0, 500).Select(_ => Table())]);

        await Append(Amend(motion, 11, "text 11"));
        // Those that have just ended, and no other.
        Assert.InRange(await Ask<int>("select votes from tests.notes"), 1, 50);
    }

    [Fact]
    public async Task Who_wants_no_events_learns_how_far_they_go()
    {
        await MotionOf(events: 5);
        EventPage[] pages =
        [
            await Store.ReadAll(0, 3, [], Cancel), await Store.ReadAll(3, 3, [], Cancel),
            await Store.ReadAll(5, 3, [], Cancel),
        ];
        Assert.All(pages, page => Assert.Empty(page.Events));
        Assert.Equal([(3, true), (5, false), (5, false)], pages.Select(page => (page.Reached, page.IsFull)));
    }

    [Fact]
    public async Task Readers_see_every_position_once_and_in_order_while_many_write()
    {
        const int writers = 8, appends = 25, events = writers * appends * 2;
        var motion = await MotionOf(events: 1);
        IEventStore[] nodes = [With(), With()];
        int[] pages = [1, 8, 500];
        var readers = pages.Select(limit => Task.Run(() => ReadUntil(events + 1, limit))).ToArray();

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var n = 0; n < appends; n++)
            {
                // Between writing and committing lies a while of its own length for each.
                var dawdle = new Does("select pg_sleep($1)", random.NextDouble() * 0.004);
                await nodes[writer % 2].Append(One(Table()) with { Effects = [dawdle] }, Cancel);
                await AppendAtLast(nodes[writer % 2], motion, $"text {n}");
            }
        })));

        foreach (var seen in await Task.WhenAll(readers))
        {
            Assert.Equal(Enumerable.Range(1, events + 1).Select(n => (long)n), seen.Select(e => e.Position));
            var versions = seen.Where(e => e.Stream == motion).Select(e => e.Version).ToArray();
            Assert.Equal(Enumerable.Range(1, versions.Length).Select(n => (long)n), versions);
        }
    }

    [Fact]
    public async Task Recording_times_rise_with_positions_though_clocks_go_back()
    {
        var first = await Append(Table());
        Clock.Move(TimeSpan.FromHours(-3));
        var second = await Append(Table());
        Clock.Move(TimeSpan.FromHours(4));
        var third = await Append(Table());

        Assert.Equal(first.RecordedAt, second.RecordedAt);
        Assert.Equal(Clock.GetUtcNow(), third.RecordedAt);
        Assert.Equal([first.RecordedAt, second.RecordedAt, third.RecordedAt], (await All()).Select(e => e.RecordedAt));
    }

    [Fact]
    public async Task The_recording_time_told_is_the_one_that_is_read()
    {
        Clock.Move(TimeSpan.FromTicks(12_345_678_9));
        var told = DateTimeOffset.MinValue;
        var tabled = Table();
        var store = With(new Projects((change, _) => told = change.Steps[0].RecordedAt));
        var committed = await store.Append(One(tabled), Cancel);

        var read = (await Store.Read(tabled.Stream, long.MaxValue, Cancel)).Events[0].RecordedAt;
        Assert.Equal((read, read), (committed.RecordedAt, told));
        Assert.Equal(1, await Store.PositionAt(committed.RecordedAt, Cancel));
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_an_append()
    {
        var store = Open(Database, Codec, [], Timeout.InfiniteTimeSpan);
        for (var round = 0; round < 20; round++)
        {
            var woken = store.Appended(Cancel);
            Assert.False(woken.IsCompleted);
            await store.Append(One(Table()), Cancel);
            await woken;
        }
    }

    [Fact]
    public async Task Whoever_waits_for_other_events_sleeps_on_until_all_are_woken()
    {
        var store = Open(Database, Codec, [], Timeout.InfiniteTimeSpan);
        var other = store.Appended(Cancel, ["tests.never-appended"]);
        var any = store.Appended(Cancel);
        await store.Append(One(Table()), Cancel);
        await any;
        Assert.False(other.IsCompleted);
        store.Wake();
        await other;
    }

    [Fact]
    public async Task Whoever_waits_looks_again_for_what_others_appended() =>
        await Open(Database, Codec, [], TimeSpan.FromMilliseconds(1)).Appended(Cancel);

    /// <summary>Reads on and on, as a subscription does, until it has come to a position.</summary>
    private async Task<List<RecordedEvent>> ReadUntil(long position, int limit)
    {
        var store = With();
        var seen = new List<RecordedEvent>();
        for (long reached = 0; reached < position;)
        {
            var page = await store.ReadAll(reached, limit, null, Cancel);
            seen.AddRange(page.Events);
            reached = page.Reached;
        }
        return seen;
    }
}
