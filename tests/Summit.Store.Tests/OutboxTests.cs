using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Messages for outside: in the order of their stream, held back behind one that fails.</summary>
public sealed class OutboxTests(PostgresServer server) : StoreTest(server)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private StoreFixture store = null!;
    private Outbox outbox = null!;

    private DateTimeOffset Now => Clock.GetUtcNow();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        store = Open();
        outbox = new Outbox(Database);
    }

    [Fact]
    public async Task Messages_of_one_stream_leave_in_order_and_of_several_side_by_side()
    {
        var (one, other) = (await Messages(3), await Messages(2));

        Assert.Equal([one[0], other[0]], await Claimed());
        Assert.Empty(await Claimed());
        await Deliver(one[0]);
        Assert.Equal([one[1]], await Claimed());
        await Deliver(other[0]);
        await Deliver(one[1]);
        Assert.Equal([one[2], other[1]], await Claimed());
    }

    [Fact]
    public async Task Of_dispatchers_that_claim_at_once_one_gets_each_message()
    {
        for (var round = 0; round < 20; round++)
        {
            var heads = new List<Guid>();
            for (var n = 0; n < 3; n++)
                heads.Add((await Messages(2))[0]);
            var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
                () => Claim(new Outbox(Database)))));
            Assert.Equal(heads.Order(), claims.SelectMany(claim => claim).Select(entry => entry.Id).Order());
        }
    }

    [Fact]
    public async Task However_many_wait_only_those_are_looked_at_that_are_taken()
    {
        // One session, so that it can be asked what it has read.
        await using var session = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ConnectionString) { MaxPoolSize = 1 }.ConnectionString);
        var outbox = new Outbox(session);
        await Execute("analyze events.outbox");
        // More often than PostgreSQL makes a plan for each time.
        for (var n = 0; n < 10; n++)
        {
            await Messages(1);
            Assert.Single(await Claim(outbox));
        }
        for (var n = 0; n < 500; n++)
            await Messages(1);

        var before = await Fetched();
        var lines = await outbox.Due(Now, 2, Cancel);
        Assert.Equal(2, lines.Count);
        Assert.NotNull(await outbox.Claim(lines[0], Now, Lease, Cancel));
        // With what lies dead in the index.
        Assert.InRange(await Fetched() - before, 2, 250);

        async Task<long> Fetched()
        {
            await using var flush = session.CreateCommand("select pg_stat_force_next_flush()");
            await flush.ExecuteNonQueryAsync(Cancel);
            await using var ask = session.CreateCommand(
                "select idx_tup_fetch from pg_stat_user_tables where relid = 'events.outbox'::regclass");
            return (long)(await ask.ExecuteScalarAsync(Cancel))!;
        }
    }

    [Fact]
    public async Task A_message_recorded_by_a_clock_that_is_ahead_is_due_at_once()
    {
        Clock.Move(TimeSpan.FromHours(1));
        var message = (await Messages(1))[0];
        Clock.Move(-TimeSpan.FromHours(1));
        Assert.Equal([message], await Claimed());
        Assert.Empty(await Claimed());
    }

    [Fact]
    public async Task A_claim_is_void_after_its_lease()
    {
        var message = (await Messages(1))[0];
        Assert.Equal([message], await Claimed());
        Clock.Move(Lease - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await Claimed());
        Clock.Move(TimeSpan.FromMilliseconds(1));

        var again = Assert.Single(await Claim(outbox));
        Assert.Equal((message, 2, "pending"), (again.Id, again.Attempts, again.Status));
    }

    [Fact]
    public async Task A_failed_message_holds_back_those_behind_it_until_its_time()
    {
        var line = await Messages(2);
        await Claimed();
        await outbox.Failed(line[0], "503", Now.AddMinutes(5), Cancel);
        Clock.Move(TimeSpan.FromMinutes(4));
        Assert.Empty(await Claimed());
        Clock.Move(TimeSpan.FromMinutes(1));
        Assert.Equal([line[0]], await Claimed());
        Assert.Equal("503", (await outbox.Find(line[0], Cancel))!.LastError);
    }

    [Fact]
    public async Task A_dead_message_holds_its_line_until_it_is_replayed_and_no_other_line()
    {
        var (line, other) = (await Messages(2), await Messages(1));
        await Claimed();
        await outbox.Failed(line[0], "410", null, Cancel);
        await Deliver(other[0]);
        Clock.Move(TimeSpan.FromDays(30));
        Assert.Empty(await Claimed());
        Assert.Equal([line[0]], (await outbox.List("dead", long.MaxValue, 10, Cancel)).Select(entry => entry.Id));
        Assert.Equal([other[0]], (await outbox.List("delivered", long.MaxValue, 10, Cancel)).Select(entry => entry.Id));

        var replayed = await outbox.Replay(line[0], Now, Cancel);
        Assert.Equal(("pending", 0), (replayed!.Status, replayed.Attempts));
        Assert.Equal([line[0]], await Claimed());
        await Deliver(line[0]);
        Assert.Equal([line[1]], await Claimed());
    }

    [Fact]
    public async Task A_delivered_message_stays_so()
    {
        var message = (await Messages(1))[0];
        await Claimed();
        await Deliver(message);
        var delivered = await outbox.Find(message, Cancel);
        Clock.Move(TimeSpan.FromHours(1));

        Assert.Null(await outbox.Replay(message, Now, Cancel));
        await outbox.Failed(message, "late", null, Cancel);
        await Deliver(message);
        Assert.Equal(delivered, await outbox.Find(message, Cancel));
        Assert.Equal("delivered", delivered!.Status);
        Assert.Empty(await Claimed());
    }

    [Fact]
    public async Task Messages_are_listed_newest_first_and_page_by_page()
    {
        var messages = await Messages(5);
        var first = await outbox.List(null, long.MaxValue, 3, Cancel);
        var rest = await outbox.List("pending", first[^1].Position, 3, Cancel);
        Assert.Equal(messages.Reverse(), first.Concat(rest).Select(entry => entry.Id));
        Assert.All(first,
            entry => Assert.Equal(("somewhere", 0, null), (entry.Destination, entry.Attempts, entry.LastError)));
        Assert.Null(await outbox.Find(Guid.NewGuid(), Cancel));
    }

    /// <summary>A stream with so many events, each to be sent.</summary>
    private async Task<IReadOnlyList<Guid>> Messages(int count)
    {
        var motion = Amend(Guid.CreateVersion7(), 0, [.. Enumerable.Range(0, count).Select(n => $"text {n}")]);
        await store.Append(One(motion) with
        {
            Operations = [.. motion.Ids.Select(id => new OutboxMessage(id, motion.Stream, "somewhere"))],
        }, Cancel);
        return motion.Ids;
    }

    private async Task<IEnumerable<Guid>> Claimed() =>
        (await Claim(outbox)).OrderBy(entry => entry.Position).Select(entry => entry.Id);

    /// <summary>Claims the head of each line that is due.</summary>
    private async Task<List<OutboxEntry>> Claim(Outbox from)
    {
        var claimed = new List<OutboxEntry>();
        foreach (var line in await from.Due(Now, 100, Cancel))
            if (await from.Claim(line, Now, Lease, Cancel) is { } entry)
                claimed.Add(entry);
        return claimed;
    }

    private Task Deliver(Guid message) =>
        store.Append(One() with { Operations = [new Delivered(message)] }, Cancel);
}
