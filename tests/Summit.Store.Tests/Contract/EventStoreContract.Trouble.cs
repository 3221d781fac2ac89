namespace Summit.Store.Tests;

/// <summary>Failures that a retry does not end are reported, and no event is passed over.</summary>
public sealed partial class EventStoreContract
{
    [Fact]
    public async Task a_subscription_to_all_events_stops_at_an_unknown_event_and_reports_it()
    {
        var motion = await MotionOf(events: 1);
        await Execute("update events.mt_events set type = 'tests.motion-tabled.v9'");
        var wantsAll = new RejectingSubscription(Database, "tests.all", []);
        await using var running = Run(wantsAll);

        await Fails(running);
        Assert.Contains("tests.motion-tabled.v9", (await running.Failing(Cancel))!.Why, StringComparison.Ordinal);
        Assert.Empty(wantsAll.Events);
        Assert.Equal(0, await CheckpointOf("tests.all"));
        await Execute("update events.mt_events set type = 'tests.motion-tabled'");
        await CaughtUp(running, 1);
        Assert.Equal(motion, Assert.Single(wantsAll.Events).StreamId);
    }

    [Fact]
    public async Task a_subscription_to_other_events_stops_at_an_unknown_event_and_reports_it()
    {
        var body = Guid.NewGuid();
        await Append(Table("Water", body));
        await Append(Table("Roads", body));
        await Append(Table("Ports", body));
        await Execute("update events.mt_events set type = 'tests.from-elsewhere' where seq_id = 2");
        var view = new BodyPage(Database);
        await using var running = Run(view, new EnterOnDocket(Store));

        foreach (var one in (string[])[view.Name, "tests.enter_on_docket"])
        {
            await Eventually(
                async () => await running.Failing(Cancel, one) is { Position: 2 }, $"{one} fails at position 2");
            var why = (await running.Failing(Cancel, one))!.Why;
            Assert.Contains("tests.from-elsewhere", why, StringComparison.Ordinal);
            Assert.Equal(1, await CheckpointOf(one));
        }
        Assert.Equal(1, await MotionsOf(body));
        Assert.Single(await Entered(body));

        await running.Admin.Skip(view.Name, 2, "It is another's.", "operator", Cancel);
        await Eventually(async () => await MotionsOf(body) == 2, "what comes after it is in the view");
        await Eventually(
            async () => await running.Failing(Cancel, view.Name) is null, "the view is no longer said to fail");
        Assert.NotNull(await running.Failing(Cancel, "tests.enter_on_docket"));
        Assert.Null(await Store.Rebuilder(view).Compare(view.Name, Cancel));
    }

    [Theory]
    [InlineData("tests.from-elsewhere")]
    // Marten's own name for one of its events.
    [InlineData("archived")]
    public async Task an_unknown_event_at_the_end_of_the_store_stays_reported(string type)
    {
        await Append(Table());
        var view = new BodyPage(Database);
        await using var running = Run(view, new HashChain(Database));
        await Eventually(async () => await CheckpointOf(view.Name) == 1, "the view has dealt with the first event");
        await WriteForeign(2, type);

        await Eventually(async () => await CheckpointOf("events.chain") == 2, "the chain goes on");
        await Eventually(async () => await running.Failing(Cancel, view.Name) is { Position: 2 }, "the view stops");
        // Long enough for it to be tried again.
        var later = await Ask<DateTime>("select clock_timestamp() + interval '2 seconds'");
        await Eventually(async () =>
        {
            var failing = await running.Failing(Cancel, view.Name);
            Assert.Equal(2, failing?.Position);
            Assert.Contains(type, failing!.Why, StringComparison.Ordinal);
            // Zero while it is started again.
            Assert.InRange(view.Reached, 0, 1);
            return await Ask<bool>("select clock_timestamp() > $1", later);
        }, "two seconds pass");
        Assert.Equal(1, await CheckpointOf(view.Name));
    }

    [Fact]
    public async Task a_view_stops_at_an_unknown_event_that_follows_a_gap_in_positions()
    {
        await Append(Table(), Table());
        await WriteForeign(4, "tests.from-elsewhere");
        await using var running = Run(new BodyPage(Database));
        await Fails(running, position: 4);
        Assert.Equal(2, await CheckpointOf("tests.body_page"));
    }

    [Fact]
    public async Task an_event_that_is_marked_as_archived_is_still_given_to_subscriptions()
    {
        await Append(Table());
        await Execute("update events.mt_events set is_archived = true");
        await using var running = Run(new BodyPage(Database));

        await CaughtUp(running, 1);
        Assert.Equal(1, await MotionsOf(Guid.Empty));
    }

    [Fact]
    public async Task a_reaction_whose_append_conflicts_each_time_stops_and_reports_the_stream()
    {
        var docket = Guid.NewGuid();
        await Append(Table(body: docket), Table(body: docket));
        await using var running = Run(new AlwaysTooLate(Store));

        await Fails(running);
        Assert.Contains(docket.ToString(), (await running.Failing(Cancel))!.Why, StringComparison.Ordinal);
        Assert.Equal(1, (await Store.Read(docket, long.MaxValue, Cancel)).Version);
        Assert.Equal(1, await CheckpointOf("tests.always_too_late"));
    }

    [Fact]
    public async Task a_checkpoint_moves_past_a_long_run_of_events_that_its_view_does_not_want()
    {
        var motion = await MotionOf(events: 1);
        await Append(Amend(motion, 1, [.. Enumerable.Range(0, 1200).Select(n => $"text {n}")]));
        await using var running = Run(new BodyPage(Database));

        await Eventually(async () => await CheckpointOf("tests.body_page") == 1201, "the checkpoint is written");
        Assert.Equal(1, await MotionsOf(Guid.Empty));
    }

    private async Task WriteForeign(long position, string type)
    {
        await using var foreign = await ForeignWriter.Begin(Database, Cancel);
        await foreign.Write(position, "From elsewhere", Cancel, type);
        await foreign.Commit(Cancel);
    }

    /// <summary>Waits until a reaction has appended its events and read them.</summary>
    private async Task<long> Settled(RunningSubscription running, long head)
    {
        await Eventually(async () => await Store.Head(Cancel) >= head, "the reaction has answered");
        await Eventually(() => running.Subscription.Reached >= head, "the reaction has caught up");
        Assert.Equal(head, await Store.Head(Cancel));
        return head;
    }

    private async Task<IReadOnlyList<Guid>> Entered(Guid docket) =>
        Docket.Stream.Fold(await Store.Read(docket, long.MaxValue, Cancel)).Motions;

    private Task<long> CheckpointOf(string subscription) => Ask<long>(
        "select coalesce((select position from events.checkpoints where name = $1), 0)", subscription);

    private Task<int> MotionsOf(Guid body) => Ask<int>(
        """
        select coalesce((select (row ->> 'motions')::int from tests.body_page
                          where id = $1 and until_position is null), 0)
        """, body);
}
