using JasperFx.Events.Daemon;
using Marten.Events.Daemon;
using Marten.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Summit.Store.Tests;

/// <summary>The high-water mark of each subscription.</summary>
public sealed class HighWaterDetectorTests(PostgresServer server) : StoreTest(server)
{
    [Fact]
    public async Task a_subscription_is_handed_what_it_wants_and_moves_past_the_rest_without_a_page()
    {
        var store = Open();
        var motions = new RejectingSubscription(Database);
        var amendments = new RejectingSubscription(Database, "tests.amendments", [typeof(MotionAmended)]);
        var all = new RejectingSubscription(Database, "tests.all", []);
        var tabled = Table("one");
        await store.Append(One(tabled), Cancel);
        var marten = store.Marten([motions, amendments, all]);
        IProjectionDaemon daemon = null!;
        var detector = new HighWaterDetector(store.Streams, [motions, amendments, all], () => daemon.CurrentAgents())
        {
            RisesApart = TimeSpan.MaxValue,
        };
        using var running = daemon = new ProjectionDaemon(
            marten, (MartenDatabase)marten.Storage.Database, NullLogger.Instance, detector);
        foreach (var one in (EventSubscription[])[motions, amendments, all])
            await daemon.StartAgentAsync(one.Shard, Cancel);
        await Eventually(() => Reached(1, 1, 1), "all are at the first mark");

        await store.Append(One(Amend(tabled.Stream, 1, "text")), Cancel);
        await Eventually(() => Reached(2, 2, 2), "all have caught up");
        Assert.Equal((1, 2, 2), Marks());
        await store.Append(One(Table("two")), Cancel);
        await Eventually(() => Reached(3, 3, 3), "all have caught up");
        Assert.Equal((3, 2, 3), Marks());
        Assert.Equal(["one", "two"], motions.Taken);
        Assert.Equal([2L], amendments.Events.Select(e => e.Sequence));
        await daemon.StopAllAsync();

        bool Reached(long one, long two, long three) =>
            (motions.Reached, amendments.Reached, all.Reached) == (one, two, three);

        (long, long, long) Marks() => (Mark(motions), Mark(amendments), Mark(all));

        long Mark(EventSubscription of) =>
            daemon.CurrentAgents().Single(agent => agent.Name.Identity == of.Shard.Identity).HighWaterMark;
    }
}
