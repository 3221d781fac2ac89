using System.Runtime.Versioning;
using Summit.Postgres;
using static Summit.Store.Tests.PrivatePostgresFixture;

namespace Summit.Store.Tests;

/// <summary>The search for a server, and the error when there is none.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivatePostgresSearchTests(PrivatePostgresFixture machine) : IClassFixture<PrivatePostgresFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_search_prefers_the_path_then_the_newest_usual_folder_and_takes_no_version_too_old()
    {
        var usual = machine.NewFolder();
        var path = machine.NewFolder();
        foreach (var version in (string[])["9.6", "14", "16", "18"]) Fake(Path.Combine(usual, version, "bin"), version);
        Directory.CreateDirectory(Path.Combine(usual, "19", "bin"));
        var surroundings = Nowhere() with { SearchPath = [path], UsualFolders = [usual + "/*/bin"] };

        Assert.Equal(18, (await Installation.Find(surroundings, null, Cancel))?.Major);
        Assert.Equal(16, (await Installation.Find(surroundings, 16, Cancel))?.Major);
        Assert.Null(await Installation.Find(surroundings, 17, Cancel));
        Fake(path, "14.9");
        Assert.Equal(18, (await Installation.Find(surroundings, null, Cancel))?.Major);
        Fake(path, "15.4");
        Assert.Equal("15.4", (await Installation.Find(surroundings, null, Cancel))?.Version);
        Assert.Equal(18, (await Installation.Find(surroundings, 18, Cancel))?.Major);
    }

    [Fact]
    public async Task the_error_names_three_ways_out_when_no_server_is_found()
    {
        // A client whose engine does not answer is no engine.
        var path = machine.NewFolder();
        machine.Program(path, "docker", "[ \"$1\" = ps ] && { echo Cannot connect >&2; exit 1; }; exit 0\n");
        machine.Program(path, "podman", "exit 125\n");
        Fake(path, "14.9");
        var options = Options(machine.NewFolder()) with { Surroundings = Nowhere() with { SearchPath = [path] } };

        var refused = await Assert.ThrowsAsync<PostgresUnavailableException>(() => Start(options));
        foreach (var way in (string[])["PostgreSQL 15 or later", "container engine", "ConnectionStrings:Summit"])
            Assert.Contains(way, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_start_refuses_to_leave_existing_data_for_an_empty_database_of_another_kind()
    {
        var engine = new FakeEngine(machine);
        var inFolder = Options(machine.Folder) with { Surroundings = engine.Surroundings };
        var refused = await Assert.ThrowsAsync<PostgresUnavailableException>(() => Start(inFolder));
        Assert.Contains($"PostgreSQL {(await Installed()).Major}", refused.Message, StringComparison.Ordinal);

        var inVolume = machine.NewFolder();
        Directory.CreateDirectory(inVolume);
        File.WriteAllText(Path.Combine(inVolume, "owner.lock"), "");
        File.WriteAllText(Path.Combine(inVolume, "volume"), "podman summit-postgres-1");
        var withoutEngine = Options(inVolume) with { Surroundings = Nowhere() };
        refused = await Assert.ThrowsAsync<PostgresUnavailableException>(() => Start(withoutEngine));
        Assert.Contains("volume summit-postgres-1 of podman", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_container_listens_on_the_loopback_and_stops_with_the_service()
    {
        var engine = new FakeEngine(machine);
        var folder = machine.NewFolder();
        var options = Options(folder) with { Surroundings = engine.Surroundings };
        engine.Holds(folder);
        for (var round = 0; round < 2; round++)
        {
            var server = await Start(options);
            Assert.Equal("kept", await Execute(server, "select word from kept"));
            await server.DisposeAsync();
            Assert.True(server.Exited.IsCompletedSuccessfully);
        }

        var calls = engine.Calls();
        Assert.Contains(calls, call => call.StartsWith("pull docker.io/library/postgres:17", StringComparison.Ordinal));
        var run = calls.First(call => call.StartsWith("run", StringComparison.Ordinal));
        Assert.Contains("-p 127.0.0.1::5432", run, StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllText(Path.Combine(folder, "password")), run, StringComparison.Ordinal);
        // A volume without a working database is recreated; later starts keep it.
        Assert.Single(calls, call => call.StartsWith("volume rm", StringComparison.Ordinal));
        Assert.Equal(2, calls.Count(call => call.StartsWith("stop", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task the_container_keeps_its_data_from_one_start_to_the_next()
    {
        var engine = await ContainerEngine.Find(HostProbe.OfThisMachine(), name: null, Cancel);
        Assert.SkipWhen(engine is null, "No container engine answers here.");
        var image = Environment.GetEnvironmentVariable(TestPostgres.Image) ?? PrivatePostgresOptions.DefaultImage;
        var refusal = await engine.FetchImage(image, _ => { }, Cancel);
        Assert.SkipWhen(refusal.Length > 0, refusal);
        var path = Directory.CreateDirectory(machine.NewFolder()).FullName;
        File.CreateSymbolicLink(Path.Combine(path, engine.Name), engine.Client);
        var options = Options(machine.NewFolder()) with
        {
            Surroundings = Nowhere() with { SearchPath = [path] },
            Image = image,
        };
        try
        {
            await using (var server = await Start(options))
                await Execute(server, "create table kept as select 'kept' as word");
            await using var again = await Start(options);
            Assert.Equal("kept", await Execute(again, "select word from kept"));
        }
        finally
        {
            await engine.Run(
                ["volume", "rm", "-f", DataFolder.Open(options).Volume?.Volume ?? ""], TimeSpan.FromMinutes(1), Cancel);
        }
    }

    [Fact]
    public async Task a_start_installs_the_Debian_package_without_a_cluster_of_the_machine()
    {
        var path = machine.NewFolder();
        var usual = machine.NewFolder();
        var defaults = machine.NewFolder();
        var real = (await Installed()).Folder;
        machine.Program(path, "apt-get", $$"""
            here=$(dirname "$0")
            echo "$DEBIAN_FRONTEND $*" >> "$here/calls"
            case "$*" in
              *update*) touch "$here/updated" ;;
              *install*)
                [ -f "$here/updated" ] || { echo "Unable to locate package" >&2; exit 100; }
                cat {{defaults}}/*.conf >> "$here/defaults"
                mkdir -p {{usual}}/15 && ln -s {{real}} {{usual}}/15/bin ;;
            esac

            """);
        var options = Options(machine.NewFolder()) with
        {
            Surroundings = Nowhere() with
            {
                SearchPath = [path],
                UsualFolders = [usual + "/*/bin"],
                MayInstall = true,
                ClusterDefaults = defaults,
            },
        };

        var said = new List<string>();
        await using var server = await Start(options, said.Add);
        Assert.Equal("summit", await Execute(server, "select current_database()"));
        Assert.Contains(said, sentence => sentence.Contains("apt-get", StringComparison.Ordinal));
        Assert.All(
            File.ReadLines(Path.Combine(path, "calls")),
            call => Assert.StartsWith("noninteractive ", call, StringComparison.Ordinal));
        Assert.Equal("create_main_cluster = false\n", File.ReadAllText(Path.Combine(path, "defaults")));
        Assert.Empty(Directory.EnumerateFiles(defaults));
    }

    private void Fake(string folder, string version)
    {
        machine.Program(folder, "postgres", $"echo 'postgres (PostgreSQL) {version} (of a test)'\n");
        machine.Program(folder, "initdb", "exit 1\n");
    }

    /// <summary>A client that runs an installed server where an engine would run a container.</summary>
    private sealed class FakeEngine
    {
        private readonly string path;
        private readonly string held;

        public FakeEngine(PrivatePostgresFixture machine)
        {
            path = machine.NewFolder();
            held = machine.Folder;
            machine.Program(path, "docker", $$"""
                here=$(dirname "$0")
                echo "$*" >> "$here/calls"
                case "$1" in
                  image) exit 1 ;;
                  port) echo "127.0.0.1:$(cat "$here/port")" ;;
                  stop) kill -INT "$(cat "$here/server")" ;;
                  run)
                    [ -n "$POSTGRES_PASSWORD" ] || exit 1
                    echo $$ > "$here/server"
                    exec "$here/run" ;;
                esac

                """);
        }

        public HostProbe Surroundings => Nowhere() with { SearchPath = [path] };

        /// <summary>Gives the folder the password of the data which the container will serve.</summary>
        public void Holds(string folder)
        {
            var port = Surroundings.FreePort();
            File.WriteAllText(Path.Combine(path, "port"), $"{port}");
            Directory.CreateDirectory(folder);
            foreach (var each in (string[])["owner.lock", "password"])
                File.Copy(Path.Combine(held, each), Path.Combine(folder, each));
            var user = Environment.IsPrivilegedProcess
                ? $"setpriv --reuid $(stat -c %u {held}/data) --regid $(stat -c %g {held}/data) --clear-groups"
                : "";
            var script = Path.Combine(path, "run");
            File.WriteAllText(script, $"""
                #!/bin/sh
                exec {user} {Installed().Result.Postgres} -D {held}/data -c port={port} -c unix_socket_directories=

                """);
            File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        }

        public IReadOnlyList<string> Calls() => File.ReadAllLines(Path.Combine(path, "calls"));
    }
}
