using Npgsql;

namespace Summit.EventStore.Tests;

/// <summary>The engine on PostgreSQL alone: the contract, and what it owes the database it shares.</summary>
public sealed class PostgresEventStoreTests(PostgresServer server) : EventStoreContract(server)
{
    protected override IEventStore Open(
        NpgsqlDataSource database, EventCodec codec, IReadOnlyList<IInlineProjection> inline, TimeSpan lookAgain) =>
        new PostgresEventStore(database, codec, inline, Clock) { LookAgain = lookAgain };

    [Fact]
    public async Task The_sequence_never_gives_a_position_that_stands()
    {
        for (var n = 1; n <= 3; n++)
        {
            await Append(Table(), Table());
            await Assert.ThrowsAsync<PostgresException>(
                () => Store.Append(One(Table(), Table()) with { Effects = [new Does("select 1 / 0")] }, Cancel));
            // Taken as Marten takes it, and rolled back with what Marten would have written.
            Assert.Equal(2 * n + 1, await Ask<long>("select nextval('events.mt_events_sequence')"));
        }
        Assert.Equal(6, await Store.Head(Cancel));
    }

    [Fact]
    public async Task An_append_decides_on_what_stands_once_it_has_the_lock_whatever_the_isolation_by_default()
    {
        await using var strict = NpgsqlDataSource.Create(
            ConnectionString + ";Options=-c default_transaction_isolation=serializable");
        var nodes = new[] { Open(strict, Codec, [], TimeSpan.Zero), Open(strict, Codec, [], TimeSpan.Zero) };
        Task<Committed>[] appends;
        await using (await Latch.Close(Database, Cancel, PostgresEventStore.AppendLock))
        {
            appends = [nodes[0].Append(One(Table()), Cancel), nodes[1].Append(One(Table()), Cancel)];
            await UntilWaiting(2);
        }
        Assert.Equal([1, 2], (await Task.WhenAll(appends)).Select(committed => committed.Position).Order());
    }

    [Fact]
    public async Task An_append_takes_two_round_trips_however_much_it_holds()
    {
        await using var line = new CutLine(ConnectionString);
        await using var afar = NpgsqlDataSource.Create(line.ConnectionString);
        var store = Open(afar, Codec, [Motion.Page, new Titles()], TimeSpan.Zero);
        await store.Append(One(Table()), Cancel);
        var before = line.RoundTrips;

        await store.Append(One(Table(), Table(), Amend(Guid.NewGuid(), 0, "one", "two", "three")), Cancel);
        Assert.Equal(2, line.RoundTrips - before);
    }

    [Fact]
    public async Task A_writer_that_does_not_take_the_lock_is_noticed_by_the_version()
    {
        var motion = await MotionOf(events: 2);
        await using var stranger = await Database.OpenConnectionAsync(Cancel);
        await using var transaction = await stranger.BeginTransactionAsync(Cancel);
        await using (var command = new NpgsqlCommand(
            """
            insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp)
            values (99, gen_random_uuid(), $1, 3, '{"text": "theirs"}', 'tests.motion-amended', now())
            """, stranger) { Parameters = { new NpgsqlParameter { Value = motion } } })
        {
            await command.ExecuteNonQueryAsync(Cancel);
        }
        var mine = Append(Amend(motion, 2, "mine"));
        await UntilWaiting(1);
        await transaction.CommitAsync(Cancel);

        var conflict = await Assert.ThrowsAsync<StreamConflictException>(() => mine);
        Assert.Equal((motion, 2, 3), (conflict.Stream, conflict.Expected, conflict.Actual));
    }

    [Fact]
    public async Task Appends_that_wait_leave_connections_to_those_who_read()
    {
        await Append(Table());
        Task<Committed>[] appends;
        await using (await Latch.Close(Database, Cancel, PostgresEventStore.AppendLock))
        {
            appends = [.. Enumerable.Range(0, 60).Select(_ => Append(Table()))];
            await UntilWaiting(PostgresEventStore.AppendsAtOnce);
            for (var n = 0; n < 10; n++)
                Assert.Equal(1, await Store.Head(Cancel));
            Assert.Equal(PostgresEventStore.AppendsAtOnce, await Waiting());
        }
        Assert.Equal(Enumerable.Range(2, 60).Select(n => (long)n),
            (await Task.WhenAll(appends)).Select(committed => committed.Position).Order());
    }

    [Theory]
    [InlineData("a conflict")]
    [InlineData("a kind")]
    [InlineData("a statement")]
    [InlineData("a constraint")]
    [InlineData("code")]
    [InlineData("a view")]
    [InlineData("cancelled while it waits for the lock")]
    [InlineData("cancelled while it writes")]
    [InlineData("cancelled between")]
    public async Task The_next_user_of_a_connection_finds_no_transaction_and_no_lock(string failure)
    {
        var standing = await MotionOf(events: 1);
        await using var one = NpgsqlDataSource.Create(ConnectionString + ";Maximum Pool Size=1;Application Name=only");
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var store = Open(one, Codec, failure != "cancelled between" ? [] : [new Projects((_, _) => cut.Cancel())],
            TimeSpan.Zero);
        var session = await Session(one);

        var key = failure == "cancelled while it waits for the lock" ? PostgresEventStore.AppendLock : Latch.Key;
        await using (var latch = failure.StartsWith("cancelled while", StringComparison.Ordinal)
            ? await Latch.Close(Database, Cancel, key) : null)
        {
            var failing = Fail();
            if (latch is not null)
            {
                await UntilWaiting(1);
                await cut.CancelAsync();
            }
            await Assert.ThrowsAnyAsync<Exception>(() => failing);
        }

        Assert.Equal(session, await Session(one));
        Assert.Equal(("idle", 0), await StateOf(session));
        await store.Append(One(Amend(standing, 1, "text")), Cancel);
        Assert.Equal(session, await Session(one));
        Assert.Equal(("idle", 0), await StateOf(session));

        Task Fail() => failure switch
        {
            "a conflict" => store.Append(One(Amend(standing, 7, "no")), Cancel),
            "a kind" => store.Append(
                One(Docket.Stream.Append(standing, 1, Docket.Stream.Initial, [new DocketEntered(standing)])), Cancel),
            "a statement" => store.Append(One(Table()) with { Effects = [new Does("select 1 / 0")] }, Cancel),
            "a constraint" => store.Append(
                One(Table()) with { Effects = [new Does("insert into tests.notes values ('x', -1)")] }, Cancel),
            "code" => store.Append(
                One(Table()) with { Effects = [new OutboxMessage(Guid.NewGuid(), standing, "x")] }, Cancel),
            "a view" => new BodyPage(one).Take(new Page([], 5), 3, Cancel),
            _ => store.Append(One(Table()) with { Effects = [Latch.Wait] }, cut.Token),
        };
    }

    private async Task<int> Session(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select pg_backend_pid()");
        return (int)(await command.ExecuteScalarAsync(Cancel))!;
    }

    /// <summary>What a session is doing, seen from outside, and how many locks it holds beside its own.</summary>
    private async Task<(string State, long Locks)> StateOf(int session) => (
        await Ask<string>("select state from pg_stat_activity where pid = $1", session),
        await Ask<long>("select count(*) from pg_locks where pid = $1 and locktype <> 'virtualxid'", session));
}
