namespace Summit.Postgres;

/// <summary>Installs PostgreSQL with the package manager of Debian and its children.</summary>
internal static class Apt
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(15);

    /// <summary>What it refused with; empty when it succeeded.</summary>
    public static async Task<string> Install(
        string aptGet, int? major, HostProbe surroundings, Action<string> say, CancellationToken cancel)
    {
        var package = major is null ? "postgresql" : $"postgresql-{major}";
        say($"PostgreSQL is not installed: installing the package {package} with apt-get. This takes a minute or two.");
        // A fresh installation would make and start a server for the whole machine, which nobody has asked for. It is
        // told so for as long as it takes, and left as it was for whoever wants one later.
        var defaults = Path.Combine(surroundings.ClusterDefaults, "summit.conf");
        Directory.CreateDirectory(surroundings.ClusterDefaults);
        await File.WriteAllTextAsync(defaults, "create_main_cluster = false\n", cancel);
        try
        {
            var installed = await Run(["install", "-y", "--no-install-recommends", package]);
            if (!installed.Succeeded)
            {
                say("Fetching the list of packages with apt-get update.");
                await Run(["update"]);
                installed = await Run(["install", "-y", "--no-install-recommends", package]);
            }
            return installed.Succeeded ? "" : $"apt-get install {package} failed: {LastLines(installed.Output)}";
        }
        finally
        {
            File.Delete(defaults);
        }

        Task<Command> Run(string[] words) => Command.Run(
            [aptGet, "-q", "-o", "DPkg::Lock::Timeout=120", .. words], Bound, cancel,
            new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" });
    }

    private static string LastLines(string output) => string.Join(' ', output.Split('\n').TakeLast(3));
}
