using System.Runtime.CompilerServices;
using Marten;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Migrations run each step once, whichever node starts first.</summary>
public sealed class MigratorTests(PostgresServer server) : StoreTest(server)
{
    private static readonly string[] Steps =
    [
        "Store/019_event_tables_to_marten.sql",
        $"Marten {typeof(IDocumentStore).Assembly.GetName().Version!.ToString(3)}",
        "Store/020_store.sql", "Store/021_chain.sql", "Store/022_answers_position.sql",
        "Store/023_skipped_and_unknown.sql",
        "StoreTests/900_motions.sql",
    ];

    private string bare = "";
    private NpgsqlDataSource empty = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        bare = await Server.BareDatabase();
        empty = NpgsqlDataSource.Create(bare);
    }

    public override async ValueTask DisposeAsync()
    {
        await empty.DisposeAsync();
        await Server.Drop(bare);
        await base.DisposeAsync();
    }

    [Fact]
    public async Task a_second_migration_runs_no_step()
    {
        Assert.Equal(Steps, await Run(empty));
        Assert.Empty(await Run(empty));
    }

    [Fact]
    public async Task when_several_nodes_migrate_at_once_exactly_one_runs_the_steps()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var own = NpgsqlDataSource.Create(bare + ";Pooling=false");
            return await Run(own);
        })));
        Assert.Equal(Steps, runs.SelectMany(run => run));
        Assert.Equal([0, 0, 0, Steps.Length], runs.Select(run => run.Count).Order());
    }

    [Fact]
    public async Task a_migration_waits_for_another_one_longer_than_the_command_timeout()
    {
        var (begun, done) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new OwnedTables(typeof(NpgsqlConnection), typeof(MigratorTests), () =>
        {
            begun.SetResult();
            return done.Task;
        });
        var first = Migrator(empty).Run([], Cancel, slow);
        await begun.Task.WaitAsync(Cancel);
        await using var hasty = NpgsqlDataSource.Create(bare + ";Command Timeout=1");
        var second = Run(hasty);
        await Eventually(async () => await Ask<bool>(
            """
            select exists (select from pg_stat_activity where datname = $1 and wait_event = 'advisory'
                              and clock_timestamp() - query_start > interval '2 seconds')
            """, new NpgsqlConnectionStringBuilder(bare).Database!), "the second waits");
        done.SetResult();
        await first;
        Assert.Equal(Steps[^1..], await second);
    }

    [Fact]
    public async Task a_migration_file_that_was_changed_after_it_ran_is_refused()
    {
        await Execute("update events.migrations set checksum = '\\x00' where name = $1", Steps[0]);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Run(Database));
        Assert.Contains(Steps[0], refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_tables_of_a_library_are_migrated_once_for_each_build_that_configures_them()
    {
        var runs = 0;
        foreach (var configuration in (Type[])[typeof(Migrator), typeof(Migrator), typeof(MigratorTests)])
            await Migrator(Database).Run([], Cancel,
                new OwnedTables(typeof(NpgsqlConnection), configuration, () => Task.FromResult(runs++)));
        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task a_failing_file_rolls_back_the_files_of_its_run_and_the_next_run_executes_them()
    {
        await using (var taken = empty.CreateCommand("create schema tests"))
            await taken.ExecuteNonQueryAsync(Cancel);

        await Assert.ThrowsAsync<PostgresException>(() => Run(empty));

        await using var tables = empty.CreateCommand(
            "select to_regclass('events.checkpoints') is null and to_regclass('events.mt_events') is not null");
        Assert.Equal(true, await tables.ExecuteScalarAsync(Cancel));
        await using (var free = empty.CreateCommand("drop schema tests"))
            await free.ExecuteNonQueryAsync(Cancel);
        Assert.Equal(Steps[2..], await Run(empty));
    }

    [Fact]
    public async Task a_migration_reports_its_own_error_even_if_the_server_ends_all_sessions()
    {
        var dying = new OwnedTables(typeof(NpgsqlConnection), typeof(MigratorTests), async () =>
        {
            await Execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1",
                new NpgsqlConnectionStringBuilder(bare).Database!);
            throw new NotSupportedException();
        });
        await Assert.ThrowsAsync<NotSupportedException>(() => Migrator(empty).Run([], Cancel, dying));
    }

    [Fact]
    public async Task a_migrated_database_of_an_earlier_version_has_the_schema_of_a_new_one()
    {
        await using (var old = empty.CreateCommand(await File.ReadAllTextAsync(Earlier(), Cancel)))
            await old.ExecuteNonQueryAsync(Cancel);

        Assert.Equal(Steps, await Run(empty));
        Assert.Empty(await Run(empty));
        var upgraded = await Shape(empty);
        Assert.Equal(await Shape(Database), upgraded);
        await using var kept = empty.CreateCommand(
            """
            select string_agg(format('%s %s %s', c.name, c.position, c.event_id = e.id), ',' order by c.name)
              from events.checkpoints c left join events.mt_events e on e.seq_id = c.position
            """);
        Assert.Equal("tests.ahead 9 ,tests.body_page 2 t", await kept.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Marten_finds_the_tables_it_is_configured_for_in_new_and_in_migrated_databases()
    {
        await using (var old = empty.CreateCommand(await File.ReadAllTextAsync(Earlier(), Cancel)))
            await old.ExecuteNonQueryAsync(Cancel);
        await Run(empty);
        foreach (var database in (NpgsqlDataSource[])[Database, empty])
            await Marten(database).Storage.Database.AssertDatabaseMatchesConfigurationAsync(Cancel);
    }

    private Task<IReadOnlyList<string>> Run(NpgsqlDataSource database) =>
        Migrator(database).Run([typeof(MigratorTests).Assembly], Cancel);

    private Migrator Migrator(NpgsqlDataSource database) => new(database, new(() => Marten(database)));

    private DocumentStore Marten(NpgsqlDataSource database) =>
        new StoreFixture(database, ConnectionString, Clock, []).Marten();

    private static string Earlier([CallerFilePath] string test = "") =>
        Path.Combine(Fixtures.Folder(test), "before_marten.sql");

    /// <summary>What the catalogue says of the schema, an object a line.</summary>
    private async Task<string[]> Shape(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            """
            select array(
                select format('column %s.%s %s %s %s', table_name, column_name, udt_name, is_nullable,
                              -- Marten writes into this default the moment at which it created the table.
                              case when table_name = 'mt_events' and column_name = 'timestamp' then ''
                                   else column_default end)
                  from information_schema.columns where table_schema = 'events'
                union all
                select indexdef from pg_indexes where schemaname = 'events'
                union all
                select format('constraint %s of %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
                  from pg_constraint where connamespace = 'events'::regnamespace
                union all
                select pg_get_functiondef(oid) from pg_proc
                 where pronamespace = 'events'::regnamespace and prokind <> 'a'
                union all
                select format('aggregate %s folds by %s', aggfnoid::oid::regprocedure, aggtransfn)
                  from pg_aggregate join pg_proc p on p.oid = aggfnoid and p.pronamespace = 'events'::regnamespace
                union all
                select format('sequence %s owned by %s', s.oid::regclass, d.refobjid::regclass)
                  from pg_class s left join pg_depend d on d.objid = s.oid and d.deptype = 'a'
                 where s.relkind = 'S' and s.relnamespace = 'events'::regnamespace
                order by 1)
            """);
        return (string[])(await command.ExecuteScalarAsync(Cancel))!;
    }
}
