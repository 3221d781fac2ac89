using System.Net;
using System.Net.Sockets;

namespace Summit.Forwarding;

/// <summary>
/// Lets requests out to public addresses only. The name is resolved inside the connect callback and the connection goes
/// to the very addresses that were checked: a name that resolves otherwise the second time has no second time. Whatever
/// cannot be checked is refused.
/// </summary>
public sealed class SsrfGuard(bool allowPrivate, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    // Reached only where the operator says so. Link-local is not among them: cloud metadata live there.
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7",
        }.Select(IPNetwork.Parse),
    ];

    // Never reached: this network, link-local, protocol assignments, documentation, benchmarks, multicast, reserved.
    private static readonly IPNetwork[] Never4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
            "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    // Only global unicast is reached at all, which leaves out IPv4 in IPv6, NAT64, link-local, multicast and the rest.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // Within it: protocol assignments with Teredo and benchmarks, documentation twice, 6to4.
    private static readonly IPNetwork[] Never6 =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse),
    ];

    /// <summary>A guard that asks the system's resolver.</summary>
    public SsrfGuard(bool allowPrivate) : this(allowPrivate, Dns.GetHostAddressesAsync)
    {
    }

    /// <summary>Why an endpoint is refused, before its name is resolved; null where it is not.</summary>
    public static string? Objection(Uri address, bool allowPrivate) => address switch
    {
        { IsAbsoluteUri: false } => "an absolute address is needed.",
        { Scheme: not ("https" or "http") } => "only https is spoken.",
        { Scheme: "http" } when !allowPrivate => "https is needed.",
        { UserInfo.Length: > 0 } => "no credentials belong in an address.",
        { Host.Length: 0 } => "a host is needed.",
        _ => null,
    };

    /// <summary>Whether a connection to an address is let out.</summary>
    public bool Lets(IPAddress address)
    {
        // For .NET an IPv4 network contains its IPv6 mappings too, which no host on the wire has.
        if (address.IsIPv4MappedToIPv6)
            return false;
        if (In(Private, address))
            return allowPrivate;
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !In(Never4, address),
            AddressFamily.InterNetworkV6 => GlobalUnicast.Contains(address) && !In(Never6, address),
            _ => false,
        };
    }

    /// <summary>A client's inside with the guard in it: no redirects, no proxy, no cookies, no credentials.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        ConnectCallback = Connect,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PreAuthenticate = false,
        Credentials = null,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // An address is checked when its connection is made: the connection must not long outlive the name's
        // resolution.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 16,
    };

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await resolve(host, cancel);
        // One refused address among public ones suggests an attack: the whole name is refused.
        if (addresses.Length == 0 || !addresses.All(Lets))
            throw new OutwardRefusedException(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool In(IPNetwork[] networks, IPAddress address) =>
        networks.Any(network => network.Contains(address));
}

/// <summary>The guard lets nothing out to this host.</summary>
public sealed class OutwardRefusedException(string host)
    : IOException($"{host} stands for no address that may be reached.");
