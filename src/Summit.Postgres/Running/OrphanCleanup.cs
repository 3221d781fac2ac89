using System.Globalization;

namespace Summit.Postgres;

/// <summary>
/// What an owner that was killed left running. Its process ids are on record, but the machine may have given them to
/// others since: a process is touched only when it is a PostgreSQL at work in our folder.
/// </summary>
internal static class OrphanCleanup
{
    public static async Task<bool> Any(DataFolder folder, CancellationToken cancel) =>
        Postmaster(folder) is { } postmaster && (await AtWork(folder, postmaster, cancel)).Count > 0;

    /// <summary>To be called by the holder of the lock alone: for anybody else the server is not a leftover.</summary>
    public static async Task Stop(DataFolder folder, Action<string> say, CancellationToken cancel)
    {
        if (Postmaster(folder) is not { } postmaster) return;
        if (await AtWork(folder, postmaster, cancel) is { Count: > 0 } running)
        {
            say($"Stopping the PostgreSQL in {folder.Root} that an earlier process left running.");
            var orderly = running.Contains(postmaster) ? NativeMethods.Interrupt : NativeMethods.Quit;
            (int Signal, int Seconds)[] steps = [(orderly, 20), (NativeMethods.Quit, 10), (NativeMethods.Kill, 10)];
            foreach (var (signal, seconds) in steps)
            {
                // Its parts follow the server; only without it, or by force, are they told one by one.
                foreach (var each in running.Where(each => signal != NativeMethods.Interrupt || each == postmaster))
                    NativeMethods.Signal(each, signal);
                running = await Remaining(folder, postmaster, TimeSpan.FromSeconds(seconds), cancel);
                if (running.Count == 0) break;
            }
            if (running.Count > 0)
                throw new PostgresUnavailableException(
                    $"A PostgreSQL left running in {folder.Root} cannot be stopped: end process "
                    + $"{string.Join(", ", running)}, or set ConnectionStrings:Summit.");
        }
        // The server would take a stranger with the recorded id for its twin, and refuse to start.
        if (File.Exists(Record(folder)) && NativeMethods.Signal(postmaster, 0)) File.Delete(Record(folder));
    }

    private static string Record(DataFolder folder) => Path.Combine(folder.Data, "postmaster.pid");

    private static int? Postmaster(DataFolder folder)
    {
        try
        {
            var first = File.ReadLines(Record(folder)).FirstOrDefault();
            return int.TryParse(first, CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static async Task<List<int>> Remaining(
        DataFolder folder, int postmaster, TimeSpan bound, CancellationToken cancel)
    {
        var deadline = Deadline.In(bound);
        while (true)
        {
            var running = await AtWork(folder, postmaster, cancel);
            if (running.Count == 0 || deadline.Passed) return running;
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
        }
    }

    /// <summary>The processes of a server that work in a folder.</summary>
    internal static async Task<List<int>> AtWork(DataFolder folder, int postmaster, CancellationToken cancel)
    {
        if (OperatingSystem.IsLinux())
            // The server and all its parts work in the data folder: even those are found whose server is gone.
            return [.. Directory.EnumerateDirectories("/proc")
                .Select(Path.GetFileName)
                .Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0 && Link(id, "cwd") == folder.Data && IsPostgres(Link(id, "exe")))];
        var answer = await Command.Run(
            ["ps", "-p", $"{postmaster}", "-o", "command="], TimeSpan.FromSeconds(10), cancel);
        return answer.Output.Contains($"postgres -D {folder.Data} ", StringComparison.Ordinal) ? [postmaster] : [];
    }

    private static bool IsPostgres(string? executable) =>
        executable is not null && Path.GetFileName(executable).StartsWith("postgres", StringComparison.Ordinal);

    private static string? Link(int process, string name)
    {
        try
        {
            return new FileInfo($"/proc/{process}/{name}").LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or belongs to somebody else.
            return null;
        }
    }
}
