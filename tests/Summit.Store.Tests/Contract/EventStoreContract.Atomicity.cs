using Npgsql;

namespace Summit.Store.Tests;

/// <summary>A commit is written whole or not at all, whatever fails.</summary>
public sealed partial class EventStoreContract
{
    [Fact]
    public async Task a_commit_writes_its_events_rows_messages_response_and_checkpoint_together()
    {
        var (one, other) = (Table("Water"), Table("Transport"));
        await Store.Append(Whole("a-key", one, other), Cancel);

        Assert.Equal(2, await Store.Head(Cancel));
        Assert.Equal(2, await Ask<long>("select count(*) from tests.titles"));
        Assert.Equal(2, await Ask<long>("select count(*) from tests.motion_page where until_position is null"));
        Assert.Equal(2, await Ask<long>("select position from events.outbox where id = $1", other.Ids[0]));
        Assert.Equal(201, await Ask<int>("select status from events.answers where caller = 'me' and key = 'a-key'"));
        Assert.Equal(1, await Ask<long>("select position from events.checkpoints where name = 'a-key'"));
        Assert.Equal("a-key", await Ask<string>("select note from tests.notes"));
    }

    public static TheoryData<string> Failures { get; } = [.. Failing(Guid.Empty).Keys];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task a_failure_in_any_part_of_a_commit_leaves_nothing_of_the_commit(string failure)
    {
        var motion = Table("Water");
        await Store.Append(Whole("first", motion), Cancel);
        var before = await DumpTables();
        var (cause, expected) = Failing(motion.Ids[0])[failure];
        var commit = cause(Whole("second", Table("Transport"), Amend(motion.Stream, 1, "text")));
        var store = With(Motion.Page, new Titles(), new DelegateProjection((change, sql) =>
        {
            if (failure == "an inline projection's statement" && change.Stream == motion.Stream)
                sql.Add("select 1 / 0");
            if (failure == "an inline projection's code" && change.Stream == motion.Stream)
                throw new NotSupportedException();
        }));

        var raised = await Assert.ThrowsAnyAsync<Exception>(() => store.Append(commit, Cancel));

        Assert.IsType(expected, raised);
        Assert.Equal(before, await DumpTables());
        Assert.Equal(3, (await store.Append(Whole("third", Table(), Table()), Cancel)).Position);
        await AssertStoreIsValid();
    }

    [Fact]
    public async Task a_deferred_constraint_that_fails_at_the_commit_leaves_nothing_of_it()
    {
        await Append(Table());
        await Execute(
            "alter table tests.notes add constraint notes_later unique (votes) deferrable initially deferred");
        var twice = new RawSqlOperation("insert into tests.notes values ('one', 1), ('two', 1)");

        var refused = await Assert.ThrowsAsync<ConstraintException>(
            () => Store.Append(One(Table()) with { Operations = [twice] }, Cancel));

        Assert.Equal("notes_later", refused.Constraint);
        Assert.Equal(2, (await Append(Table())).Position);
        Assert.Equal(0, await Ask<long>("select count(*) from tests.notes"));
        await AssertStoreIsValid();
    }

    [Fact]
    public async Task a_writer_that_dies_before_its_commit_leaves_nothing_behind()
    {
        await Append(Table());
        var before = await DumpTables();
        var dies = new RawSqlOperation("select pg_terminate_backend(pg_backend_pid())");

        await Assert.ThrowsAnyAsync<Exception>(
            () => Store.Append(Whole("dies", Table()) with { Operations = [dies] }, Cancel));

        Assert.Equal(before, await DumpTables());
        Assert.Equal(2, (await Append(Table())).Position);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_commit_whose_values_cannot_be_encoded_fails_alone_in_its_batch(bool afterOneWasRefused)
    {
        var store = With(Motion.Page);
        var all = new List<Task<Committed>>();
        Task first;
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            var sql = afterOneWasRefused ? "select 1/0" : "select 1";
            first = store.Append(One(Table()) with { Operations = [new RawSqlOperation(sql)] }, Cancel);
            await UntilWaiting(1);
            foreach (var note in (string[])["before", "half a character \ud800", "after"])
            {
                all.Add(store.Append(One(Table()) with
                {
                    Operations = [new RawSqlOperation("insert into tests.notes values ($1, 1)", note)],
                }, Cancel));
            }
        }
        Assert.Equal(afterOneWasRefused, await Record.ExceptionAsync(() => first) is not null);
        await all[0];
        await all[2];
        await Assert.ThrowsAnyAsync<ArgumentException>(() => all[1]);
        Assert.Equal(
            ["after", "before"], await Ask<string[]>("select array(select note from tests.notes order by note)"));
    }

