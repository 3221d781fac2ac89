namespace Summit.Store.Tests;

/// <summary>Subscriptions that cannot go on: what all nodes see, and what an operator can do.</summary>
public sealed class FailingSubscriptionTests(PostgresServer server) : StoreTest(server)
{
    private StoreFixture store = null!;
    private RejectingSubscription rejecting = null!;
    private SubscriptionAdmin admin = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        store = Open();
        rejecting = new RejectingSubscription(Database) { Rejects = "bad" };
        admin = store.Admin(rejecting, new EnterOnDocket(store), new BodyPage(Database));
    }

    [Fact]
    public async Task other_nodes_see_a_failure_with_its_event_and_its_first_time_even_after_a_restart()
    {
        await Append("good", "bad", "best");
        var since = Clock.GetUtcNow();
        await using (var running = Run())
            await Fails(running, position: 2);
        Clock.Advance(TimeSpan.FromMinutes(5));
        var before = rejecting.Rejections;
        await using (Run())
            await Eventually(() => rejecting.Rejections > before + 2, "it fails again");

        var seen = (await admin.All(Cancel)).Single(one => one.Name == rejecting.Name);
        var bad = await Ask<Guid>("select id from events.mt_events where seq_id = 2");
        Assert.Equal(new Failure(since, "I reject bad.", 2, bad), seen.Failing);
        Assert.Equal((1, 2), (seen.Position, seen.Next));
        Assert.Equal(2, await admin.Behind(rejecting.Name, Cancel));
        Assert.Equal(3, await admin.Behind("tests.body_page", Cancel));
    }

    [Fact]
    public async Task a_failure_is_recorded_even_if_its_message_is_cut_within_a_surrogate_pair()
    {
        rejecting.Rejects = new string('x', 1990) + "\U0001F600";
        await Append(rejecting.Rejects);
        await using var running = Run();
        await Fails(running, position: 1);
        Assert.EndsWith("x\uFFFD", (await running.Failing(Cancel))!.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_unreadable_event_is_reported_after_the_events_before_it_are_applied()
    {
        await Append("good", "broken", "best");
        await Execute("update events.mt_events set data = '17' where seq_id = 2");
        await using var running = Run();
        await Fails(running, position: 2);
        Assert.Equal(["good"], rejecting.Taken);

        await admin.Skip(rejecting.Name, 2, "cannot be mended", "operator", Cancel);
        await Eventually(() => running.Subscription.Reached == 3, "it goes on");
        Assert.Equal(["good", "best"], rejecting.Taken);
    }

    [Fact]
    public async Task a_reaction_that_is_set_back_leaves_out_the_skipped_event_again()
    {
        await Append("good", "bad", "best");
        await using var running = Run();
        await Fails(running, position: 2);
        await admin.Skip(rejecting.Name, 2, "known to be bad", "operator", Cancel);
        await Eventually(() => running.Subscription.Reached == 3, "it goes on");

        await admin.Set(rejecting.Name, 0, "once more", "operator", Cancel);
        Assert.Equal(2, await admin.Behind(rejecting.Name, Cancel));
        await Eventually(() => rejecting.Taken.Count == 4, "it takes the others again");
        Assert.Equal(["good", "best", "good", "best"], rejecting.Taken);
        Assert.Null(await running.Failing(Cancel));
    }

    [Fact]
    public async Task an_operator_can_skip_only_the_event_that_fails()
    {
        await Append("good", "bad", "best");
        await using var running = Run();
        await Fails(running, position: 2);
        foreach (var (reader, position, reason) in ((string, long, string)[])
            [(rejecting.Name, 1, "x"), (rejecting.Name, 3, "x"), ("tests.body_page", 2, "x"), ("no.reader", 2, "x"),
                (rejecting.Name, 2, " ")])
        {
            await Assert.ThrowsAsync<ArgumentException>(
                () => admin.Skip(reader, position, reason, "operator", Cancel));
        }
        Assert.Equal(0, await Ask<long>("select count(*) from events.skipped"));

        await admin.Skip(rejecting.Name, 2, "known to be bad", "operator", Cancel);
        await Eventually(() => running.Subscription.Reached == 3, "it goes on");
        await Eventually(async () => await running.Failing(Cancel) is null, "it is no longer said to fail");
        Assert.Equal(["good", "best"], rejecting.Taken);
        Assert.Equal("tests.rejecting 2 known to be bad operator", await Ask<string>(
            """
            select format('%s %s %s %s', s.reader, s.position, s.reason, s.actor)
              from events.skipped s join events.mt_events e on e.seq_id = s.position and e.id = s.event_id
            """));
        await Assert.ThrowsAsync<ArgumentException>(() => admin.Skip(rejecting.Name, 2, "again", "operator", Cancel));
    }

    [Fact]
    public async Task a_skipped_unreadable_event_is_left_out_again_when_its_subscription_is_set_back()
    {
        await Append("good", "unreadable", "best");
        await Execute("update events.mt_events set data = '17' where seq_id = 2");
        await using var running = Run();
        await Fails(running, position: 2);
        await admin.Skip(rejecting.Name, 2, "cannot be read", "operator", Cancel);
        await Eventually(() => running.Subscription.Reached == 3, "it goes on");

        await admin.Set(rejecting.Name, 0, "from the start", "operator", Cancel);
        await Eventually(() => rejecting.Taken.Count == 4 && running.Subscription.Reached == 3, "it goes on again");
        Assert.Equal(["good", "best", "good", "best"], rejecting.Taken);
        Assert.Null(await running.Failing(Cancel));
    }

    [Fact]
    public async Task a_new_event_at_the_position_of_a_skipped_one_is_not_left_out_after_a_restore()
    {
        await Append("good", "bad");
        await using (var running = Run())
        {
            await Fails(running, position: 2);
            await admin.Skip(rejecting.Name, 2, "known to be bad", "operator", Cancel);
            await Eventually(() => running.Subscription.Reached == 2, "it has passed it");
        }
        await Restore(to: 1);
        await Append("better");
        await admin.Set(rejecting.Name, 1, "restored to 1", "operator", Cancel);
        await using var again = Run();
        await Eventually(() => again.Subscription.Reached == 2, "it goes on");
        Assert.Equal(["good", "better"], rejecting.Taken);
        rejecting.Rejects = "worse";
        await Append("worse");
        await Fails(again, position: 3);
    }

    [Fact]
    public async Task an_event_is_either_skipped_or_applied_once_when_a_skip_races_a_recovery()
    {
        for (var round = 0; round < 5; round++)
        {
            rejecting.Rejects = "bad";
            var head = await store.Head(Cancel);
            await Append("bad");
            await using var running = Run();
            await Fails(running, head + 1);
            var skipping = Record.ExceptionAsync(
                () => admin.Skip(rejecting.Name, head + 1, "in haste", "operator", Cancel));
            rejecting.Rejects = null;
            var refused = await skipping;
            await Eventually(() => running.Subscription.Reached == head + 1, "it goes on");
            var skipped = await Ask<long>("select count(*) from events.skipped where position = $1", head + 1);
            Assert.Equal(refused is null ? 1 : 0, skipped);
            Assert.Equal(1, skipped + rejecting.Taken.Count);
            rejecting.Events.Clear();
        }
    }

    [Fact]
    public async Task a_reaction_ahead_of_a_restored_store_stops_until_an_operator_sets_its_position()
    {
        await Append("one", "two", "three");
        await using (var running = Run())
        {
            rejecting.Rejects = null;
            await Eventually(() => running.Subscription.Reached == 3, "it has read all");
        }
        await Restore(to: 1);
        await using var again = Run();
        await Fails(again);
        // The store reaches the same position again with other events: the position alone proves nothing.
        await Append("two again", "three again", "four");
        Assert.True((await admin.All(Cancel)).Single(one => one.Name == rejecting.Name).IsStranded);
        await Eventually(
            async () => (await again.Failing(Cancel))!.Why.Contains("restored", StringComparison.Ordinal),
            "it says so");
        Assert.Equal(["one", "two", "three"], rejecting.Taken);

        await Assert.ThrowsAsync<ArgumentException>(() => admin.Set(rejecting.Name, 99, "no such", "operator", Cancel));
        await admin.Set(rejecting.Name, 1, "restored to 1", "operator", Cancel);
        await Eventually(() => again.Subscription.Reached == 4, "it goes on");
        Assert.Equal(["one", "two", "three", "two again", "three again", "four"], rejecting.Taken);
        Assert.Equal(1, await Ask<long>("select count(*) from events.moved where seen = 3 and set_to = 1"));
    }

    [Fact]
    public async Task a_running_subscription_fails_when_the_store_is_restored_under_it()
    {
        rejecting.Rejects = null;
        await Append("one", "two", "three");
        await using var running = Run();
        await Eventually(() => running.Subscription.Reached == 3, "it has read all");
        await Restore(to: 1);
        await Fails(running);
    }

    [Fact]
    public async Task a_subscription_passes_over_nothing_that_is_appended_after_a_restore()
    {
        rejecting.Rejects = null;
        await Append("one");
        await using var running = Run();
        await Eventually(() => running.Subscription.Reached == 1, "it has read all");
        var motion = await Ask<Guid>("select stream_id from events.mt_events where seq_id = 1");
        await store.Append(One(Amend(motion, 1, "2", "3", "4")), Cancel);
        // The stored checkpoint: pages under way when the store is restored are void.
        await Eventually(async () => await Ask<long>("select max(position) from events.checkpoints") == 4,
            "it has noted that it has seen what it does not want");

        await Restore(to: 1);
        // Below and beyond its position: its next checkpoint must not pass over those below.
        await Append("two", "three", "four", "five", "six");
        await Eventually(
            async () => (await running.Failing(Cancel))?.Why.Contains("restored", StringComparison.Ordinal) == true,
            "it says so");
        Assert.Equal(["one"], rejecting.Taken);
        await admin.Set(rejecting.Name, 1, "restored to 1", "operator", Cancel);
        await Eventually(() => running.Subscription.Reached == 6, "it has read all");
        Assert.Equal(["one", "two", "three", "four", "five", "six"], rejecting.Taken);
    }

    private Task Append(params string[] titles) =>
        store.Append(One([.. titles.Select(title => Table(title))]), Cancel);

    private RunningSubscription Run() => Run(rejecting);
}
