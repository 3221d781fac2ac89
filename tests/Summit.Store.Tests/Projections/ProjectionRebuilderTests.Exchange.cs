using System.Data;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Rebuilds in shadow tables, and the replacement of the live rows.</summary>
public sealed partial class ProjectionRebuilderTests
{
    [Fact]
    public async Task appends_and_views_go_on_while_projections_are_rebuilt_and_nothing_is_lost()
    {
        await Many(streams: 400, events: 20);
        await using var running = Run(new BodyPage(Database));
        foreach (var name in rebuilder.Names)
        {
            using var over = new CancellationTokenSource();
            var told = new ProgressCounter();
            var live = Task.Run(async () =>
            {
                var seed = name.GetHashCode(StringComparison.Ordinal);
                for (var n = 0; !over.IsCancellationRequested; n++)
                    await Live(seed + n, steps: 1);
            }, Cancel);
            var rebuilding = Task.Run(() => rebuilder.Rebuild(name, Cancel, told));
            var begun = await store.Head(Cancel);
            while (!rebuilding.IsCompleted)
            {
                // No reader ever sees a table that is empty or gone.
                Assert.True(await Ask<bool>($"select exists (select from {name})"));
            }
            await rebuilding;
            Assert.True(await store.Head(Cancel) > begun, "appends went on");
            Assert.True(told.Times > 0, "it is told how far it has come");
            await over.CancelAsync();
            await live;
        }
        var head = await store.Head(Cancel);
        await Eventually(() => running.Subscription.Reached >= head, "the view has caught up");
        foreach (var name in rebuilder.Names)
            Assert.Null(await rebuilder.Compare(name, Cancel));
        Assert.Null(await running.Failing(Cancel));
    }

    [Fact]
    public async Task a_rebuilt_table_keeps_its_indexes_constraints_and_grants()
    {
        await Execute("grant select on tests.motion_page to pg_monitor; grant select on tests.titles to public");
        var before = await Shape();
        foreach (var name in rebuilder.Names)
            await rebuilder.Rebuild(name, Cancel);
        Assert.Equal(before, await Shape());
        var refused = await Assert.ThrowsAsync<ConstraintException>(async () =>
        {
            await store.Append(One(Table("twice")), Cancel);
            await store.Append(One(Table("twice")), Cancel);
        });
        Assert.Equal("titles_one_motion", refused.Constraint);
    }

    [Fact]
    public async Task views_triggers_and_foreign_keys_on_a_table_survive_its_rebuild()
    {
        await Execute(
            """
            create view tests.pages as select id, title from tests.motion_page;
            create trigger reads after insert or delete on tests.motion_page execute function tests.note_reads();
            update tests.motion_page set row = row || '{"title": "forged"}' where from_position = 1;
            create table tests.quotes (motion uuid, since bigint, foreign key (motion, since)
                references tests.motion_page (id, from_position));
            insert into tests.quotes select id, from_position from tests.motion_page where from_position > 1
            """);
        var before = await Shape();
        await rebuilder.Rebuild(MotionPage, Cancel);
        Assert.Null(await rebuilder.Compare(MotionPage, Cancel));
        Assert.Equal(before, await Shape());
        Assert.Equal(0, await Ask<long>("select count(*) from tests.pages where title = 'forged'"));
        Assert.Equal(1, await Ask<long>("select count(*) from tests.notes where note = 'motion_page'"));
    }

    [Fact]
    public async Task a_long_read_transaction_blocks_neither_a_rebuild_nor_an_append()
    {
        await Execute("update tests.motion_page set row = row || '{\"title\": \"forged\"}'");
        await using var reads = await Database.OpenConnectionAsync(Cancel);
        await using var transaction = await reads.BeginTransactionAsync(IsolationLevel.RepeatableRead, Cancel);
        var (all, forged) = await Forged(reads);
        Assert.Equal(all, forged);
        await rebuilder.Rebuild(MotionPage, Cancel);
        await Live(seed: 100, steps: 1);
        Assert.Null(await rebuilder.Compare(MotionPage, Cancel));
        // Its snapshot does not change.
        Assert.Equal((all, forged), await Forged(reads));
    }

    [Fact]
    public async Task a_query_during_a_rebuild_sees_either_all_old_rows_or_all_new_ones()
    {
        await Many(streams: 100, events: 20);
        await rebuilder.Rebuild(MotionPage, Cancel);
        var before = await DumpTables();
        await Execute("update tests.motion_page set row = row || '{\"title\": \"forged\"}'");
        await using var reads = await Database.OpenConnectionAsync(Cancel);
        var (all, _) = await Forged(reads);
        var rebuilding = Task.Run(() => rebuilder.Rebuild(MotionPage, Cancel), Cancel);
        while (!rebuilding.IsCompleted)
        {
            var (seen, forged) = await Forged(reads);
            Assert.Equal(all, seen);
            Assert.True(forged == 0 || forged == all, $"{forged} of {all} are of before");
        }
        await rebuilding;
        Assert.Equal((all, 0), await Forged(reads));
        Assert.Equal(before, await DumpTables());
    }

    [Fact]
    public async Task a_rebuild_removes_duplicate_rows_and_restores_missing_ones()
    {
        var before = await DumpTables();
        await Execute(
            """
            alter table tests.titles drop constraint titles_one_motion;
            alter table tests.titles alter column title drop not null;
            insert into tests.titles select t.* from tests.titles t, generate_series(1, 2);
            insert into tests.titles values (null, gen_random_uuid()), (null, gen_random_uuid());
            delete from tests.titles where title = 'title 1 of 1'
            """);
        await rebuilder.Rebuild(Titles, Cancel);
        Assert.Null(await rebuilder.Compare(Titles, Cancel));
        Assert.Equal(before, await DumpTables());
    }