    [Fact]
    public async Task each_commit_of_a_mixed_batch_gets_its_own_result()
    {
        var standing = (await MotionOf(events: 1), (await All())[0].Id);
        await Store.Append(Whole("first", Table("Water")), Cancel);
        var before = await Store.Head(Cancel);
        var failing = Failing(standing.Item2)
            .Where(failure => !failure.Key.StartsWith("an inline", StringComparison.Ordinal))
            .Select(failure => failure.Value)
            .ToArray();
        var (good, refused) = (new List<Task<Committed>>(), new List<Task<Exception>>());
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            for (var n = 0; n < 3 * failing.Length; n++)
            {
                good.Add(Store.Append(Whole($"good {n}", Table(), Table()), Cancel));
                var (cause, raised) = failing[n % failing.Length];
                var bad = cause(Whole($"bad {n}", Table()));
                refused.Add(Assert.ThrowsAsync(raised, () => Store.Append(bad, Cancel)));
                refused.Add(Assert.ThrowsAsync<StreamConflictException>(
                    () => Store.Append(Whole($"late {n}", Amend(standing.Item1, 7, "no")), Cancel)).ContinueWith(
                    late => (Exception)late.Result, Cancel, TaskContinuationOptions.None, TaskScheduler.Default));
            }
        }
        var positions = (await Task.WhenAll(good)).Select(committed => committed.Position).Order();
        Assert.Equal(Enumerable.Range(1, good.Count).Select(n => before + 2 * n), positions);
        await Task.WhenAll(refused);
        Assert.Equal(good.Count + 1, await Ask<long>("select count(*) from events.answers"));
        await AssertStoreIsValid();
    }

    /// <summary>A commit with every kind of content, identified by its key.</summary>
    private static Commit Whole(string key, params StreamAppend[] appends) => One(appends) with
    {
        Operations =
        [
            .. appends.SelectMany(append => append.Ids.Select(id => new MessageOperation(id, append.Stream))),
            new KeyedOperation("me", key),
            new Checkpoint(key, 0, 1),
            new RawSqlOperation("insert into tests.notes (note) values ($1)", key),
        ],
    };

    private static Dictionary<string, (Func<Commit, Commit> Cause, Type Raised)> Failing(Guid standing) => new()
    {
        ["an inline projection's statement"] = (commit => commit, typeof(PostgresException)),
        ["an inline projection's code"] = (commit => commit, typeof(NotSupportedException)),
        ["a title taken"] = (
            commit => commit with { Streams = [.. commit.Streams, Table("Water")] }, typeof(ConstraintException)),
        ["an operation's statement"] = (With(new RawSqlOperation("select 1 / 0")), typeof(PostgresException)),
        ["an operation's constraint"] = (
            With(new RawSqlOperation("insert into tests.notes values ('ill', -1)")), typeof(ConstraintException)),
        ["a response that exists"] = (
            commit => commit with
            {
                Operations =
                [
                    .. commit.Operations.Where(operation => operation is not IIdempotentOperation),
                    new KeyedOperation("me", "first"),
                ],
            }, typeof(ConstraintException)),
        ["a message for no event"] = (
            With(new MessageOperation(Guid.NewGuid(), Guid.NewGuid())), typeof(InvalidOperationException)),
        ["a checkpoint that moved"] = (With(new Checkpoint("first", 0, 2)), typeof(CheckpointMovedException)),
        ["an event id that exists"] = (
            commit => commit with { Streams = [.. commit.Streams, Table() with { Ids = [standing] }] },
            typeof(ConstraintException)),
        ["text that cannot be stored"] = (
            commit => commit with { Streams = [.. commit.Streams, Table("nothing\0")] }, typeof(ArgumentException)),
    };

    private static Func<Commit, Commit> With(IStorageOperation operation) =>
        commit => commit with { Operations = [.. commit.Operations, operation] };
}
