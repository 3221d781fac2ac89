using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Summit.Postgres;

/// <summary>What of this machine is looked at for a server. Tests put another machine in its place.</summary>
internal sealed partial record HostProbe
{
    public required IReadOnlyList<string> SearchPath { get; init; }

    /// <summary>Where PostgreSQL is installed without being on the path; a star stands for a version.</summary>
    public required IReadOnlyList<string> UsualFolders { get; init; }

    /// <summary>Whether packages may be installed: as root on Debian or its children.</summary>
    public required bool MayInstall { get; init; }

    /// <summary>Where Debian reads whether a fresh installation starts a server of its own.</summary>
    public string ClusterDefaults { get; init; } = "/etc/postgresql-common/createcluster.d";

    public Func<int> FreePort { get; init; } = AnyFreePort;

    public static HostProbe OfThisMachine() => new()
    {
        SearchPath = PathVariable(),
        UsualFolders =
        [
            "/usr/lib/postgresql/*/bin",
            "/usr/pgsql-*/bin",
            "/usr/bin",
            "/usr/local/pgsql/bin",
            "/opt/homebrew/opt/postgresql@*/bin",
            "/opt/homebrew/opt/postgresql/bin",
            "/usr/local/opt/postgresql@*/bin",
            "/usr/local/opt/postgresql/bin",
            "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
            "/home/linuxbrew/.linuxbrew/opt/postgresql/bin",
            "/Applications/Postgres.app/Contents/Versions/*/bin",
        ],
        MayInstall = Environment.IsPrivilegedProcess && File.Exists("/etc/debian_version"),
    };

    /// <summary>Full path of a program on this machine's real path, whatever a test has put in its place.</summary>
    public static string? Tool(string name) => Find(name, [.. PathVariable(), "/usr/bin", "/bin"]);

    public string? Find(string name) => Find(name, SearchPath);

    /// <summary>Where to look: on the path first, then in the usual folders, the newest version first.</summary>
    public IEnumerable<string> Folders() => SearchPath.Concat(UsualFolders.SelectMany(Expand)).Distinct();

    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int AnyFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string[] PathVariable() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Find(string name, IEnumerable<string> folders)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0) return [pattern];
        var parent = pattern[..pattern.LastIndexOf('/', star)];
        var rest = pattern[(pattern.IndexOf('/', star) + 1)..];
        var name = pattern[(parent.Length + 1)..pattern.IndexOf('/', star)];
        if (!Directory.Exists(parent)) return [];
        var newestFirst = Directory.GetDirectories(parent, name).OrderByDescending(Number);
        return newestFirst.Select(each => Path.Combine(each, rest));
    }

    private static double Number(string folder) =>
        double.TryParse(Digits().Match(Path.GetFileName(folder)).Value, out var number) ? number : 0;

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