    [Theory]
    [InlineData("create unlogged table rebuild_tests_motion_page.motion_page")]
    [InlineData("insert into rebuild_tests_motion_page.motion_page")]
    [InlineData("select pg_advisory_xact_lock")]
    [InlineData("delete from tests.motion_page")]
    [InlineData("update events.checkpoints")]
    [InlineData("COMMIT\0")]
    public async Task a_rebuild_that_dies_at_any_step_loses_no_row_and_does_not_block_the_next(string at)
    {
        await Execute("update tests.motion_page set row = row || '{\"title\": \"forged\"}' where from_position = 1");
        var before = await Count();
        await using (var line = new FaultyTcpProxy(ConnectionString))
        await using (var afar = NpgsqlDataSource.Create(line.ConnectionString))
        {
            line.CutAfter(at);
            await Assert.ThrowsAnyAsync<Exception>(
                () => Open(afar, Motion.Page, new Titles()).Rebuilder().Rebuild(MotionPage, Cancel));
        }
        Assert.Equal(before, await Count());
        await rebuilder.Rebuild(MotionPage, Cancel);
        Assert.Null(await rebuilder.Compare(MotionPage, Cancel));
        Assert.Equal(0, await Ask<long>("select count(*) from pg_namespace where nspname like 'rebuild%'"));

        Task<long> Count() => Ask<long>("select count(*) from tests.motion_page");
    }

    [Fact]
    public async Task a_view_that_is_ahead_of_a_restored_store_is_rebuilt_and_goes_on()
    {
        var view = new BodyPage(Database);
        var head = await store.Head(Cancel);
        // The events come from a backup, the view's rows and checkpoint do not.
        await Restore(to: 20);
        Assert.NotNull(await rebuilder.Compare(BodyPage, Cancel));
        while (await store.Head(Cancel) <= head)
            await store.Append(One(Table(), Table()), Cancel);

        await using var running = Run(view);
        var end = await store.Head(Cancel);
        await Eventually(() => running.Subscription.Reached == end, "the view has caught up");
        Assert.Null(await running.Failing(Cancel));
        Assert.Null(await rebuilder.Compare(BodyPage, Cancel));
        await store.Append(One(Table()), Cancel);
        await Eventually(() => running.Subscription.Reached == end + 1, "the view goes on");
        Assert.Null(await rebuilder.Compare(BodyPage, Cancel));
    }

    [Fact]
    public async Task a_view_ahead_of_a_restored_store_reports_why_its_rebuild_fails_until_it_succeeds()
    {
        await Execute(
            "alter table tests.body_page add constraint decent check (not row::text like '%motions%') not valid");
        await Restore(to: 20);
        await using var running = Run(new BodyPage(Database));
        await Eventually(async () => (await running.Failing(Cancel))?.Why.Contains("decent") == true, "it says why");

        await Execute("alter table tests.body_page drop constraint decent");
        await Eventually(async () => await running.Failing(Cancel) is null, "it no longer fails");
        Assert.Null(await rebuilder.Compare(BodyPage, Cancel));
    }

    [Fact]
    public async Task a_skipped_event_is_left_out_of_the_rebuild_of_its_view_and_of_no_other()
    {
        var head = await store.Head(Cancel);
        await store.Append(One(Table("unspeakable", Guid.NewGuid())), Cancel);
        await Execute("alter table tests.body_page add constraint decent check (not row::text like '%unspeakable%')");
        var view = new BodyPage(Database);
        await using var running = Run(view);
        await Fails(running, head + 1);
        await store.Admin(view).Skip(BodyPage, head + 1, "unspeakable", "operator", Cancel);
        await Eventually(() => running.Subscription.Reached == head + 1, "it goes on");

        foreach (var name in rebuilder.Names)
            Assert.Null(await rebuilder.Compare(name, Cancel));
        await rebuilder.Rebuild(BodyPage, Cancel);
        Assert.Null(await rebuilder.Compare(BodyPage, Cancel));
    }

    /// <summary>How many rows there are, and how many of them are forged.</summary>
    private async Task<(long All, long Forged)> Forged(NpgsqlConnection reads)
    {
        await using var command = new NpgsqlCommand(
            "select count(*), count(*) filter (where title = 'forged') from tests.motion_page", reads);
        await using var row = await command.ExecuteReaderAsync(Cancel);
        await row.ReadAsync(Cancel);
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private async Task Many(int streams, int events)
    {
        for (var n = 0; n < streams; n++)
        {
            var tabled = Table($"many {n}");
            await store.Append(One(tabled), Cancel);
            await store.Append(
                One(Amend(tabled.Stream, 1, [.. Enumerable.Range(0, events - 1).Select(m => $"text {m}")])), Cancel);
        }
    }

    /// <summary>The tables as the catalogue describes them.</summary>
    private Task<string> Shape() => Ask<string>(
        """
        select string_agg(line, E'\n' order by line) from (
            select indexdef as line from pg_indexes where schemaname = 'tests'
            union all
            select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
              from pg_constraint where connamespace = 'tests'::regnamespace
            union all
            select format('%s %s', oid::regclass, relacl) from pg_class
             where relnamespace = 'tests'::regnamespace and relkind = 'r'
            union all
            select format('%s %s %s %s', table_name, column_name, data_type, generation_expression)
              from information_schema.columns where table_schema = 'tests') shape
        """);

    private sealed class ProgressCounter : IProgress<RebuildProgress>
    {
        public int Times { get; private set; }

        public void Report(RebuildProgress value)
        {
            Assert.True(value.Position <= value.Head);
            Times++;
        }
    }
}
