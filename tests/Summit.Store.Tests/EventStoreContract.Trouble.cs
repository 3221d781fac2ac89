namespace Summit.Store.Tests;

/// <summary>Trouble that trying again does not end: it is shown, and nothing is passed over.</summary>
public abstract partial class EventStoreContract
{
    [Fact]
    public async Task An_unknown_event_stops_its_reader_and_shows()
    {
        var motion = await MotionOf(events: 1);
        await Execute("update events.mt_events set type = 'tests.motion-tabled.v9'");
        var wants = new Wants(["tests.motion-tabled.v9"]);
        await using var running = Run(wants);

        await Until(() => running.Subscription.Failing is not null, "it fails");
        Assert.Contains("tests.motion-tabled.v9", running.Subscription.Failing!.Why, StringComparison.Ordinal);
        Assert.Equal(0, running.Subscription.Reached);
        Assert.Equal(0, wants.Pages);
        await Execute("update events.mt_events set type = 'tests.motion-tabled'");
        await CaughtUp(running, 1);
        Assert.Equal(1, (await Store.Read(motion, long.MaxValue, Cancel)).Version);
    }

    [Fact]
    public async Task A_reaction_that_is_always_too_late_shows_and_does_not_spin()
    {
        var docket = Guid.NewGuid();
        await Append(Table(body: docket), Table(body: docket));
        await using var running = Run(new AlwaysTooLate(Store));

        await Until(() => running.Subscription.Failing is not null, "it fails");
        Assert.Contains(docket.ToString(), running.Subscription.Failing!.Why, StringComparison.Ordinal);
        Assert.Equal(1, (await Store.Read(docket, long.MaxValue, Cancel)).Version);
        Assert.Equal(1, await ProgressOf("tests.always_too_late"));
    }

    [Fact]
    public async Task Progress_past_what_nobody_wants_is_written_now_and_then()
    {
        var motion = await MotionOf(events: 1);
        await Append(Amend(motion, 1, [.. Enumerable.Range(0, 1200).Select(n => $"text {n}")]));
        await using var running = Run(new BodyPage(Database));

        await Until(async () => await ProgressOf("tests.body_page") == 1201, "the progress is written");
        Assert.Equal(1, await MotionsOf(Guid.Empty));
    }

    private Running Run(ISubscription subscriber, IEventStore? store = null) =>
        new(store ?? Store, Database, subscriber, Clock, Cancel);

    private Task CaughtUp(Running running, long position) =>
        Until(() => running.Subscription.Reached >= position, $"{running.Subscription.Name} has come to {position}");

    /// <summary>Waits for what a reaction adds to what it reads.</summary>
    private async Task<long> Settled(Running running, long head)
    {
        await Until(async () => await Store.Head(Cancel) >= head, "the reaction has answered");
        await Until(() => running.Subscription.Reached >= head, "the reaction has caught up");
        Assert.Equal(head, await Store.Head(Cancel));
        return head;
    }

    private async Task<IReadOnlyList<Guid>> Entered(Guid docket) =>
        Docket.Stream.Fold(await Store.Read(docket, long.MaxValue, Cancel)).Motions;

    private Task<long> ProgressOf(string reader) => Ask<long>(
        "select coalesce((select last_seq_id from events.mt_event_progression where name = $1), 0)", reader);

    private Task<int> MotionsOf(Guid body) => Ask<int>(
        """
        select coalesce((select (row ->> 'motions')::int from tests.body_page
                          where id = $1 and until_position is null), 0)
        """, body);

    private sealed class Wants(IReadOnlyCollection<string> types) : ISubscription
    {
        private volatile int pages;

        public string Name => "tests.wants";

        public IReadOnlyCollection<string> Types => types;

        public int Pages => pages;

        public Task Take(EventPage page, long seen, CancellationToken cancel)
        {
            pages++;
            return Task.CompletedTask;
        }
    }
}
