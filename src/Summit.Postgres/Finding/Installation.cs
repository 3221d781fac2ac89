using System.Globalization;
using System.Text.RegularExpressions;

namespace Summit.Postgres;

/// <summary>The server's executables of one version, as installed on this machine.</summary>
internal sealed partial record Installation(string Folder, int Major, string Version)
{
    public const int OldestMajor = 15;

    public string Postgres => Path.Combine(Folder, "postgres");

    public string InitDb => Path.Combine(Folder, "initdb");

    /// <summary>
    /// The first that will do. Data made by one major version are readable to that version only, so for existing data
    /// it has to be that one and not the newest.
    /// </summary>
    public static async Task<Installation?> Find(HostProbe surroundings, int? major, CancellationToken cancel)
    {
        // Its server is stopped by signals and its data are protected by file modes, neither of which Windows has.
        if (OperatingSystem.IsWindows()) return null;
        foreach (var folder in surroundings.Folders())
        {
            var found = await At(folder, cancel);
            if (found is not null && (major is null ? found.Major >= OldestMajor : found.Major == major)) return found;
        }
        return null;
    }

    private static async Task<Installation?> At(string folder, CancellationToken cancel)
    {
        var here = new Installation(folder, 0, "");
        if (!File.Exists(here.Postgres) || !File.Exists(here.InitDb)) return null;
        var answer = await Command.Run([here.Postgres, "--version"], TimeSpan.FromSeconds(10), cancel);
        var version = VersionNumber().Match(answer.Output);
        if (!answer.Succeeded || !version.Success) return null;
        var major = int.Parse(version.Groups[2].Value, CultureInfo.InvariantCulture);
        return here with { Major = major, Version = version.Groups[1].Value };
    }

    [GeneratedRegex(@"\(PostgreSQL\) ((\d+)\S*)")]
    private static partial Regex VersionNumber();
}
