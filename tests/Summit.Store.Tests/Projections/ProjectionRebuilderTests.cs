using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Rebuilds of projections: equal to incremental writes, and repairing tampered rows.</summary>
public sealed partial class ProjectionRebuilderTests(PostgresServer server) : StoreTest(server)
{
    private const string MotionPage = "tests.motion_page", BodyPage = "tests.body_page", Titles = "tests.titles";

    private readonly List<Guid> motions = [];
    private StoreFixture store = null!;
    private ProjectionRebuilder rebuilder = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        IInlineProjection[] inline = [Motion.Page, new Titles()];
        store = Open(Database, inline);
        rebuilder = store.Rebuilder(new BodyPage(Database));
        await Live(seed: 1, steps: 120);
    }

    [Fact]
    public async Task a_rebuild_gives_the_same_rows_as_incremental_writes()
    {
        foreach (var name in rebuilder.Names)
            Assert.Null(await rebuilder.Compare(name, Cancel));
        var before = await DumpTables();

        foreach (var name in rebuilder.Names)
            Assert.Equal(await store.Head(Cancel), await rebuilder.Rebuild(name, Cancel));

        Assert.Equal(Rows(before), Rows(await DumpTables()));
    }

    [Fact]
    public async Task a_new_stream_gets_a_row_even_if_it_equals_the_row_of_the_initial_state()
    {
        var untitled = Table("");
        await store.Append(One(untitled), Cancel);
        Assert.Equal(1, await Ask<long>("select count(*) from tests.motion_page where id = $1", untitled.Stream));
        Assert.Null(await rebuilder.Compare(MotionPage, Cancel));
    }

    [Theory]
    [InlineData(MotionPage,
        "update tests.motion_page set row = row || '{\"title\": \"forged\"}' where from_position = 1",
        "holds a row that a replay does not lead to", "forged")]
    [InlineData(MotionPage, "delete from tests.motion_page where from_position = 1",
        "lacks a row", "\"from_position\": 1,")]
    [InlineData(MotionPage, "insert into tests.motion_page values (gen_random_uuid(), 4711, null, '{}')",
        "holds a row that a replay does not lead to", "4711")]
    [InlineData(MotionPage, "update tests.motion_page set until_position = null where from_position = 1",
        "", "\"from_position\": 1,")]
    [InlineData(Titles,
        "update tests.titles set motion = gen_random_uuid() where title = 'title 1 of 1'", "", "title 1")]
    [InlineData(BodyPage, "update tests.body_page set row = row || '{\"motions\": 4711}' where until_position is null",
        "holds a row that a replay does not lead to", "4711")]
    public async Task a_comparison_names_a_tampered_row_and_a_rebuild_repairs_it(
        string name, string tamper, string finding, string named)
    {
        var before = await DumpTables();
        if (tamper.Contains("until_position = null", StringComparison.Ordinal))
            await Execute("drop index tests.motion_page_current");
        await Execute(tamper);

        var found = await rebuilder.Compare(name, Cancel);
        Assert.NotNull(found);
        Assert.StartsWith(name, found, StringComparison.Ordinal);
        Assert.Contains(finding, found, StringComparison.Ordinal);
        Assert.Contains(named, found, StringComparison.Ordinal);
        foreach (var other in rebuilder.Names.Where(other => other != name))
            Assert.Null(await rebuilder.Compare(other, Cancel));

        await rebuilder.Rebuild(name, Cancel);
        Assert.Null(await rebuilder.Compare(name, Cancel));
        Assert.Equal(Rows(before), Rows(await DumpTables()));
    }

    [Fact]
    public async Task each_row_is_valid_from_its_position_until_the_next_row_of_its_id()
    {
        foreach (var table in (string[])[MotionPage, BodyPage])
        {
            // A row that ends where none follows is that of something withdrawn.
            Assert.Equal(0, await Ask<long>(
                $"""
                select count(*) from (
                    select *, lead(from_position) over (partition by id order by from_position) as next from {table}) r
                 where until_position <= from_position
                    or next is not null and until_position is distinct from next
                    or next is null and until_position is not null and not exists (
                        select 1 from events.mt_events e where e.stream_id = r.id and e.seq_id = r.until_position
                           and e.type = 'tests.motion-withdrawn')
                """));
        }
        Assert.True(await Ask<long>("select count(*) from tests.motion_page where until_position is not null") > 30);
    }

    [Fact]
    public async Task one_condition_on_positions_finds_the_row_of_any_past_position()
    {
        var motion = motions[0];
        for (long position = 1; position <= await store.Head(Cancel); position++)
        {
            var slice = await store.Read(motion, position, Cancel);
            var state = Motion.Stream.Fold(slice);
            Assert.Equal(slice.Version == 0 || state.Withdrawn ? -1 : state.Texts.Count, await Ask<int>(
                """
                select coalesce((select (row ->> 'count')::int from tests.motion_page
                  where id = $1 and from_position <= $2 and (until_position > $2 or until_position is null)), -1)
                """, motion, position));
        }
    }

    [Fact]
    public async Task a_failed_rebuild_leaves_the_rows_unchanged()
    {
        await Execute("update events.mt_events set type = 'tests.unknown' where seq_id = 20");
        var before = await DumpTables();
        await Assert.ThrowsAsync<UnreadableEventException>(() => rebuilder.Rebuild(MotionPage, Cancel));
        Assert.Equal(before, await DumpTables());
        await Assert.ThrowsAsync<ArgumentException>(() => rebuilder.Rebuild("tests.nothing", Cancel));
    }

    [Fact]
    public async Task what_is_listed_is_rebuilt_by_one_of_those_that_start_together_and_a_name_of_none_is_passed_over()
    {
        await Execute(
            """
            insert into events.rebuilds values ('tests.renamed'), ('tests.titles');
            update tests.titles set motion = gen_random_uuid()
            """);
        await using var other = await Database.OpenConnectionAsync(Cancel);
        await using var rebuild = await other.BeginTransactionAsync(Cancel);
        await using var hold = new NpgsqlCommand(
            "select pg_advisory_xact_lock(1400204653, hashtext('tests.titles'))", other, rebuild);
        await hold.ExecuteNonQueryAsync(Cancel);
        var starting = new[] { rebuilder.RebuildListed(Cancel), rebuilder.RebuildListed(Cancel) };
        await Eventually(async () => await Ask<long>(
            """
            select count(*) from pg_locks join pg_database d on d.oid = database
             where datname = current_database() and classid = 1400204653 and not granted
            """) == 2, "both wait for their turn");
        await rebuild.RollbackAsync(Cancel);
        Assert.Equal([Titles], (await Task.WhenAll(starting)).SelectMany(names => names));
        Assert.Null(await rebuilder.Compare(Titles, Cancel));
        Assert.Empty(await rebuilder.RebuildListed(Cancel));
        Assert.Equal("tests.renamed", await Ask<string>("select string_agg(name, ' ') from events.rebuilds"));
    }

    /// <summary>Tables, amends and withdraws motions; the view applies them in small pages.</summary>
    private async Task Live(int seed, int steps)
    {
        var random = new Random(seed);
        var bodies = Enumerable.Range(0, 3).Select(n => new Guid(n, 0, 0, new byte[8])).ToArray();
        for (var step = 1; step <= steps; step++)
        {
            if (motions.Count == 0 || random.Next(4) == 0)
            {
                var tabled = Table($"title {step} of {seed}", bodies[random.Next(3)]);
                await store.Append(One(tabled, Table(null, bodies[random.Next(3)])), Cancel);
                motions.Add(tabled.Stream);
            }
            var happened = random.Next(12) == 0
                ? (MotionEvent[])[new MotionWithdrawn()]
                : [.. Enumerable.Range(0, random.Next(1, 4)).Select(n => new MotionAmended($"text {random.Next(3)}"))];
            await Decide(store, motions[random.Next(motions.Count)], happened);
        }
        if (seed != 1)
            return;
        var view = new BodyPage(Database);
        for (long seen = 0; seen < await store.Head(Cancel);)
        {
            var page = await store.PageFor(view, seen, Cancel, limit: 5);
            await view.Take(page, seen, Cancel);
            seen = page.Reached;
        }
    }

    /// <summary>The dump without the times of the checkpoints.</summary>
    private static string Rows(string everything) => System.Text.RegularExpressions.Regex.Replace(
        everything, "\"last_updated\": \"[^\"]*\"", "");
}
