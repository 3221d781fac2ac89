using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Summit.Bench;

/// <summary>The service as operators run it: a process of its own, in Production.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>The administrator's key.</summary>
    public const string Key = "bench-administrator-key";

    private readonly Process process;

    private ServiceProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan FirstAnswer { get; private set; }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<ServiceProcess> Start(string connectionString)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var began = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Summit.dll")])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["ConnectionStrings__Summit"] = connectionString,
                ["Summit__BootstrapKey"] = Key,
                ["ASPNETCORE_URLS"] = address.ToString(),
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        var service = new ServiceProcess(Process.Start(start)!, address);
        _ = service.process.StandardOutput.ReadToEndAsync();
        using var http = new HttpClient();
        // Asking without a pause would take a core from the service that is starting.
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await Ready(http, address))
        {
            if (service.process.HasExited || Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(60))
                throw new InvalidOperationException("The service does not start.");
            await pause.WaitForNextTickAsync();
        }
        service.FirstAnswer = Stopwatch.GetElapsedTime(began);
        return service;
    }

    /// <summary>Its process.</summary>
    public int Id => process.Id;

    /// <summary>What it holds in memory.</summary>
    public double ResidentMegabytes()
    {
        process.Refresh();
        return process.WorkingSet64 / 1048576.0;
    }

    public async ValueTask DisposeAsync()
    {
        using (process)
        {
            if (!process.HasExited)
            {
                using var stop = Process.Start("kill", ["-TERM", $"{process.Id}"]);
                await stop.WaitForExitAsync();
                await process.WaitForExitAsync();
            }
        }
    }

    private static async Task<bool> Ready(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
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

/// <summary>The limit for reads: the same server answering the same number of bytes, with nothing behind it.</summary>
internal sealed class StaticServer(WebApplication app) : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    public Uri Address => new(app.Urls.First());

    /// <summary>Serves so many bytes.</summary>
    public static async Task<StaticServer> Start(int bytes)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var body = new byte[bytes];
        app.MapGet("/", (HttpContext http) =>
        {
            http.Response.ContentLength = body.Length;
            return http.Response.Body.WriteAsync(body).AsTask();
        });
        await app.StartAsync();
        return new StaticServer(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
