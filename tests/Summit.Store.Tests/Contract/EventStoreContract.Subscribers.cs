using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Subscriptions handle each event once and in order, whatever fails and however many nodes run.</summary>
public sealed partial class EventStoreContract
{
    [Fact]
    public async Task a_checkpoint_moves_only_from_the_position_that_its_subscription_expects()
    {
        await Append([.. Enumerable.Range(0, 6).Select(_ => Table())]);
        await Moved("reader", 0, 3);
        await Moved("reader", 3, 3);
        await Moved("reader", 3, 5);
        await Assert.ThrowsAsync<CheckpointMovedException>(() => Moved("reader", 3, 6));
        await Assert.ThrowsAsync<CheckpointMovedException>(() => Moved("another", 1, 6));
        // To where there is no event, a restored store has moved under it.
        await Assert.ThrowsAsync<CheckpointMovedException>(() => Moved("reader", 5, 7));
        Assert.Equal(5, await CheckpointOf("reader"));

        Task Moved(string reader, long seen, long reached) =>
            Store.Append(One() with { Operations = [new Checkpoint(reader, seen, reached)] }, Cancel);
    }

    [Fact]
    public async Task a_view_writes_nothing_when_another_node_has_moved_its_checkpoint()
    {
        var (one, other) = (new BodyPage(Database), new BodyPage(Database));
        await Append(Table(), Table());
        var page = await Store.PageFor(one, 0, Cancel);
        await one.Take(page, 0, Cancel);
        var before = await DumpTables();

        await AssertMoved(() => other.Take(page, 0, Cancel));
        Assert.Equal(before, await DumpTables());
    }

    [Fact]
    public async Task a_view_that_cannot_write_its_rows_does_not_move_its_checkpoint()
    {
        await Execute("alter table tests.body_page add check ((row ->> 'motions')::int < 3)");
        var view = new BodyPage(Database);
        await Append(Table(), Table(), Table());
        var page = await Store.PageFor(view, 0, Cancel);
        var before = await DumpTables();

        await Assert.ThrowsAnyAsync<Exception>(() => view.Take(page, 0, Cancel));
        Assert.Equal(before, await DumpTables());
    }

