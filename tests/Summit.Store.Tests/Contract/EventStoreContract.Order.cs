using System.Collections.Concurrent;
using System.Diagnostics;

namespace Summit.Store.Tests;

/// <summary>The order of all events: none is ever written before a position that a reader has passed.</summary>
public sealed partial class EventStoreContract
{
    [Fact]
    public async Task writers_on_many_streams_leave_positions_without_gaps_in_the_order_of_their_commits()
    {
        StoreFixture[] nodes = [With(), With()];
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

        Assert.Equal(Enumerable.Range(1, 360).Select(n => (long)n), (await All()).Select(e => e.Sequence));
        Assert.Equal(Enumerable.Range(1, 180).Select(n => 2L * n), commits.Select(c => c.Position).Order());
        foreach (var earlier in commits)
            Assert.All(commits.Where(c => c.Begun > earlier.Acknowledged),
                later => Assert.True(later.Position > earlier.Position));
        await AssertStoreIsValid();
    }

    [Fact]
    public async Task no_writer_and_no_subscription_overtakes_a_writer_that_has_not_committed()
    {
        var subscription = new RejectingSubscription(Database);
        await using var running = Run(subscription, Withdrawals());
        await Append(Table("first"));
        await CaughtUp(running, 1);
        var (slow, quick) = (Table("slow"), Table("quick"));
        Task<Committed> first, second;
        await using (await Latch.Close(Database, Cancel))
        {
            first = With().Append(One(slow) with { Operations = [Latch.Wait] }, Cancel);
            await UntilWaiting(1);
            second = With().Append(One(quick), Cancel);
            await Eventually(
                async () => second.IsCompleted || await Waiting() == 2, "the second writer waits or is done");

            running.Signal.Set();
            Assert.Equal(["first"], subscription.Taken);
            Assert.Equal(1, await Store.Head(Cancel));
        }

        Assert.Equal(2, (await first).Position);
        Assert.Equal(3, (await second).Position);
        await CaughtUp(running, 3);
        Assert.Equal(["first", "slow", "quick"], subscription.Taken);
    }

    [Fact]
    public async Task appends_keep_using_indexes_when_a_plan_was_cached_on_a_small_store()
    {
        await Append([.. Enumerable.Range(0, 100).Select(_ => Table())]);
        await Execute("analyze events.mt_streams, events.mt_events");
        // More often than PostgreSQL uses a custom plan.
        for (var n = 0; n < 10; n++)
            await Append(Table());
        var count = new RawSqlOperation(
            """
            insert into tests.notes (note, votes) select relname, seq_scan from pg_stat_xact_user_tables
             where schemaname = 'events' and relname in ('mt_streams', 'mt_events')
            """);
        var amended = Amend(await MotionOf(events: 1), 1, "text");
        await Store.Append(One(Table(), amended) with { Operations = [count] }, Cancel);
        Assert.Equal((2, 0), (await Ask<long>("select count(*) from tests.notes"),
            await Ask<long>("select sum(votes) from tests.notes")));
    }

    [Fact]
    public async Task inline_projections_keep_using_indexes_when_a_plan_was_cached_on_a_small_view()
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
        // The rows that have just ended, and no other.
        Assert.InRange(await Ask<int>("select votes from tests.notes"), 1, 50);
    }

    [Fact]
    public async Task a_subscription_that_wants_none_of_the_events_still_reaches_the_end_of_the_store()
    {
        await MotionOf(events: 5);
        var subscription = Withdrawals();
        await using var running = Run(subscription);
        await CaughtUp(running, 5);
        await MotionOf(events: 2);
        await CaughtUp(running, 7);
        Assert.Empty(subscription.Events);
    }

    [Fact]
    public async Task subscriptions_get_each_position_once_and_in_order_while_many_writers_append()
    {
        const int writers = 8, appends = 25, events = writers * appends * 2;
        var motion = await MotionOf(events: 1);
        StoreFixture[] nodes = [With(), With()];
        Type[] types = [typeof(MotionTabled), typeof(MotionAmended)];
        var (one, other) = (new RejectingSubscription(Database, "tests.one", types),
            new RejectingSubscription(Database, "tests.other", types));
        await using var here = Run(one, other);

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var n = 0; n < appends; n++)
            {
                // Each commit waits for a random time before it commits.
                var dawdle = new RawSqlOperation("select pg_sleep($1)", random.NextDouble() * 0.004);
                await nodes[writer % 2].Append(One(Table()) with { Operations = [dawdle] }, Cancel);
                await AppendAtLast(nodes[writer % 2], motion, $"text {n}");
            }
        })));

        Assert.True(await here.Host.CaughtUp(events + 1, Patience, Cancel));
        foreach (var seen in (RejectingSubscription[])[one, other])
        {
            Assert.Equal(Enumerable.Range(1, events + 1).Select(n => (long)n), seen.Events.Select(e => e.Sequence));
            var versions = seen.Events.Where(e => e.StreamId == motion).Select(e => e.Version).ToArray();
            Assert.Equal(Enumerable.Range(1, versions.Length).Select(n => (long)n), versions);
        }
    }

    [Fact]
    public async Task recording_times_do_not_decrease_with_positions_when_the_clock_goes_back()
    {
        var first = await Append(Table());
        Clock.AdjustTime(Clock.GetUtcNow().AddHours(-3));
        var second = await Append(Table());
        Clock.Advance(TimeSpan.FromHours(4));
        var third = await Append(Table());

        Assert.Equal(first.RecordedAt, second.RecordedAt);
        Assert.Equal(Clock.GetUtcNow(), third.RecordedAt);
        Assert.Equal([first.RecordedAt, second.RecordedAt, third.RecordedAt], (await All()).Select(e => e.Timestamp));
    }

    [Fact]
    public async Task the_recording_time_that_an_append_returns_is_the_one_that_is_read_later()
    {
        Clock.Advance(TimeSpan.FromTicks(12_345_678_9));
        var told = DateTimeOffset.MinValue;
        var tabled = Table();
        var store = With(new DelegateProjection((change, _) => told = change.Events[0].RecordedAt));
        var committed = await store.Append(One(tabled), Cancel);

        var read = (await Store.Read(tabled.Stream, long.MaxValue, Cancel)).Events[0].Timestamp;
        Assert.Equal((read, read), (committed.RecordedAt, told));
        Assert.Equal(1, await Store.PositionAt(committed.RecordedAt, Cancel));
    }
}
