using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Summit.Postgres;

/// <summary>The two things of the C library which .NET has no word for.</summary>
internal static class NativeMethods
{
    // These numbers are the same on Linux and macOS.
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;

    /// <summary>Whether the signal was delivered; it is not when the process is gone.</summary>
    public static bool Signal(int process, int signal) => kill(process, signal) == 0;

    /// <summary>The folder's one true path, as the system itself shows it in its list of processes.</summary>
    public static string RealPath(string path)
    {
        var resolved = realpath(path, 0);
        if (resolved == 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        try
        {
            return Marshal.PtrToStringUTF8(resolved)!;
        }
        finally
        {
            free(resolved);
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);

    [DllImport("libc", SetLastError = true)]
    private static extern nint realpath([MarshalAs(UnmanagedType.LPUTF8Str)] string path, nint buffer);

    [DllImport("libc")]
    private static extern void free(nint memory);
}
