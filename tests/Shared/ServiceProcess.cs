using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Summit;

/// <summary>The service in a process of its own, in the Production environment.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>The administrator's key.</summary>
    public const string Key = "the-administrators-own-key";

    private readonly Process process;

    private ServiceProcess(Process process, Uri address, Task heard) =>
        (this.process, Address, Exited) = (process, address, End(process, heard));

    /// <summary>The URL it listens on.</summary>
    public Uri Address { get; }

    /// <summary>Completes with the exit code once the process has ended and its output is read.</summary>
    public Task<int> Exited { get; }

    /// <summary>The time from the start of the process to its first successful response.</summary>
    public TimeSpan FirstAnswer { get; private set; }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="connectionString">Its database.</param>
    /// <param name="more">Further environment variables.</param>
    /// <param name="say">Receives each line it prints; null to discard the output.</param>
    /// <param name="program">The assembly to run, in the folder of the caller.</param>
    /// <exception cref="InvalidOperationException">The process ended, or is not ready after a minute.</exception>
    public static async Task<ServiceProcess> Start(
        string connectionString, IReadOnlyDictionary<string, string>? more = null, Action<string>? say = null,
        string program = "Summit.dll")
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var began = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = say is not null,
            Environment =
            {
                ["ConnectionStrings__Summit"] = connectionString,
                ["Summit__BootstrapKey"] = Key,
                ["ASPNETCORE_URLS"] = address.ToString(),
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Logging__LogLevel__Default"] = "Warning",
                // Who measures or breaks it is one caller that asks for all there is.
                ["Summit__RateLimits__CommandsPerSecond"] = "0",
            },
        };
        foreach (var (name, value) in more ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        var service = new ServiceProcess(process, address, Task.WhenAll(Listen(process.StandardOutput, say),
            say is null ? Task.CompletedTask : Listen(process.StandardError, say)));
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        // Polling without a pause would take a core from the starting service.
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await Ready(http, address))
        {
            if (service.process.HasExited || Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(60))
            {
                await service.DisposeAsync();
                throw new InvalidOperationException("The service does not start.");
            }
            await pause.WaitForNextTickAsync();
        }
        service.FirstAnswer = Stopwatch.GetElapsedTime(began);
        return service;
    }

    /// <summary>The process id.</summary>
    public int Id => process.Id;

    /// <summary>Its resident memory in megabytes.</summary>
    public double ResidentMegabytes()
    {
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }

    /// <summary>Sends SIGTERM.</summary>
    public async Task Terminate()
    {
        using var stop = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await stop.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!Exited.IsCompleted)
            await Terminate();
        await Exited;
        process.Dispose();
    }

    private static async Task<int> End(Process process, Task heard)
    {
        await process.WaitForExitAsync();
        await heard;
        return process.ExitCode;
    }

    // Reads to the end: a full pipe would block the service.
    private static async Task Listen(StreamReader output, Action<string>? say)
    {
        while (await output.ReadLineAsync() is { } line)
            say?.Invoke(line);
    }

    private static async Task<bool> Ready(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
