using System.Globalization;
using System.Runtime.InteropServices;

namespace Summit.Faults;

/// <summary>What is done to processes from outside. Only ever to those that the harness has started.</summary>
internal static class Signals
{
    private const int SigKill = 9;
    private const int SigCont = 18;
    private const int SigStop = 19;

    /// <summary>Ends a process without letting it say a word.</summary>
    public static void Kill(int process) => Send(process, SigKill);

    /// <summary>Stops a process where it is; it does not know.</summary>
    public static void Stop(int process) => Send(process, SigStop);

    /// <summary>Lets a stopped process go on.</summary>
    public static void Continue(int process) => Send(process, SigCont);

    /// <summary>The processes that work in a folder.</summary>
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

    private static void Send(int process, int signal) => _ = kill(process, signal);

    [DllImport("libc")]
    private static extern int kill(int process, int signal);
}
