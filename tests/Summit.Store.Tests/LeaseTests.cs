using Microsoft.Extensions.Logging.Abstractions;

namespace Summit.Store.Tests;

/// <summary>Nodes that share the readers of one database.</summary>
public sealed class LeaseTests(PostgresServer server) : StoreTest(server)
{
    private static readonly string[] Names = ["tests.a", "tests.b", "tests.c", "tests.d"];

    [Fact]
    public async Task Two_nodes_share_the_readers_evenly_and_each_event_is_handed_to_one_of_them()
    {
        await using var one = new Node(this);
        await Until(async () => await Held(one) == 4, "the only node holds all");
        await using var other = new Node(this);
        await Until(async () => await Held(one) == 2 && await Held(other) == 2, "each holds two");
        await Until(() => one.Quiet + other.Quiet == 4, "what was given has been taken up");

        for (var n = 1; n <= 20; n++)
            await one.Store.Append(One(Table($"title {n}")), Cancel);
        await CaughtUp(20, one, other);
        foreach (var name in Names)
        {
            Assert.Equal(20, one.Taken(name).Count + other.Taken(name).Count);
            Assert.True(one.Taken(name).Count is 0 or 20, $"{name} was read by one node");
        }
        Assert.Equal([40, 40], new[] { one, other }.Select(node => Names.Sum(name => node.Taken(name).Count)));
    }

    [Fact]
    public async Task When_a_node_dies_the_other_goes_on()
    {
        await using var one = new Node(this);
        await using var other = new Node(this);
        await Until(async () => await Held(one) == 2 && await Held(other) == 2, "each holds two");
        await one.Die();
        for (var n = 1; n <= 5; n++)
            await other.Store.Append(One(Table($"title {n}")), Cancel);

        await CaughtUp(5, other);
        Assert.Equal(4, await Held(other));
    }

    [Fact]
    public async Task A_node_that_leaves_is_not_waited_for()
    {
        await using var one = new Node(this, TimeSpan.FromHours(1));
        await Until(async () => await Held(one) == 4, "it holds all, for long");
        await one.Die();
        await using var other = new Node(this);
        await Until(async () => await Ask<long>("select count(*) from events.nodes") == 2, "the other has asked");
        Assert.Equal(0, await Held(other));
        await one.Leases.Leave(Cancel);
        await Until(async () => await Held(other) == 4, "the other holds all");
    }

    [Fact]
    public async Task A_node_that_can_no_longer_renew_stops_reading_before_another_begins()
    {
        await using var zombie = new Node(this);
        await Until(async () => await Held(zombie) == 4, "it holds all");
        await Until(() => zombie.Quiet == 4, "it reads all");
        await zombie.StopRenewing();
        await using var other = new Node(this);
        await Until(async () => await Held(other) == 4, "the other holds all");
        for (var n = 1; n <= 5; n++)
            await zombie.Store.Append(One(Table($"title {n}")), Cancel);

        await CaughtUp(5, other);
        Assert.All(Names, name => Assert.Empty(zombie.Taken(name)));
        // Where it stands itself it learns from the database.
        await Until(() => zombie.AllHaveReached(5, Cancel), "it knows what the other has read");
    }

    private Task CaughtUp(long position, params Node[] nodes) => Until(async () =>
    {
        foreach (var node in nodes)
            if (!await node.AllHaveReached(position, Cancel))
                return false;
        return true;
    }, $"all have come to {position}");

    private Task<long> Held(Node node) => Ask<long>(
        "select count(*) from events.readers where holder = $1 and held_until > clock_timestamp()", node.Leases.Node);

    private sealed class Node : IAsyncDisposable
    {
        private readonly CancellationTokenSource end;
        private readonly CancellationTokenSource beat;
        private readonly Running[] running;
        private readonly Picky[] readers;
        private readonly Task renewing;

        public Node(LeaseTests test, TimeSpan? lasts = null)
        {
            end = CancellationTokenSource.CreateLinkedTokenSource(test.Cancel);
            beat = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
            Store = new PostgresEventStore(test.Database, Codec, [], test.Clock)
            {
                LookAgain = TimeSpan.FromMilliseconds(20),
            };
            Leases = new Leases(test.Database, Names, NullLogger.Instance)
            {
                Lasts = lasts ?? TimeSpan.FromMilliseconds(500),
            };
            readers = [.. Names.Select(name => new Picky(test.Database, name))];
            running =
            [
                .. readers.Select(one => new Running(Store, test.Database, one, test.Clock, end.Token, Leases)),
            ];
            renewing = Leases.Run(beat.Token);
        }

        public PostgresEventStore Store { get; }

        public Leases Leases { get; }

        /// <summary>How many readers have looked, on this node, at what there is.</summary>
        public int Quiet => running.Count(one => one.Subscription.IsReading);

        public IReadOnlyCollection<string> Taken(string reader) => readers.Single(one => one.Name == reader).Taken;

        public async Task<bool> AllHaveReached(long position, CancellationToken cancel)
        {
            foreach (var one in running)
                if (!await one.Subscription.HasReached(position, cancel))
                    return false;
            return true;
        }

        /// <summary>Ends without a word to anybody.</summary>
        public async Task Die()
        {
            await end.CancelAsync();
            await renewing;
        }

        public async Task StopRenewing()
        {
            await beat.CancelAsync();
            await renewing;
        }

        public async ValueTask DisposeAsync()
        {
            await Die();
            foreach (var one in running)
                await one.DisposeAsync();
            end.Dispose();
            beat.Dispose();
        }
    }
}
