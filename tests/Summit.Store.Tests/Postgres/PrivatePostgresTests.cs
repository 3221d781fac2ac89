using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Npgsql;
using Summit.Postgres;
using static Summit.Store.Tests.PrivatePostgresFixture;

namespace Summit.Store.Tests;

/// <summary>A private server in ordinary use: made, started, shared, stopped.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivatePostgresTests(PrivatePostgresFixture machine, ITestOutputHelper output)
    : IClassFixture<PrivatePostgresFixture>
{
    [Fact]
    public async Task the_first_use_makes_a_checked_utf8_database_behind_a_password_on_the_loopback_alone()
    {
        var options = new PrivatePostgresOptions { DataDirectory = machine.NewFolder() };
        var clock = Stopwatch.StartNew();
        await using var server = await Start(options);
        output.WriteLine($"first use, durable: {clock.ElapsedMilliseconds} ms");

        Assert.Equal("summit", await Execute(server, "select current_database()"));
        Assert.Equal("on", await Execute(server, "select current_setting('is_superuser')"));
        Assert.Equal("on", await Execute(server, "show data_checksums"));
        Assert.Equal("on", await Execute(server, "show fsync"));
        Assert.Equal("UTF8", await Execute(server, "show server_encoding"));
        Assert.Equal("C", await Execute(server, "select datcollate from pg_database where datname = 'summit'"));
        Assert.Equal("É", await Execute(server, "select upper('é')"));

        var port = new NpgsqlConnectionStringBuilder(server.ConnectionString).Port;
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        Assert.Equal([IPAddress.Loopback], listeners.Where(each => each.Port == port).Select(each => each.Address));
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => Ask(server.ConnectionString + ";Password=guessed", "select 1"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        foreach (var secret in (string[])["password", "connection", "owner.lock", "server.log"])
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(options.DataDirectory, secret)));
    }

    [Fact]
    public async Task an_existing_folder_starts_again_and_holds_what_was_committed()
    {
        var folder = machine.Folder;
        for (var round = 0; round < 3; round++)
        {
            var clock = Stopwatch.StartNew();
            await using var server = await Start(new PrivatePostgresOptions { DataDirectory = folder });
            output.WriteLine($"existing folder, durable: {clock.ElapsedMilliseconds} ms");
            Assert.Equal("kept", await Execute(server, "select word from kept"));
            clock.Restart();
            await server.DisposeAsync();
            output.WriteLine($"stop: {clock.ElapsedMilliseconds} ms");
        }
    }

    [Fact]
    public async Task the_server_is_our_own_child_in_its_own_session_never_root_and_gone_after_the_end()
    {
        var server = await Start(machine.Folder);
        var process = server.ServerProcessId!.Value;

        var row = Row(process);
        Assert.Equal("(postgres)", row[1]);
        Assert.Equal($"{Environment.ProcessId}", row[3]);
        Assert.Equal($"{process}", row[5]);
        Assert.DoesNotContain("Uid:\t0\t", File.ReadAllText($"/proc/{process}/status"), StringComparison.Ordinal);

        Assert.False(server.Exited.IsCompleted);
        await server.DisposeAsync();
        await server.DisposeAsync();
        Assert.True(server.Exited.IsCompleted);
        Assert.Empty(Row(process));
    }

    [Fact]
    public async Task a_missing_database_is_made_again()
    {
        var folder = machine.Copy();
        await using (var server = await Start(folder))
            await Ask(server.ConnectionString + ";Database=postgres", "drop database summit");

        await using var again = await Start(folder);
        Assert.Equal("summit", await Execute(again, "select current_database()"));
    }

    [Fact]
    public async Task a_second_owner_is_a_guest_and_leaves_the_server_running()
    {
        var folder = machine.Folder;
        await using var owner = await Start(folder);
        var guest = await Start(folder);

        Assert.Null(guest.ServerProcessId);
        Assert.Equal(owner.ConnectionString, guest.ConnectionString);
        await guest.DisposeAsync();
        Assert.False(owner.Exited.IsCompleted);
        Assert.Equal("kept", await Execute(owner, "select word from kept"));
    }

    [Fact]
    public async Task of_several_that_start_at_once_one_owns_the_server_and_the_others_wait_for_it()
    {
        var folder = machine.NewFolder();
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Start(folder)));

        Assert.Single(all, each => each.ServerProcessId is not null);
        Assert.Single(all.Select(each => each.ConnectionString).Distinct());
        foreach (var each in all) await each.DisposeAsync();
    }

    [Fact]
    public async Task a_guest_does_not_wait_for_ever()
    {
        var folder = machine.Folder;
        var silent = DataFolder.Open(Options(folder));
        Assert.True(silent.TryLock());

        var refused = await Assert.ThrowsAsync<PostgresUnavailableException>(
            () => Start(Options(folder) with { Patience = TimeSpan.FromMilliseconds(200) }));
        Assert.Contains("Another process holds", refused.Message, StringComparison.Ordinal);
        silent.Release(delete: false);
    }

    [Fact]
    public async Task an_ephemeral_server_takes_its_folder_with_it()
    {
        var folder = machine.Copy();
        await using (await Start(Options(folder) with { Ephemeral = true })) Assert.True(Directory.Exists(folder));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task a_port_that_somebody_else_was_quicker_to_take_is_exchanged()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var taken = ((IPEndPoint)stranger.LocalEndpoint).Port;
        var real = HostProbe.OfThisMachine();
        var asked = 0;
        var options = Options(machine.Folder) with
        {
            Surroundings = real with { FreePort = () => asked++ == 0 ? taken : real.FreePort() },
        };

        await using var server = await Start(options);
        Assert.Equal(2, asked);
        Assert.Equal("kept", await Execute(server, "select word from kept"));
    }

    [Fact]
    public async Task a_folder_of_somebody_elses_is_refused_and_left_as_it_was()
    {
        var folder = Directory.CreateDirectory(machine.NewFolder()).FullName;
        File.WriteAllText(Path.Combine(folder, "diary.txt"), "mine");

        var refused = await Assert.ThrowsAsync<PostgresUnavailableException>(() => Start(folder));
        Assert.Contains(folder, refused.Message, StringComparison.Ordinal);
        Assert.Equal(["diary.txt"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task a_folder_below_one_that_is_closed_to_others_can_be_used()
    {
        var closed = Directory.CreateDirectory(machine.NewFolder(), (UnixFileMode)0b111_000_000);
        await using var server = await Start(Path.Combine(closed.FullName, "below", "it"));
        Assert.Equal("summit", await Execute(server, "select current_database()"));
    }

    [Fact]
    public void the_log_never_grows_beyond_two_files()
    {
        var path = Path.Combine(Directory.CreateDirectory(machine.NewFolder()).FullName, "server.log");
        var log = new ServerLog(path, bytesMax: 100);
        for (var line = 0; line < 50; line++) log.Append("a line of the log\n"u8);

        Assert.InRange(new FileInfo(path).Length + new FileInfo(path + ".1").Length, 100, 250);
        Assert.Contains("a line of the log", log.Tail(), StringComparison.Ordinal);
    }
}
