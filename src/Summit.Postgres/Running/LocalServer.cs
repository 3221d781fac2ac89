namespace Summit.Postgres;

/// <summary>A server started from an installation on this machine.</summary>
internal static class LocalServer
{
    // Between choosing a free port and listening on it, anybody may take it.
    private const int AttemptsMax = 5;

    public static async Task<Server> Start(
        Installation installation, DataFolder folder, PrivatePostgresOptions options, Action<string> say,
        CancellationToken cancel)
    {
        var log = new ServerLog(folder.LogFile);
        var password = folder.Password();
        var launch = await Launch.ForServer(folder, installation, cancel);
        if (folder.Major is null)
        {
            say($"Making a private PostgreSQL {installation.Version} in {folder.Root}.");
            await Cluster.Create(installation, launch, folder, log, password, options.Durable, cancel);
        }
        for (var attempt = 1; ; attempt++)
        {
            await OrphanCleanup.Stop(folder, say, cancel);
            var port = options.Surroundings.FreePort();
            var child = await ChildProcess.Start(Command.Prepare(launch.Words(
            [
                installation.Postgres, "-D", folder.Data, "-c", "listen_addresses=127.0.0.1", "-c", $"port={port}",
                "-c", "unix_socket_directories=", .. Server.Settings(options.Durable),
            ])), log);
            try
            {
                var connection = Readiness.ConnectionString(port, password);
                if (await Readiness.Wait(connection, child, folder, options.Patience, cancel))
                    return new Server(child, port, $"PostgreSQL {installation.Version}", () => Stop(child));
            }
            catch
            {
                await Stop(child);
                throw;
            }
            // One whose service was killed while starting it may have come up since we looked.
            var hindered = !HostProbe.IsFree(port) || await OrphanCleanup.Any(folder, cancel);
            if (attempt == AttemptsMax || !hindered)
                throw new PostgresUnavailableException(
                    $"The private PostgreSQL in {folder.Root} has not started: {installation.Postgres} ended with exit "
                    + $"code {await child.Exited}. {log.Tail()}");
        }
    }

    private static async Task Stop(ChildProcess child)
    {
        (int Signal, int Seconds)[] steps =
            [(NativeMethods.Interrupt, 20), (NativeMethods.Quit, 10), (NativeMethods.Kill, 10)];
        foreach (var (signal, seconds) in steps)
        {
            child.Signal(signal);
            if (await child.EndsWithin(TimeSpan.FromSeconds(seconds))) return;
        }
    }
}
