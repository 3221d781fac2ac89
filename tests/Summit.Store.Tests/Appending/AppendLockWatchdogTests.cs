using Npgsql;

namespace Summit.Store.Tests;

public sealed class AppendLockWatchdogTests(PostgresServer server) : StoreTest(server)
{
    [Theory]
    [InlineData("an append")]
    [InlineData("an import")]
    [InlineData("a rebuild")]
    public async Task a_silent_session_that_holds_the_append_lock_is_ended_once_something_waits_for_the_lock(
        string waiting)
    {
        await using var frozen = await Holder("select");
        // Within a copy: no round trip has ended, so no timeout of the database applies.
        await using var half = await frozen.BeginTextImportAsync("copy events.outbox from stdin", Cancel);
        await (waiting switch
        {
            "an append" => Append(),
            "an import" => new EventImporter(Database, Types, [], Clock).Run(
                AsyncEnumerable.Empty<RawEvent>(), _ => { }, Cancel),
            _ => (Task)Store.Rebuilder().Rebuild(Motion.Page.Name, Cancel),
        });
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => half.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task an_append_waits_for_a_busy_session_that_holds_the_append_lock()
    {
        await using var busy = await Holder("create table tests.made_meanwhile ()");
        await using var work = new NpgsqlCommand("select pg_sleep(7); commit", busy);
        var working = work.ExecuteNonQueryAsync(Cancel);
        var append = Append();
        await working;
        Assert.Equal(1, (await append).Position);
        Assert.Equal(1, await Ask<long>("select count(*) from pg_tables where tablename = 'made_meanwhile'"));
    }

    private Task<Committed> Append() =>
        Open().Append(One(Table()), Cancel);

    /// <summary>A session that holds the append lock and has executed a statement.</summary>
    private async Task<NpgsqlConnection> Holder(string something)
    {
        var connection = await Database.OpenConnectionAsync(Cancel);
        await using var batch = new NpgsqlBatch(connection);
        string[] statements =
            ["begin", $"select pg_advisory_xact_lock({GroupCommit.AppendLock})", something];
        foreach (var statement in statements)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        await batch.ExecuteNonQueryAsync(Cancel);
        return connection;
    }
}