    [Fact]
    public async Task when_two_nodes_take_the_same_page_exactly_one_succeeds_and_the_other_raises()
    {
        var nodes = new[] { new BodyPage(Database), new BodyPage(Database) };
        for (var round = 0; round < 40; round++)
        {
            var seen = await Store.Head(Cancel);
            await Append(Table(), Table());
            var page = await Store.PageFor(nodes[0], seen, Cancel);

            var raised = await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
                await Record.ExceptionAsync(() => node.Take(page, seen, Cancel)))));
            Assert.Single(raised, outcome => outcome is null);
            Assert.Single(raised, outcome => outcome is PostgresException { SqlState: "SM001" });
        }
        Assert.Equal(80, await MotionsOf(Guid.Empty));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_view_applies_each_event_once_although_it_crashes(bool committed)
    {
        var body = Guid.NewGuid();
        var crashing = new CrashingSubscription(new BodyPage(Database), committed, [1, 2, 4]);
        await using var running = Run(crashing);
        for (var n = 0; n < 30; n++)
            await Append(Table(body: body));

        await CaughtUp(running, 30);
        Assert.Equal(30, await MotionsOf(body));
        Assert.Equal(30, await CheckpointOf("tests.body_page"));
        Assert.True(crashing.Crashes > 0);
        await Eventually(async () => await running.Failing(Cancel) is null, "it has recovered");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_reaction_reacts_to_each_event_once_and_in_order_although_it_crashes(bool committed)
    {
        var body = Guid.NewGuid();
        var tabled = Enumerable.Range(0, 30).Select(_ => Table(body: body)).ToArray();
        var crashing = new CrashingSubscription(new EnterOnDocket(Store), committed, [1, 2, 4]);
        await using var running = Run(crashing);
        foreach (var append in tabled)
            await Append(append);

        await CaughtUp(running, await Settled(running, 60));
        Assert.True(crashing.Crashes > 0);
        Assert.Equal(tabled.Select(t => t.Stream), await Entered(body));
    }

    [Fact]
    public async Task two_nodes_that_both_own_a_subscription_handle_each_event_once()
    {
        // As if every lease had been lost without a word: each node believes that all is its own.
        await Execute(
            """
            create or replace function events.hold_readers(me text, wanted text[], lease interval) returns text[]
            language sql as 'select wanted'
            """);
        var body = Guid.NewGuid();
        var tabled = Enumerable.Range(0, 40).Select(_ => Table(body: body)).ToArray();
        await using (var one = Run(new EnterOnDocket(With()), new BodyPage(Database)))
        await using (var other = Run(new EnterOnDocket(With()), new BodyPage(Database)))
        {
            await Eventually(() => AreBothRunning(one.Host) && AreBothRunning(other.Host), "both own both");
            foreach (var append in tabled)
                await Append(append);
            await Eventually(async () => await Store.Head(Cancel) >= 80, "the reaction has answered");
            Assert.True(await one.Host.CaughtUp(80, Patience, Cancel));
            Assert.True(await other.Host.CaughtUp(80, Patience, Cancel));
        }
        Assert.Equal(tabled.Select(t => t.Stream), await Entered(body));
        Assert.Equal(40, await MotionsOf(body));
        Assert.Equal(80, await Store.Head(Cancel));
        await AssertStoreIsValid();

        static bool AreBothRunning(SubscriptionHost host) =>
            host.IsRunning("tests.enter_on_docket") && host.IsRunning("tests.body_page");
    }

    [Fact]
    public async Task a_failing_event_stops_only_its_subscription_and_is_reported_until_it_succeeds()
    {
        await Append(Table("good"), Table("better"), Table("bad"), Table("best"));
        var since = Clock.GetUtcNow();
        var (rejecting, unconcerned) =
            (new RejectingSubscription(Database) { Rejects = "bad" }, new BodyPage(Database));
        await using var running = Run(rejecting, unconcerned);

        await Eventually(() => rejecting.Rejections >= 4, "it is tried again and again");
        Assert.Equal(["good", "better"], rejecting.Taken);
        Assert.Equal(2, await CheckpointOf(rejecting.Name));
        var bad = (await All())[2];
        Assert.Equal(new Failure(since, "I reject bad.", 3, bad.Id), await running.Failing(Cancel));
        await Append(Table("last"));
        await Eventually(() => unconcerned.Reached == 5, "the other goes on");
        rejecting.Rejects = null;

        await CaughtUp(running, 5);
        Assert.Equal(["good", "better", "bad", "best", "last"], rejecting.Taken);
        await Eventually(async () => await running.Failing(Cancel) is null, "it is no longer said to fail");
        Assert.Equal(0, await Ask<long>("select count(*) from events.readers where failing_since is not null"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(250)]
    [InlineData(500)]
    [InlineData(501)]
    public async Task the_events_before_a_failing_one_are_applied_once_whatever_its_place_in_the_page(int place)
    {
        await Append([.. Enumerable.Range(1, 600).Select(n => Table($"title {n}"))]);
        var rejecting = new RejectingSubscription(Database) { Rejects = $"title {place}" };
        await using var running = Run(rejecting);

        await Fails(running, place);
        Assert.Equal(Enumerable.Range(1, place - 1).Select(n => $"title {n}"), rejecting.Taken);
        Assert.Equal(place - 1, await CheckpointOf(rejecting.Name));
        rejecting.Rejects = null;
        await CaughtUp(running, 600);
        Assert.Equal(Enumerable.Range(1, 600).Select(n => $"title {n}"), rejecting.Taken);
    }

    [Fact]
    public async Task an_append_wakes_a_subscription()
    {
        var subscription = new RejectingSubscription(Database);
        await using var running = Run(subscription);
        for (var n = 1; n <= 20; n++)
        {
            await Append(Table($"title {n}"));
            await CaughtUp(running, n);
        }
        Assert.Equal(20, subscription.Taken.Count);
    }

    [Fact]
    public async Task a_subscription_goes_on_after_its_connections_are_terminated()
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
            await Eventually(
                async () => await Record.ExceptionAsync(() => Store.Head(Cancel)) is null, "the store answers");
        }
        await CaughtUp(running, 5);
        Assert.Equal(5, await MotionsOf(body));
    }
}
