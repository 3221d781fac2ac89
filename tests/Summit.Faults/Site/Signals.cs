using System.Globalization;
using Summit.Postgres;

namespace Summit.Faults;

/// <summary>Sends signals to processes that the harness has started.</summary>
internal static class Signals
{
    private const int SigCont = 18;
    private const int SigStop = 19;

    /// <summary>Sends SIGKILL.</summary>
    public static void Kill(int process) => NativeMethods.Signal(process, NativeMethods.Kill);

    /// <summary>Sends SIGSTOP.</summary>
    public static void Stop(int process) => NativeMethods.Signal(process, SigStop);

    /// <summary>Sends SIGCONT.</summary>
    public static void Continue(int process) => NativeMethods.Signal(process, SigCont);

    /// <summary>The processes whose working folder this is.</summary>
    public static IReadOnlyList<int> WorkingIn(string folder) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Select(name => int.TryParse(name, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && WorkingFolder(id) == folder),
    ];

    private static string? WorkingFolder(int process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/cwd").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
