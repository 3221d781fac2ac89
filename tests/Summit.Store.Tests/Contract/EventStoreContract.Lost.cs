using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Commits whose connection is lost before the response arrives.</summary>
public sealed partial class EventStoreContract
{
    [Fact]
    public async Task a_commit_whose_response_is_lost_is_written_once_and_its_result_is_looked_up()
    {
        await using var line = new FaultyTcpProxy(ConnectionString);
        await using var afar = NpgsqlDataSource.Create(line.ConnectionString);
        var store = Open(afar, Motion.Page, new Titles());
        await store.Append(Whole("heard", Table()), Cancel);

        // The statement ends so; "read committed" does not.
        line.CutAfter("commit\0");
        var unheard = Whole("unheard", Table(), Table());
        Assert.Equal(3, (await store.Append(unheard, Cancel)).Position);

        Assert.Equal(3, await Store.Head(Cancel));
        Assert.Equal(1, await Ask<long>("select count(*) from events.answers where key = 'unheard'"));
        var answer = new KeyedOperation("me", "unheard");
        var again = await Assert.ThrowsAsync<ConstraintException>(
            () => Store.Append(One(Table()) with { Operations = [answer] }, Cancel));
        Assert.Equal("answers_caller_key", again.Constraint);
        await AssertStoreIsValid();
    }

    [Fact]
    public async Task a_commit_without_events_whose_response_is_lost_is_found_by_its_key_or_is_unknown()
    {
        await using var line = new FaultyTcpProxy(ConnectionString);
        await using var afar = NpgsqlDataSource.Create(line.ConnectionString);
        var store = Open(afar, Motion.Page);
        await store.Append(One(Table()), Cancel);

        line.CutAfter("commit\0");
        var found = await Assert.ThrowsAsync<ConstraintException>(() =>
            store.Append(Note("kept", new KeyedOperation("me", "kept")), Cancel));
        Assert.Equal(IIdempotentOperation.Constraint, found.Constraint);

        await store.Append(One(Table()), Cancel);
        line.CutAfter("commit\0");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => store.Append(Note("unknown"), Cancel));

        Assert.Equal(
            ["kept", "unknown"], await Ask<string[]>("select array(select note from tests.notes order by note)"));

        static Commit Note(string note, params IStorageOperation[] operations) => new(new EventMetadata("me"), [])
        {
            Operations = [new RawSqlOperation($"insert into tests.notes values ('{note}', 1)"), .. operations],
        };
    }

    [Fact]
    public async Task a_batch_that_arrives_late_from_a_lost_connection_is_void_after_its_retry()
    {
        await using var line = new FaultyTcpProxy(ConnectionString);
        await using var afar = NpgsqlDataSource.Create(line.ConnectionString);
        var store = Open(afar, Motion.Page, new Titles());
        await store.Append(One(Table()), Cancel);
        Task<Committed> append;

        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            line.HoldBack("events.expect");
            append = store.Append(Whole("late", Table()), Cancel);
            await UntilWaiting(1);
            line.LetGo();
            await UntilWaiting(2);
        }
        Assert.Equal(2, (await append).Position);
        await Eventually(async () => await Waiting() == 0, "the late one has had its turn");
        Assert.Equal(3, (await store.Append(One(Table()), Cancel)).Position);
        await AssertStoreIsValid();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_commit_that_kills_its_session_at_each_attempt_fails_alone_in_its_batch(
        bool afterOneWasRefused)
    {
        var store = With(Motion.Page);
        var neighbours = new List<Task<Committed>>();
        Task first;
        Task<Committed> deadly;
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            first = store.Append(Doing(afterOneWasRefused ? "select 1/0" : "select 1"), Cancel);
            await UntilWaiting(1);
            neighbours.Add(store.Append(One(Table()), Cancel));
            deadly = store.Append(Doing("select pg_terminate_backend(pg_backend_pid())"), Cancel);
            neighbours.AddRange([store.Append(One(Table()), Cancel), store.Append(One(Table()), Cancel)]);
        }
        Assert.Equal(afterOneWasRefused, await Record.ExceptionAsync(() => first) is not null);
        await Task.WhenAll(neighbours);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => deadly);
        await AssertStoreIsValid();

        static Commit Doing(string sql) => One(Table()) with { Operations = [new RawSqlOperation(sql)] };
    }

    [Fact]
    public async Task a_commit_without_events_in_a_retried_batch_is_reported_as_written_only_if_it_was()
    {
        var (deadly, kills) = (Table(), 0);
        var store = With(Motion.Page, new DelegateProjection((change, sql) =>
        {
            if (change.Stream == deadly.Stream && kills++ == 0)
                sql.Add("select pg_terminate_backend(pg_backend_pid())");
        }));
        await store.Append(One(Table()), Cancel);
        Task<Committed> first;
        var rows = new Dictionary<string, Task<Committed>>();
        Task<Committed> refused;
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            first = store.Append(One(Table()), Cancel);
            await UntilWaiting(1);
            foreach (var row in (string[])["a", "b", "c", "d", "e"])
                rows[row] = Note("somebody", $"insert into tests.notes values ('{row}', 1)");
            rows["with events"] = store.Append(One(deadly), Cancel);
            refused = Note("another", "insert into events.skipped values ('r', 1, gen_random_uuid(), '', '', now())");
        }
        await first;
        foreach (var one in rows.Values.Append(refused))
            await Record.ExceptionAsync(() => one);

        Assert.True(kills > 1, "it was sent again");
        Assert.True(rows["with events"].IsCompletedSuccessfully);
        Assert.True(refused.IsFaulted);
        Assert.Equal(
            rows.Where(row => row.Value.IsCompletedSuccessfully && row.Key != "with events").Select(row => row.Key),
            await Ask<string[]>("select array(select note from tests.notes order by note)"));
        Assert.All(rows.Values.Where(row => row.IsFaulted),
            row => Assert.IsAssignableFrom<NpgsqlException>(row.Exception!.InnerException));

        Task<Committed> Note(string actor, string sql) => store.Append(
            new Commit(new EventMetadata(actor), []) { Operations = [new RawSqlOperation(sql)] }, Cancel);
    }
}
