using System.Diagnostics;
using System.Runtime.Versioning;
using Summit.Postgres;
using static Summit.Store.Tests.PrivatePostgresFixture;

namespace Summit.Store.Tests;

/// <summary>A private server after kill -9, of itself or of its service, and after a restart of the machine.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivatePostgresRecoveryTests(PrivatePostgresFixture machine)
    : IClassFixture<PrivatePostgresFixture>
{
    [Fact]
    public async Task the_service_notices_a_killed_server_and_the_next_start_recovers_what_was_committed()
    {
        var folder = machine.Folder;
        await using (var server = await Start(Options(folder) with { Durable = true }))
        {
            await Execute(server, "create table later as select 'too' as word");
            NativeMethods.Signal(server.ServerProcessId!.Value, NativeMethods.Kill);
            await server.Exited.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        }

        await using var next = await Start(folder);
        Assert.Equal("too", await Execute(next, "select word from later"));
    }

    [Fact]
    public async Task the_server_ends_when_its_service_is_killed_and_the_next_start_recovers()
    {
        var folder = machine.Folder;
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "exec", typeof(PrivatePostgresRecoveryTests).Assembly.Location, "-explicit", "only", "-method",
                $"{typeof(PrivatePostgresService).FullName}."
                + nameof(PrivatePostgresService.the_service_waits_until_it_is_killed),
            ])
        { RedirectStandardOutput = true, Environment = { [PrivatePostgresService.FolderVariable] = folder } };
        using var service = Process.Start(start)!;
        var record = Path.Combine(folder, "data", "postmaster.pid");
        await Eventually(
            () => File.Exists(Path.Combine(folder, "connection")) || service.HasExited, "the service starts");
        Assert.False(service.HasExited, "the service ended by itself");
        var server = int.Parse(File.ReadLines(record).First());
        Assert.Equal("kept", await Ask(File.ReadAllText(Path.Combine(folder, "connection")), "select word from kept"));

        NativeMethods.Signal(service.Id, NativeMethods.Kill);
        await Eventually(() => !Runs(server), "the server ends with its service");
        Assert.False(File.Exists(record), "it ended in order");
        await using var next = await Start(folder);
        Assert.Equal("kept", await Execute(next, "select word from kept"));
    }

    [Fact]
    public async Task a_start_stops_and_replaces_a_server_that_was_left_running()
    {
        var folder = machine.Folder;
        var left = await LeftRunning(folder);

        var said = new List<string>();
        await using var next = await Start(folder, said.Add);
        Assert.False(Runs(left.Child.Id));
        Assert.NotEqual(left.Child.Id, next.ServerProcessId);
        Assert.Contains(said, sentence => sentence.StartsWith("Stopping the PostgreSQL", StringComparison.Ordinal));
        Assert.Equal("kept", await Execute(next, "select word from kept"));
    }

    [Fact]
    public async Task a_start_replaces_a_server_that_a_dying_service_started_after_the_search_for_orphans()
    {
        var folder = machine.Folder;
        var real = HostProbe.OfThisMachine();
        Server? left = null;
        // The port is chosen after the search for leftovers and before the start.
        int Late()
        {
            left ??= Task.Run(() => Running(DataFolder.Open(Options(folder)))).GetAwaiter().GetResult();
            return real.FreePort();
        }

        await using var next = await Start(Options(folder) with { Surroundings = real with { FreePort = Late } });
        Assert.False(Runs(left!.Child.Id));
        Assert.Equal("kept", await Execute(next, "select word from kept"));
    }

    [Fact]
    public async Task backends_that_a_killed_server_left_do_not_block_the_next_start()
    {
        var folder = machine.Folder;
        var left = await LeftRunning(folder);
        var connection = File.ReadAllText(Path.Combine(folder, "connection"));
        // Busy with this, it would notice the end of its server only minutes later.
        var busy = Ask(connection, "select count(*) from generate_series(1, 100000000000)");
        await Eventually(() => IsBusy(folder), "the query runs");
        NativeMethods.Signal(left.Child.Id, NativeMethods.Kill);

        await using var next = await Start(folder);
        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => busy);
        Assert.Equal("kept", await Execute(next, "select word from kept"));
    }

    [Fact]
    public async Task a_start_spares_another_program_that_has_the_recorded_process_id()
    {
        var folder = machine.Folder;
        var opened = DataFolder.Open(Options(folder));
        var launch = await Launch.ForServer(opened, await Installed(), TestContext.Current.CancellationToken);
        // The same user as the server's, and even in its folder: only the executable tells them apart.
        var stranger = await ChildProcess.Start(
            Command.Prepare(launch.Words("sh", "-c", "cd \"$0\" && exec sleep 600", opened.Data)),
            new ServerLog(Path.Combine(folder, "stranger.log")));
        var record = Path.Combine(folder, "data", "postmaster.pid");
        File.WriteAllText(
            record, $"{stranger.Id}\n{folder}/data\n1700000000\n5432\n\n127.0.0.1\n  1234567         1\nready\n");
        if (launch.Account is not null) Run("chown", launch.Account, record);

        await using (var server = await Start(folder))
            Assert.Equal("kept", await Execute(server, "select word from kept"));
        Assert.True(Runs(stranger.Id));
        stranger.Signal(NativeMethods.Kill);
    }

    [Fact]
    public async Task a_cancelled_first_start_leaves_a_folder_that_the_next_start_can_use()
    {
        var folder = machine.NewFolder();
        using var impatience = new CancellationTokenSource();
        var cut = PrivatePostgres.StartAsync(Options(folder), _ => { }, impatience.Token);
        await Eventually(() => Directory.Exists(folder) && Directory.GetDirectories(folder, "init-*").Any(
            each => Directory.Exists(Path.Combine(each, "data", "base"))), "the database is being made");
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cut);
        Directory.CreateDirectory(Path.Combine(folder, "init-killed", "data", "base"));

        await using var server = await Start(folder);
        Assert.Equal("summit", await Execute(server, "select current_database()"));
        Assert.Empty(Directory.GetDirectories(folder, "init-*"));
    }

    [Fact]
    public async Task the_error_quotes_the_log_of_a_server_that_cannot_start()
    {
        var folder = machine.Copy();
        File.Delete(Path.Combine(folder, "data", "global", "pg_control"));

        var refused = await Assert.ThrowsAsync<PostgresUnavailableException>(() => Start(folder));
        Assert.Contains(Path.Combine(folder, "server.log"), refused.Message, StringComparison.Ordinal);
        Assert.Contains("global/pg_control", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_error_says_whether_the_password_is_wrong_or_missing()
    {
        var folder = machine.Copy();
        File.WriteAllText(Path.Combine(folder, "password"), "another");
        var wrong = await Assert.ThrowsAsync<PostgresUnavailableException>(() => Start(folder));
        Assert.Contains("does not know the password", wrong.Message, StringComparison.Ordinal);

        File.Delete(Path.Combine(folder, "password"));
        var gone = await Assert.ThrowsAsync<PostgresUnavailableException>(() => Start(folder));
        Assert.Contains("is missing", gone.Message, StringComparison.Ordinal);
    }

    /// <summary>A server whose owner has released its lock without stopping it, like a killed one.</summary>
    private static async Task<Server> LeftRunning(string path)
    {
        var folder = DataFolder.Open(Options(path));
        Assert.True(folder.TryLock());
        var server = await Running(folder);
        folder.Publish(Readiness.ConnectionString(server.Port, folder.Password()));
        folder.Release(delete: false);
        return server;
    }

    private static async Task<Server> Running(DataFolder folder) => await LocalServer.Start(
        await Installed(), folder, Options(folder.Root), _ => { }, TestContext.Current.CancellationToken);

    private static async Task<bool> IsBusy(string folder) =>
        (await OrphanCleanup.AtWork(DataFolder.Open(Options(folder)), 0, TestContext.Current.CancellationToken))
            .Any(process => Read($"/proc/{process}/cmdline").Contains("SELECT", StringComparison.Ordinal));
}

/// <summary>A service for the test above to kill, in a process of its own; never run among the others.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivatePostgresService
{
    public const string FolderVariable = "SUMMIT_TEST_SERVICE_FOLDER";

    [Fact(Explicit = true)]
    public async Task the_service_waits_until_it_is_killed()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        Assert.NotNull(folder);
        await using var server = await Start(folder);
        await server.Exited.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}
