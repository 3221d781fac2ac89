using System.Collections.Immutable;
using Npgsql;
using Summit.Deliberation;
using Summit.Forwarding;
using Summit.Store;

namespace Summit.Http.Tests.Forwarding;

/// <summary>Outgoing messages: in the order of their stream, blocked behind one that fails.</summary>
public sealed class OutboxTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private StoreFixture store = null!;

    private Outbox Outbox => store.Outbox;

    private DateTimeOffset Now => store.Clock.GetUtcNow();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => store = await StoreFixture.New(postgres);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task messages_of_one_stream_are_claimed_in_order_and_those_of_several_side_by_side()
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
    public async Task when_dispatchers_claim_at_once_each_message_goes_to_exactly_one()
    {
        for (var round = 0; round < 20; round++)
        {
            var heads = new List<Guid>();
            for (var n = 0; n < 3; n++)
                heads.Add((await Messages(2))[0]);
            var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
                () => Claim(new Outbox(store.Database), Now))));
            Assert.Equal(heads.Order(), claims.SelectMany(claim => claim).Select(entry => entry.Id).Order());
        }
    }

    [Fact]
    public async Task a_claim_reads_few_rows_however_many_messages_wait()
    {
        // One session, so that its statistics show what it has read.
        await using var session = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(store.ConnectionString) { MaxPoolSize = 1 }.ConnectionString);
        var outbox = new Outbox(session);
        // A plan cached on a small table would scan the whole table.
        await Messages(1);
        await using (var analyze = session.CreateCommand("analyze events.outbox"))
            await analyze.ExecuteNonQueryAsync(Cancel);
        // More often than PostgreSQL makes a plan for each time.
        for (var n = 0; n < 10; n++)
        {
            Assert.Single(await Claim(outbox, Now));
            await Messages(1);
        }
        for (var n = 0; n < 500; n++)
            await Messages(1);

        var before = await Fetched();
        var lines = await outbox.Due("somewhere", Now, 2, Cancel);
        Assert.Equal(2, lines.Count);
        Assert.NotNull(await outbox.Claim(lines[0], Now, Lease, Cancel));
        // Including dead index entries.
        Assert.InRange(await Fetched() - before, 2, 250);

        async Task<long> Fetched()
        {
            await using var flush = session.CreateCommand("select pg_stat_force_next_flush()");
            await flush.ExecuteNonQueryAsync(Cancel);
            await using var ask = session.CreateCommand(
                "select seq_tup_read + idx_tup_fetch from pg_stat_user_tables where relid = 'events.outbox'::regclass");
            return (long)(await ask.ExecuteScalarAsync(Cancel))!;
        }
    }

    [Fact]
    public async Task a_message_recorded_by_a_clock_that_is_ahead_is_due_immediately()
    {
        var message = (await Messages(1))[0];
        var behind = Now - TimeSpan.FromHours(1);
        Assert.Equal([message], await Claimed(behind));
        Assert.Empty(await Claimed(behind));
    }

    [Fact]
    public async Task a_claim_ends_with_its_lease()
    {
        var message = (await Messages(1))[0];
        Assert.Equal([message], await Claimed());
        store.Clock.Advance(Lease - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await Claimed());
        store.Clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(new OutboxEntry(message, 2, DeliberationWire.Forwarded), Assert.Single(await Claim(Outbox, Now)));
        Assert.Equal(("pending", 2, null), await store.StatusOf(message));
    }

    [Fact]
    public async Task a_released_claim_leaves_no_attempt_and_a_lost_claim_cannot_be_released()
    {
        var message = (await Messages(1))[0];
        var claimed = Assert.Single(await Claim(Outbox, Now));
        await Outbox.Release(claimed, Now, Cancel);
        Assert.Equal(("pending", 0, null), await store.StatusOf(message));

        var lost = Assert.Single(await Claim(Outbox, Now));
        store.Clock.Advance(Lease);
        Assert.Equal([message], await Claimed());
        await Outbox.Release(lost, Now, Cancel);
        await Outbox.Failed(lost, "too late", null, Cancel);
        Assert.Empty(await Claimed());
        Assert.Equal(("pending", 2, null), await store.StatusOf(message));
    }

    [Fact]
    public async Task a_failed_message_blocks_the_later_ones_of_its_stream_until_its_next_attempt()
    {
        var line = await Messages(2);
        await Claimed();
        await Outbox.Failed(Entry(line[0]), "503", Now.AddMinutes(5), Cancel);
        store.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(await Claimed());
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([line[0]], await Claimed());
        Assert.Equal(("pending", 2, "503"), await store.StatusOf(line[0]));
    }

    [Fact]
    public async Task a_dead_message_blocks_only_its_own_stream_until_it_is_replayed()
    {
        var (line, other) = (await Messages(2), await Messages(1));
        await Claimed();
        await Outbox.Failed(Entry(line[0]), "410", null, Cancel);
        await Deliver(other[0]);
        store.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Empty(await Claimed());
        Assert.Equal(("dead", 1, "410"), await store.StatusOf(line[0]));
        Assert.Equal(("delivered", 1, null), await store.StatusOf(other[0]));

        await store.Replay(line[0]);
        Assert.Equal(("pending", 1, "410"), await store.StatusOf(line[0]));
        Assert.Equal([line[0]], await Claimed());
        await Deliver(line[0]);
        Assert.Equal([line[1]], await Claimed());
    }

    [Fact]
    public async Task a_delivered_message_stays_delivered()
    {
        var message = (await Messages(1))[0];
        await Claimed();
        await Deliver(message);
        var delivered = await store.Message(message);
        store.Clock.Advance(TimeSpan.FromHours(1));
        var refused = await Assert.ThrowsAsync<ConstraintException>(() => store.Replay(message));
        Assert.Equal("outbox_delivered_once", refused.Constraint);
        await Outbox.Failed(Entry(message), "late", null, Cancel);
        await Deliver(message);
        Assert.Equal(delivered, await store.Message(message));
        Assert.Equal("delivered", delivered.Status);
        Assert.Empty(await Claimed());
    }

    [Fact]
    public async Task a_message_that_a_node_of_the_earlier_version_writes_gets_its_congress_and_type_from_its_event()
    {
        var stream = Guid.CreateVersion7();
        var id = (await store.Write<ImmutableHashSet<int>, RecommendationEvent>(
            StoreFixture.Recommendation, stream, [append => new EarlierMessage(append.Ids[0], stream)],
            new RecommendationReceived(stream, store.Congress, 1, "x", Now)))[0];
        await using var command = store.Database.CreateCommand(
            "select congress::text || ' ' || type from events.outbox where id = $1").With(id);
        Assert.Equal($"{store.Congress} {DeliberationWire.Received}", await command.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task a_message_of_the_earlier_version_is_tried_without_its_event_where_a_neighbour_was_refused()
    {
        var stream = Guid.CreateVersion7();
        var refused = store.Appender.Append(new Commit(new EventMetadata("test"), [])
        {
            Operations = [new Refused()],
        }, Cancel);
        await Assert.ThrowsAsync<ConstraintException>(() => refused);
        await store.Write<ImmutableHashSet<int>, RecommendationEvent>(
            StoreFixture.Recommendation, stream, [append => new EarlierMessage(append.Ids[0], stream)],
            new RecommendationReceived(stream, store.Congress, 1, "x", Now));
    }

    /// <summary>A stream with so many events, each to be sent.</summary>
    private Task<IReadOnlyList<Guid>> Messages(int count)
    {
        // No two are due since the same moment: the one that waits longest comes first.
        store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var stream = Guid.CreateVersion7();
        return store.Write(
            StoreFixture.Recommendation, stream,
            [
                .. Enumerable.Range(0, count).Select<int, Func<StreamAppend, IStorageOperation>>(
                    n => append => new OutboxMessage(
                        append.Ids[n], DeliberationWire.Forwarded, stream, store.Congress, "somewhere")),
            ],
            [
                .. Enumerable.Range(1, count).Select<int, RecommendationEvent>(
                    round => new RecommendationReceived(stream, store.Congress, round, "x", Now)),
            ]);
    }

    private async Task<IEnumerable<Guid>> Claimed(DateTimeOffset? now = null) =>
        (await Claim(Outbox, now ?? Now)).Select(entry => entry.Id);

    private static OutboxEntry Entry(Guid message) => new(message, 1, DeliberationWire.Forwarded);

    /// <summary>Claims the head of each line that is due, those that have been due for longest first.</summary>
    private async Task<List<OutboxEntry>> Claim(Outbox from, DateTimeOffset now)
    {
        var claimed = new List<OutboxEntry>();
        foreach (var line in await from.Due("somewhere", now, 100, Cancel))
            if (await from.Claim(line, now, Lease, Cancel) is { } entry)
                claimed.Add(entry);
        return claimed;
    }

    private Task Deliver(Guid message) => store.Appender.Append(
        new Commit(new EventMetadata("test"), []) { Operations = [new Delivered(message)] }, Cancel);

    private sealed record Refused : IStorageOperation
    {
        public void Write(SqlBatch sql, PositionedCommit placed) => sql.Add(
            """
            insert into events.outbox (id, position, stream_id, destination, status, next_attempt_at, created, congress)
            select id, 1, id, '', 'no status', now(), now(), id from gen_random_uuid() id
            """);
    }

    private sealed record EarlierMessage(Guid Event, Guid Stream) : IStorageOperation
    {
        public void Write(SqlBatch sql, PositionedCommit placed) => sql.Add(
            """
            insert into events.outbox (id, position, stream_id, destination, next_attempt_at, created)
            values ($1, $2, $3, 'somewhere', now(), now())
            """,
            Event, placed.PositionOf(Event), Stream);
    }
}
