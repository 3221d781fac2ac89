namespace Summit.Store.Tests;

/// <summary>Subscribers: each event once, in order, whatever fails in between and however many nodes run.</summary>
public abstract partial class EventStoreContract
{
    [Fact]
    public async Task Progress_moves_only_from_where_its_reader_believes_it_stands()
    {
        await Moved("reader", 0, 3);
        await Moved("reader", 3, 3);
        await Moved("reader", 3, 5);
        await Assert.ThrowsAsync<ProgressMovedException>(() => Moved("reader", 3, 6));
        await Assert.ThrowsAsync<ProgressMovedException>(() => Moved("another", 1, 6));
        Assert.Equal(5, await ProgressOf("reader"));

        Task Moved(string reader, long seen, long reached) =>
            Store.Append(One() with { Effects = [new Checkpoint(reader, seen, reached)] }, Cancel);
    }

    [Fact]
    public async Task What_a_view_takes_from_where_it_no_longer_stands_is_void()
    {
        var (one, other) = (new BodyPage(Database), new BodyPage(Database));
        await Append(Table(), Table());
        var page = await Store.ReadAll(0, 10, one.Types, Cancel);
        await one.Take(page, 0, Cancel);
        var before = await Everything();

        await Assert.ThrowsAsync<ProgressMovedException>(() => other.Take(page, 0, Cancel));
        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task A_view_that_cannot_write_its_rows_does_not_move_its_progress()
    {
        await Execute("alter table tests.body_page add check ((row ->> 'motions')::int < 3)");
        var view = new BodyPage(Database);
        await Append(Table(), Table(), Table());
        var page = await Store.ReadAll(0, 10, view.Types, Cancel);
        var before = await Everything();

        await Assert.ThrowsAnyAsync<Exception>(() => view.Take(page, 0, Cancel));
        Assert.Equal(before, await Everything());
    }

    [Fact]
    public async Task Of_two_nodes_that_take_the_same_page_one_does_and_the_other_is_told_every_time()
    {
        var nodes = new[] { new BodyPage(Database), new BodyPage(Database) };
        for (var round = 0; round < 40; round++)
        {
            var seen = await Store.Head(Cancel);
            await Append(Table(), Table());
            var page = await Store.ReadAll(seen, 10, nodes[0].Types, Cancel);

            var raised = await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
                await Record.ExceptionAsync(() => node.Take(page, seen, Cancel)))));
            Assert.Single(raised, outcome => outcome is null);
            Assert.IsType<ProgressMovedException>(Assert.Single(raised, outcome => outcome is not null));
        }
        Assert.Equal(80, await MotionsOf(Guid.Empty));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_view_takes_each_event_once_though_it_crashes(bool committed)
    {
        var body = Guid.NewGuid();
        var crashing = new Crashing(new BodyPage(Database), committed, [1, 2, 4]);
        await using var running = Run(crashing);
        for (var n = 0; n < 30; n++)
            await Append(Table(body: body));

        await CaughtUp(running, 30);
        Assert.Equal(30, await MotionsOf(body));
        Assert.Equal(30, await ProgressOf("tests.body_page"));
        Assert.True(crashing.Crashes > 0);
        Assert.Null(running.Subscription.Failing);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reaction_answers_each_event_once_and_in_order_though_it_crashes(bool committed)
    {
        var body = Guid.NewGuid();
        var tabled = Enumerable.Range(0, 30).Select(_ => Table(body: body)).ToArray();
        var crashing = new Crashing(new EnterOnDocket(Store), committed, [1, 2, 4]);
        await using var running = Run(crashing);
        foreach (var append in tabled)
            await Append(append);

        await CaughtUp(running, await Settled(running, 60));
        Assert.True(crashing.Crashes > 0);
        Assert.Equal(tabled.Select(t => t.Stream), await Entered(body));
    }

    [Fact]
    public async Task Nodes_that_run_the_same_subscriber_side_by_side_take_each_event_once()
    {
        var body = Guid.NewGuid();
        var tabled = Enumerable.Range(0, 40).Select(_ => Table(body: body)).ToArray();
        await using (var one = Run(new EnterOnDocket(With())))
        await using (var other = Run(new EnterOnDocket(With())))
        await using (var view = Run(new BodyPage(Database)))
        await using (var secondView = Run(new BodyPage(Database)))
        {
            foreach (var append in tabled)
                await Append(append);
            await CaughtUp(one, await Settled(one, 80));
            await CaughtUp(other, 80);
            await CaughtUp(view, 80);
            await CaughtUp(secondView, 80);
        }
        Assert.Equal(tabled.Select(t => t.Stream), await Entered(body));
        Assert.Equal(40, await MotionsOf(body));
        await Sound();
    }

    [Fact]
    public async Task A_failing_event_stops_its_subscriber_and_is_named_once_those_before_it_are_taken()
    {
        await Append(Table("good"), Table("better"), Table("bad"), Table("best"));
        var since = Clock.GetUtcNow();
        var picky = new Picky(Database) { Refuses = "bad" };
        await using var running = Run(picky);

        await Until(() => picky.Refusals >= 4, "it is tried again and again");
        Assert.Equal(["good", "better"], picky.Taken);
        Assert.Equal((2, 2), (running.Subscription.Reached, await ProgressOf(picky.Name)));
        var bad = (await All())[2];
        Assert.Equal(new Failure(since, "I refuse bad.", 3, bad.Id), running.Subscription.Failing);
        await Append(Table("last"));
        picky.Refuses = null;

        await CaughtUp(running, 5);
        Assert.Null(running.Subscription.Failing);
        Assert.Equal(["good", "better", "bad", "best", "last"], picky.Taken);
        Assert.Equal(0, await Ask<long>("select count(*) from events.readers where failing_since is not null"));
    }

    [Fact]
    public async Task A_subscriber_is_woken_by_an_append()
    {
        var store = Open(Database, Codec, [], Timeout.InfiniteTimeSpan);
        var picky = new Picky(Database);
        await using var running = Run(picky, store);
        for (var n = 1; n <= 20; n++)
        {
            await store.Append(One(Table($"title {n}")), Cancel);
            await CaughtUp(running, n);
        }
        Assert.Equal(20, picky.Taken.Count);
    }

    [Fact]
    public async Task A_subscriber_outlives_its_connections()
    {
        var body = Guid.NewGuid();
        await using var running = Run(new BodyPage(Database));
        for (var n = 1; n <= 5; n++)
        {
            await Append(Table(body: body));
            await CaughtUp(running, n);
            await Execute(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid()
                """);
            await Until(async () => await Record.ExceptionAsync(() => Store.Head(Cancel)) is null, "the store answers");
        }
        await CaughtUp(running, 5);
        Assert.Equal(5, await MotionsOf(body));
    }
}
