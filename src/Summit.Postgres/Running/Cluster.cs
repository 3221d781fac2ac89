namespace Summit.Postgres;

/// <summary>The making of the data. They appear whole or not at all: what a crash leaves is swept later.</summary>
internal static class Cluster
{
    private const string NurseryPrefix = "init-";

    public static async Task Create(
        Installation installation, Launch launch, DataFolder folder, ServerLog log, string password, bool durable,
        CancellationToken cancel)
    {
        foreach (var abandoned in Directory.GetDirectories(folder.Root, NurseryPrefix + "*"))
            // Whoever was told to stop may still be writing there. What cannot be removed now is in nobody's way.
            await Deadline.Until(() => Removed(abandoned), TimeSpan.FromSeconds(5), cancel);
        var nursery = Directory.CreateDirectory(Path.Combine(folder.Root, $"{NurseryPrefix}{Guid.NewGuid():N}"));
        var data = Path.Combine(nursery.FullName, "data");
        var passwordFile = Path.Combine(nursery.FullName, "password");
        await File.WriteAllTextAsync(passwordFile, password, cancel);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.SetUnixFileMode(
                nursery.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        if (launch.Account is not null)
            await Command.Run(["chown", "-R", launch.Account, nursery.FullName], TimeSpan.FromSeconds(10), cancel);

        string[] words =
        [
            installation.InitDb, "-D", data, "-U", Readiness.Superuser, "--pwfile", passwordFile, "--encoding=UTF8",
            "--data-checksums", "--auth=scram-sha-256", .. durable ? (string[])[] : ["--no-sync"],
        ];
        // C.UTF-8 knows the letters of every language and sorts the same everywhere; not every system has it.
        var exit = await Run(launch.Words([.. words, "--locale=C", "--lc-ctype=C.UTF-8"]), log, cancel);
        if (exit != 0) exit = await Run(launch.Words([.. words, "--no-locale"]), log, cancel);
        if (exit != 0)
            throw new PostgresUnavailableException(
                $"The private PostgreSQL in {folder.Root} cannot be made: {installation.InitDb} ended with exit code "
                + $"{exit}. {log.Tail()}");
        Directory.Move(data, folder.Data);
        nursery.Delete(recursive: true);
    }

    private static bool Removed(string abandoned)
    {
        try
        {
            if (Directory.Exists(abandoned)) Directory.Delete(abandoned, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<int> Run(IEnumerable<string> words, ServerLog log, CancellationToken cancel)
    {
        var child = await ChildProcess.Start(Command.Prepare(words), log);
        try
        {
            return await child.Exited.WaitAsync(TimeSpan.FromMinutes(5), cancel);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            // An interrupted initdb removes what it has made.
            child.Signal(NativeMethods.Interrupt);
            if (!await child.EndsWithin(TimeSpan.FromSeconds(10))) child.Signal(NativeMethods.Kill);
            throw;
        }
    }
}
