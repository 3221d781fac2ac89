using System.Globalization;
using Summit.Postgres;

namespace Summit.Faults;

/// <summary>What is done to processes from outside. Only ever to those that the harness has started.</summary>
internal static class Signals
{
    private const int SigCont = 18;
    private const int SigStop = 19;

    /// <summary>Ends a process without letting it say a word.</summary>
    public static void Kill(int process) => NativeMethods.Signal(process, NativeMethods.Kill);

    /// <summary>Stops a process where it is; it does not know.</summary>
    public static void Stop(int process) => NativeMethods.Signal(process, SigStop);

    /// <summary>Lets a stopped process go on.</summary>
    public static void Continue(int process) => NativeMethods.Signal(process, SigCont);

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
}
