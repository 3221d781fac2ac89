using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Commits that are written in one batch, and how they use the shared database.</summary>
public sealed partial class EventStoreContract
{
    [Fact]
    public async Task the_sequence_never_yields_a_position_that_an_event_already_has()
    {
        for (var n = 1; n <= 3; n++)
        {
            await Append(Table(), Table());
            await Assert.ThrowsAsync<PostgresException>(
                () => Store.Append(
                    One(Table(), Table()) with { Operations = [new RawSqlOperation("select 1 / 0")] }, Cancel));
            // Taken as Marten takes it, and rolled back with what Marten would have written.
            Assert.True(await Ask<long>("select nextval('events.mt_events_sequence')") > 2 * n);
        }
        Assert.Equal(6, await Store.Head(Cancel));
    }

    [Fact]
    public async Task consecutive_appends_use_the_same_database_session()
    {
        for (var n = 0; n < 5; n++)
        {
            await Store.Append(One(Table()) with
            {
                Operations =
                [
                    new RawSqlOperation(
                        "insert into tests.notes (note) values ($1 || ':' || pg_backend_pid())", $"{n}"),
                ],
            }, Cancel);
            // Other connections are used meanwhile, and the pool hands out the one idle for longest.
            await Task.WhenAll(Store.Head(Cancel), Store.Head(Cancel), Store.Head(Cancel));
        }
        Assert.Equal(1, await Ask<long>("select count(distinct split_part(note, ':', 2)) from tests.notes"));
    }

    [Fact]
    public async Task appends_of_two_nodes_both_succeed_where_serializable_is_the_default_isolation()
    {
        await using var strict = NpgsqlDataSource.Create(
            ConnectionString + ";Options=-c default_transaction_isolation=serializable");
        var nodes = new[] { Open(strict), Open(strict) };
        Task<Committed>[] appends;
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            appends = [nodes[0].Append(One(Table()), Cancel), nodes[1].Append(One(Table()), Cancel)];
            await UntilWaiting(2);
        }
        Assert.Equal([1, 2], (await Task.WhenAll(appends)).Select(committed => committed.Position).Order());
    }

    [Fact]
    public async Task an_append_takes_three_round_trips_after_another_node_has_written()
    {
        await using var line = new FaultyTcpProxy(ConnectionString);
        await using var afar = NpgsqlDataSource.Create(line.ConnectionString);
        var store = Open(afar, Motion.Page, new Titles());
        await store.Append(One(Table()), Cancel);
        await Append(Table());

        var before = line.RoundTrips;
        await store.Append(One(Table()), Cancel);
        Assert.Equal(3, line.RoundTrips - before);
    }

    [Fact]
    public async Task an_append_does_not_overwrite_an_event_whose_stream_row_was_not_updated()
    {
        var motion = await MotionOf(events: 2);
        await Execute(
            """
            insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp)
            values (3, gen_random_uuid(), $1, 3, '{"text": "theirs"}', 'tests.motion-amended', now())
            """, motion);

        var refused = await Assert.ThrowsAsync<ConstraintException>(() => Append(Amend(motion, 2, "mine")));
        Assert.Equal("pk_mt_events_stream_and_version", refused.Constraint);
        Assert.Equal($"Stream {motion} says it is at version 2 and has events up to 3.", await Verify());
    }

    [Fact]
    public async Task waiting_appends_leave_connections_for_reads()
    {
        await Append(Table());
        Task<Committed>[] appends;
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            appends = [.. Enumerable.Range(0, 60).Select(_ => Append(Table()))];
            await UntilWaiting(1);
            for (var n = 0; n < 10; n++)
                Assert.Equal(1, await Store.Head(Cancel));
            Assert.Equal(1, await Waiting());
        }
        Assert.Equal(Enumerable.Range(2, 60).Select(n => (long)n),
            (await Task.WhenAll(appends)).Select(committed => committed.Position).Order());
    }

    [Fact]
    public async Task a_batch_whose_response_is_lost_still_gives_each_commit_its_own_result()
    {
        await using var line = new FaultyTcpProxy(ConnectionString);
        await using var afar = NpgsqlDataSource.Create(line.ConnectionString);
        var store = Open(afar, Motion.Page, new Titles());
        var motion = await MotionOf(events: 1);
        Task<Committed>[] good;
        Task<Committed> late;
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            var first = store.Append(One(Table()), Cancel);
            await UntilWaiting(1);
            // As after another node's append, which would wait here: the batch must read before it writes.
            await Execute(
                $"""
                do $$ begin
                    perform set_config('session_replication_role', 'replica', true);
                    update events.mt_streams set version = 2 where id = '{motion}';
                end $$
                """);
            late = store.Append(One(Amend(motion, 1, "late")), Cancel);
            good = [first, store.Append(One(Table()), Cancel), store.Append(One(Table()), Cancel)];
            line.CutAfter("commit\0");
        }
        Assert.Equal([2, 3, 4], (await Task.WhenAll(good)).Select(committed => committed.Position));
        await Assert.ThrowsAsync<StreamConflictException>(() => late);
        await Execute("update events.mt_streams set version = 1 where id = $1", motion);
        await AssertStoreIsValid();
    }

    [Theory]
    [InlineData("a conflict")]
    [InlineData("a category")]
    [InlineData("a statement")]
    [InlineData("a constraint")]
    [InlineData("code")]
    [InlineData("a view")]
    public async Task a_failed_write_leaves_no_transaction_and_no_lock_on_its_connection(string failure)
    {
        var standing = await MotionOf(events: 1);
        await using var one = NpgsqlDataSource.Create(ConnectionString + ";Maximum Pool Size=1;Application Name=only");
        var store = Open(one);
        var session = await Session(one);

        await Assert.ThrowsAnyAsync<Exception>(Fail);

        Assert.Equal(session, await Session(one));
        Assert.Equal(("idle", 0), await StateOf(session));
        await store.Append(One(Amend(standing, 1, "text")), Cancel);
        Assert.Equal(session, await Session(one));
        Assert.Equal(("idle", 0), await StateOf(session));

        Task Fail() => failure switch
        {
            "a conflict" => store.Append(One(Amend(standing, 7, "no")), Cancel),
            "a category" => store.Append(
                One(Docket.Stream.Append(standing, 1, Docket.Stream.Initial, [new DocketEntered(standing)])), Cancel),
            "a statement" => store.Append(
                One(Table()) with { Operations = [new RawSqlOperation("select 1 / 0")] }, Cancel),
            "a constraint" => store.Append(
                One(Table()) with { Operations = [new RawSqlOperation("insert into tests.notes values ('x', -1)")] },
                Cancel),
            "code" => store.Append(
                One(Table()) with { Operations = [new MessageOperation(Guid.NewGuid(), standing)] }, Cancel),
            _ => new BodyPage(one).Take(new EventPage([], 5), 3, Cancel),
        };
    }

    private async Task<int> Session(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select pg_backend_pid()");
        return (int)(await command.ExecuteScalarAsync(Cancel))!;
    }

    /// <summary>The state of a session, and how many locks it holds besides its own transaction id.</summary>
    private async Task<(string State, long Locks)> StateOf(int session) => (
        await Ask<string>("select state from pg_stat_activity where pid = $1", session),
        await Ask<long>("select count(*) from pg_locks where pid = $1 and locktype <> 'virtualxid'", session));
}
