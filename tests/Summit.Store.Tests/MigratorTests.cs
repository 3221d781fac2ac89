using System.Reflection;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>The schema: each file once, all or none, whoever starts first.</summary>
public sealed class MigratorTests(PostgresServer server) : StoreTest(server)
{
    private static readonly string[] Files =
    [
        "EventStore/001_events.sql", "EventStore/009_readers.sql", "EventStore/010_group_commit.sql",
        "EventStore/011_chain.sql", "EventStore/018_outbox_due.sql", "EventStoreTests/900_motions.sql",
    ];

    private static readonly Assembly[] Assemblies = [typeof(Migrator).Assembly, typeof(MigratorTests).Assembly];

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
    public async Task A_second_run_does_nothing()
    {
        Assert.Equal(Files, await Run(empty));
        Assert.Empty(await Run(empty));
    }

    [Fact]
    public async Task Of_several_that_start_at_once_one_runs_each_file()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var own = NpgsqlDataSource.Create(bare + ";Pooling=false");
            return await Run(own);
        })));
        Assert.Equal(Files, runs.SelectMany(run => run));
        Assert.Equal([0, 0, 0, Files.Length], runs.Select(run => run.Count).Order());
    }

    [Fact]
    public async Task A_file_that_was_changed_after_it_ran_is_refused()
    {
        await Execute("update events.migrations set checksum = '\\x00' where name = $1", Files[0]);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Run(Database));
        Assert.Contains(Files[0], refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_of_any()
    {
        await using (var taken = empty.CreateCommand("create schema tests"))
            await taken.ExecuteNonQueryAsync(Cancel);

        await Assert.ThrowsAsync<PostgresException>(() => Run(empty));

        await using var schemas = empty.CreateCommand("select count(*) from pg_namespace where nspname = 'events'");
        Assert.Equal(0L, await schemas.ExecuteScalarAsync(Cancel));
        await using (var free = empty.CreateCommand("drop schema tests"))
            await free.ExecuteNonQueryAsync(Cancel);
        Assert.Equal(Files, await Run(empty));
    }

    private Task<IReadOnlyList<string>> Run(NpgsqlDataSource database) =>
        new Migrator(database).Run(Assemblies, Cancel);
}
