using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Summit.Operations;

/// <summary>
/// What the configuration or the machine does not allow is told before anything is started, a PostgreSQL least of all.
/// </summary>
internal static class StartupCheck
{
    /// <summary>Checks all of it.</summary>
    /// <exception cref="OptionsValidationException">Some of it cannot be meant: each failure is a sentence.</exception>
    public static void Run(IConfiguration configuration)
    {
        string[] wrong =
            [.. Machine(), .. Addresses(configuration), .. Levels(configuration), .. Database(configuration)];
        if (wrong.Length > 0)
            throw new OptionsValidationException(nameof(Summit), typeof(Service), wrong);
        Service.Check(configuration);
    }

    /// <summary>Tries whether the service can listen where it is told to.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static void Listen(IConfiguration configuration)
    {
        foreach (var address in Urls(configuration.GetSection("Kestrel:Endpoints").Exists() ? "" :
            configuration["urls"] ?? Service.DefaultAddress).Select(BindingAddress.Parse))
        {
            if (address.IsUnixPipe || address.IsNamedPipe || address.Port == 0)
                continue;
            var ip = IPAddress.TryParse(address.Host, out var given) ? given
                : address.Host == "localhost" ? IPAddress.Loopback
                : IPAddress.IPv6Any;
            try
            {
                using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                if (ip.Equals(IPAddress.IPv6Any))
                    socket.DualMode = true;
                socket.Bind(new IPEndPoint(ip, address.Port));
                socket.Listen();
            }
            catch (SocketException taken) when (taken.SocketErrorCode
                is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                throw new ArgumentException($"Failed to bind to address {address}: {taken.Message}.", taken);
            }
            catch (SocketException)
            {
                // Such as a machine without IPv6, which the server knows to do without.
            }
        }
    }

    // Without ICU the framework takes every text for normalised, and names would be stored in several forms.
    private static IEnumerable<string> Machine() => "e\u0301".Normalize() == "é"
        ? []
        : ["ICU is needed: unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT."];

    private static IEnumerable<string> Addresses(IConfiguration configuration)
    {
        foreach (var url in Urls(configuration["urls"] ?? ""))
        {
            var isOne = true;
            try
            {
                BindingAddress.Parse(url);
            }
            catch (FormatException)
            {
                isOne = false;
            }
            if (!isOne)
                yield return $"ASPNETCORE_URLS: An address such as {Service.DefaultAddress} is expected, not '{url}'.";
        }
        // To one that it cannot use, OpenTelemetry sends nothing without a word.
        if (configuration[TelemetryModule.Endpoint] is { Length: > 0 } collector
            && !(Uri.TryCreate(collector, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")))
            yield return $"{TelemetryModule.Endpoint}: An address such as http://localhost:4317 is expected.";
    }

    private static string[] Urls(string several) => several.Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Levels(IConfiguration configuration) =>
        from pair in configuration.GetSection("Logging").AsEnumerable()
        where pair.Key.Contains(":LogLevel:", StringComparison.Ordinal) && pair.Value is not null
            && !Enum.TryParse<LogLevel>(pair.Value, ignoreCase: true, out _)
        select $"{pair.Key}: One of {string.Join(", ", Enum.GetNames<LogLevel>())} is expected, not '{pair.Value}'.";

    private static IEnumerable<string> Database(IConfiguration configuration)
    {
        try
        {
            // What it says of the value is not told: there may be a password in it.
            _ = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Summit"));
            return [];
        }
        catch (ArgumentException)
        {
            return ["ConnectionStrings:Summit: A connection string such as Host=...;Database=... is expected."];
        }
    }
}
