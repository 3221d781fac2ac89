using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Summit.Bench;

/// <summary>
/// Builds the peer, only where it is measured: its code is written ahead by itself, for which it is built twice.
/// </summary>
internal static class PeerBuild
{
    /// <summary>Builds it.</summary>
    /// <returns>What is to be started.</returns>
    public static async Task<string> Make([CallerFilePath] string here = "")
    {
        var folder = Path.GetFullPath("../../Summit.Peer", Path.GetDirectoryName(here)!);
        await Run(null, "build", folder, "--configuration", "Release", "--verbosity", "quiet", "--nologo");
        return Path.Combine(folder, "bin/Release/net10.0/Summit.Peer.dll");
    }

    /// <summary>Makes its tables in an empty database.</summary>
    public static Task CreateTables(string peer, string database) => Run(database, peer, "create");

    private static async Task Run(string? database, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", words)
        {
            RedirectStandardOutput = true, Environment = { ["ConnectionStrings__Summit"] = database },
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(said);
    }
}
