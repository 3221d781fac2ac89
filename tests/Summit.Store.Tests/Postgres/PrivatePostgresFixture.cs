using System.Diagnostics;
using System.Runtime.Versioning;
using Npgsql;
using Summit.Postgres;

namespace Summit.Store.Tests;

/// <summary>
/// One data folder for all tests, which start and stop a server on it in turn: creating one takes seconds. A test that
/// damages the folder takes a copy.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivatePostgresFixture : IAsyncLifetime
{
    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("summit-private-");
    private int copies;

    public string Folder => Path.Combine(place.FullName, "folder");

    public async ValueTask InitializeAsync()
    {
        // Open to the unprivileged user that runs the server when the tests run as root.
        File.SetUnixFileMode(place.FullName, (UnixFileMode)0b111_001_001);
        await using var server = await Start(Folder);
        await Execute(server, "create table kept (word text); insert into kept values ('kept')");
    }

    public ValueTask DisposeAsync()
    {
        place.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    public string NewFolder() => Path.Combine(place.FullName, $"folder-{Interlocked.Increment(ref copies)}");

    public string Copy()
    {
        var copy = NewFolder();
        Run("cp", "-a", Folder, copy);
        return copy;
    }

    /// <summary>Writes an executable shell script to a folder of the search path.</summary>
    public string Program(string folder, string name, string script)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script);
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        return path;
    }

    internal static PrivatePostgresOptions Options(string folder) => new() { DataDirectory = folder, Durable = false };

    internal static Task<PrivatePostgres> Start(string folder, Action<string>? say = null) =>
        PrivatePostgres.StartAsync(Options(folder), say ?? Silence, TestContext.Current.CancellationToken);

    internal static Task<PrivatePostgres> Start(PrivatePostgresOptions options, Action<string>? say = null) =>
        PrivatePostgres.StartAsync(options, say ?? Silence, TestContext.Current.CancellationToken);

    /// <summary>A machine without a server and without a container engine.</summary>
    internal static HostProbe Nowhere() => new() { SearchPath = [], UsualFolders = [], MayInstall = false };

    internal static async Task<Installation> Installed() =>
        await Installation.Find(HostProbe.OfThisMachine(), null, TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException("These tests need an installed PostgreSQL.");

    internal static async Task<string> Ask(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))?.ToString() ?? "";
    }

    internal static Task<string> Execute(PrivatePostgres server, string sql) => Ask(server.ConnectionString, sql);

    /// <summary>The fields of <c>/proc/PID/stat</c>: 2 is the state, 3 the parent.</summary>
    internal static string[] Row(int process) =>
        Read($"/proc/{process}/stat").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A file of a process; empty if it has ended or belongs to another user.</summary>
    internal static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    internal static bool Runs(int process) => Row(process) is { Length: > 3 } row && row[2] != "Z";

    internal static Task Eventually(Func<bool> condition, string what) =>
        Eventually(() => Task.FromResult(condition()), what);

    internal static async Task Eventually(Func<Task<bool>> condition, string what)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Summit.Eventually.IsTrue(condition, what, deadline.Token);
    }

    internal static void Run(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static void Silence(string sentence)
    {
    }
}
