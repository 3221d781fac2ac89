using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Summit.Postgres;

/// <summary>
/// A server in a container, its data in a volume of the engine: a folder of ours would belong to users that exist
/// only inside. The client stays our child as long as the container runs, and passes our death on to it.
/// </summary>
internal static class ContainerServer
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(60);

    public static async Task<Server> Start(
        ContainerEngine engine, DataFolder folder, PrivatePostgresOptions options, Action<string> say,
        CancellationToken cancel)
    {
        var password = folder.Password();
        var volume = folder.Volume?.Volume ?? $"summit-postgres-{Fingerprint(folder.Root)}";
        var label = $"summit.volume={volume}";
        await StopLeftovers(engine, label, say, cancel);
        // Until the first server has answered, the volume may hold the half of a database and nothing of worth.
        if (folder.Volume is null) await engine.Run(["volume", "rm", "-f", volume], Short, cancel);

        var name = $"{volume}-{Environment.ProcessId}";
        var launch = await Launch.AsOurselves(cancel);
        var child = await ChildProcess.Start(Command.Prepare(launch.Words(
        [
            engine.Client, "run", "--rm", "--name", name, "--label", label, "--shm-size", "256m",
            // The engine chooses the port: nobody can be quicker. The password is not for the list of processes.
            "-p", "127.0.0.1::5432", "-e", "POSTGRES_PASSWORD", "-e", $"POSTGRES_DB={Readiness.Database}",
            "-e", "POSTGRES_INITDB_ARGS=--encoding=UTF8 --locale=C --lc-ctype=C.UTF-8 --data-checksums",
            "-v", $"{volume}:/var/lib/postgresql/data", options.Image, .. Server.Settings(options.Durable),
        ]), new Dictionary<string, string> { ["POSTGRES_PASSWORD"] = password }), new ServerLog(folder.LogFile));
        try
        {
            if (await Port(engine, name, child, cancel) is { } port
                && await Readiness.Wait(
                    Readiness.ConnectionString(port, password), child, folder, options.Patience, cancel))
            {
                if (!options.Ephemeral) folder.Volume = (engine.Name, volume);
                return new Server(
                    child, port, $"{options.Image} ({engine.Name})",
                    () => Stop(engine, name, child, options.Ephemeral ? volume : null));
            }
            throw new PostgresUnavailableException(
                $"{engine.Name} has not started {options.Image}. Set ConnectionStrings:Summit, or look at: "
                + new ServerLog(folder.LogFile).Tail());
        }
        catch
        {
            await Stop(engine, name, child, disposable: null);
            throw;
        }
    }

    private static async Task<int?> Port(ContainerEngine engine, string name, ChildProcess child,
        CancellationToken cancel)
    {
        var deadline = Deadline.In(Short);
        while (!child.Exited.IsCompleted && !deadline.Passed)
        {
            // 127.0.0.1:49153
            var answer = await engine.Run(["port", name, "5432/tcp"], Short, cancel);
            var number = answer.Output[(answer.Output.LastIndexOf(':') + 1)..];
            if (answer.Succeeded && int.TryParse(number, CultureInfo.InvariantCulture, out var port)) return port;
            await Task.WhenAny(child.Exited, Task.Delay(TimeSpan.FromMilliseconds(100), cancel));
            cancel.ThrowIfCancellationRequested();
        }
        return null;
    }

    private static async Task StopLeftovers(
        ContainerEngine engine, string label, Action<string> say, CancellationToken cancel)
    {
        var found = await engine.Run(["ps", "-aq", "--filter", $"label={label}"], Short, cancel);
        foreach (var id in found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            say("Stopping the container of the private PostgreSQL that an earlier process left running.");
            await engine.Run(["stop", "-t", "20", id], Short, cancel);
            await engine.Run(["rm", "-f", id], Short, cancel);
        }
    }

    // The image asks for the interrupt when stopped: PostgreSQL ends fast and in order.
    private static async Task Stop(ContainerEngine engine, string name, ChildProcess child, string? disposable)
    {
        await engine.Run(["stop", "-t", "20", name], Short, CancellationToken.None);
        if (!await child.EndsWithin(TimeSpan.FromSeconds(10)))
        {
            await engine.Run(["rm", "-f", name], Short, CancellationToken.None);
            child.Signal(NativeMethods.Kill);
        }
        if (disposable is not null)
            await engine.Run(["volume", "rm", "-f", disposable], Short, CancellationToken.None);
    }

    private static string Fingerprint(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];
}
