using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Npgsql;
using Summit.Postgres;
using static Summit.Store.Tests.PrivatePostgresFixture;

namespace Summit.Store.Tests;

/// <summary>A private server in ordinary use: created, started, shared, stopped.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivatePostgresTests(PrivatePostgresFixture machine, ITestOutputHelper output)
    : IClassFixture<PrivatePostgresFixture>
{
    [Fact]
    public async Task the_first_start_creates_a_UTF8_database_with_checksums_and_a_password_on_the_loopback()
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
    public async Task a_start_on_an_existing_folder_finds_what_was_committed()
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
    public async Task the_server_is_an_unprivileged_child_in_its_own_session_and_ends_when_disposed()
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
    public async Task a_start_creates_a_missing_database_again()
    {
        var folder = machine.Copy();
        await using (var server = await Start(folder))
            await Ask(server.ConnectionString + ";Database=postgres", "drop database summit");

        await using var again = await Start(folder);
        Assert.Equal("summit", await Execute(again, "select current_database()"));
    }

    [Fact]
    public async Task a_second_start_uses_the_running_server_and_leaves_it_running()
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
    public async Task when_several_start_at_once_one_owns_the_server_and_the_others_use_it()
    {
        var folder = machine.NewFolder();
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Start(folder)));

        Assert.Single(all, each => each.ServerProcessId is not null);
        Assert.Single(all.Select(each => each.ConnectionString).Distinct());
        foreach (var each in all) await each.DisposeAsync();
    }

    [Fact]
    public async Task a_second_start_gives_up_after_its_timeout_when_the_owner_starts_no_server()
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
    public async Task an_ephemeral_server_deletes_its_folder_when_disposed()
    {
        var folder = machine.Copy();
        await using (await Start(Options(folder) with { Ephemeral = true })) Assert.True(Directory.Exists(folder));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task a_start_takes_another_port_when_the_chosen_one_is_in_use()
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
    public async Task a_start_refuses_a_folder_with_foreign_files_and_leaves_it_unchanged()
    {
        var folder = Directory.CreateDirectory(machine.NewFolder()).FullName;
        File.WriteAllText(Path.Combine(folder, "diary.txt"), "mine");

        var refused = await Assert.ThrowsAsync<PostgresUnavailableException>(() => Start(folder));
        Assert.Contains(folder, refused.Message, StringComparison.Ordinal);
        Assert.Equal(["diary.txt"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task a_start_can_use_a_folder_below_a_private_folder()
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
