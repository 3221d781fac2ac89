using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Nodes that share the subscriptions of one database.</summary>
public sealed class LeasesTests(PostgresServer server) : StoreTest(server)
{
    private static readonly string[] Names = ["tests.a", "tests.b", "tests.c", "tests.d"];

    [Fact]
    public async Task two_nodes_share_the_subscriptions_evenly_and_each_event_is_handed_to_one_of_them()
    {
        await using var one = new Node(this);
        await Eventually(() => one.Running == 4, "the only node runs all");
        await using var other = new Node(this);
        await Eventually(() => one.Running == 2 && other.Running == 2, "each runs two");
        await Eventually(async () => (await Held(one), await Held(other)) == (2, 2), "each holds two");

        for (var n = 1; n <= 20; n++)
            await Append(Table($"title {n}"));
        await CaughtUp(20, one, other);
        // A starved node may lose a lease meanwhile: what was handed to one is still not handed to the other.
        Assert.All(Names, name => Assert.Equal(Enumerable.Range(1, 20).Select(n => $"title {n}").Order(),
            one.Taken(name).Concat(other.Taken(name)).Order()));
    }

    [Fact]
    public async Task when_a_node_dies_another_takes_over_its_subscriptions()
    {
        await using var one = new Node(this);
        await using var other = new Node(this);
        await Eventually(() => one.Running == 2 && other.Running == 2, "each runs two");
        await one.Die();
        for (var n = 1; n <= 5; n++)
            await Append(Table($"title {n}"));

        await CaughtUp(5, other);
        await Eventually(async () => await Held(other) == 4, "the other holds all");
        Assert.All(Names, name => Assert.Equal(5, other.Taken(name).Count));
    }

    [Fact]
    public async Task a_node_that_stops_gives_its_leases_back()
    {
        await using (var one = new Node(this))
            await Eventually(() => one.Running == 4, "it runs all");
        Assert.Equal(0, await Ask<long>("select count(*) from events.readers where holder is not null"));
        Assert.Equal(0, await Ask<long>("select count(*) from events.nodes"));
    }

    [Fact]
    public async Task a_node_that_cannot_renew_its_leases_stops_before_another_node_begins()
    {
        await using var zombie = new Node(this);
        await Eventually(() => zombie.Running == 4, "it runs all");
        await StopRenewing(zombie);
        await using var other = new Node(this);
        await Eventually(() => other.Running == 4, "the other runs all");
        Assert.Equal(0, zombie.Running);
        for (var n = 1; n <= 5; n++)
            await Append(Table($"title {n}"));

        await CaughtUp(5, other);
        Assert.All(Names, name => Assert.Empty(zombie.Taken(name)));
        // It reads the positions of its subscriptions from the database.
        Assert.True(await zombie.Host.CaughtUp(5, Patience, Cancel));
    }

    [Fact]
    public async Task a_node_that_freezes_within_a_page_is_replaced_and_writes_nothing_when_it_wakes()
    {
        await using var frozen = new Node(this);
        await Eventually(() => frozen.Running == 4, "it runs all");
        var wakes = frozen.Freeze();
        await Append(Table("one"), Table("two"));
        await StopRenewing(frozen);
        await using var other = new Node(this);
        await CaughtUp(2, other);
        Assert.All(Names, name => Assert.Equal(["one", "two"], other.Taken(name)));

        wakes.SetResult();
        await Append(Table("three"));
        await CaughtUp(3, other);
        await frozen.DisposeAsync();
        Assert.All(Names, name => Assert.Empty(frozen.Taken(name)));
        Assert.All(Names, name => Assert.Equal(["one", "two", "three"], other.Taken(name)));
    }

    private Task CaughtUp(long position, params Node[] nodes) => Eventually(async () =>
    {
        foreach (var node in nodes)
            if (!await node.Host.CaughtUp(position, TimeSpan.Zero, Cancel))
                return false;
        return true;
    }, $"all have come to {position}");

    private Task<long> Held(Node node) => Ask<long>(
        "select count(*) from events.readers where holder = $1 and held_until > clock_timestamp()", node.Host.Node);

    /// <summary>Makes the renewals of a node fail.</summary>
    private Task StopRenewing(Node node) => Execute(
        $"""
        alter function events.hold_readers(text, text[], interval) rename to hold_readers_of_others;
        create function events.hold_readers(me text, wanted text[], lease interval) returns text[]
        language plpgsql as $$
        begin
            if me = '{node.Host.Node}' then
                raise exception 'its word does not come through';
            end if;
            return events.hold_readers_of_others(me, wanted, lease);
        end $$
        """);

    private sealed class Node : IAsyncDisposable
    {
        private readonly FaultyTcpProxy line;
        private readonly NpgsqlDataSource database;
        private readonly RejectingSubscription[] subscriptions;
        private readonly RunningSubscription running;
        private bool isCut, isStopped;

        public Node(LeasesTests test)
        {
            line = new FaultyTcpProxy(test.ConnectionString);
            database = NpgsqlDataSource.Create(line.ConnectionString);
            subscriptions = [.. Names.Select(name => new RejectingSubscription(database, name))];
            running = new RunningSubscription(
                new StoreFixture(database, line.ConnectionString, test.Clock, []), subscriptions);
        }

        public SubscriptionHost Host => running.Host;

        /// <summary>How many subscriptions run on this node.</summary>
        public int Running => Names.Count(Host.IsRunning);

        public IReadOnlyList<string> Taken(string name) => subscriptions.Single(one => one.Name == name).Taken;

        /// <summary>Blocks all its pages until it wakes.</summary>
        public TaskCompletionSource Freeze()
        {
            var wakes = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (var one in subscriptions)
                one.Frozen = wakes.Task;
            return wakes;
        }

        /// <summary>Cuts its connections without a shutdown.</summary>
        public ValueTask Die()
        {
            var cut = isCut;
            isCut = true;
            return cut ? default : line.DisposeAsync();
        }

        /// <summary>Stops it in order, once.</summary>
        public async ValueTask DisposeAsync()
        {
            if (isStopped)
                return;
            isStopped = true;
            await running.DisposeAsync();
            await database.DisposeAsync();
            await Die();
        }
    }
}
