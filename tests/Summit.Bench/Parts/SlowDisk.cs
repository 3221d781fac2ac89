using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Summit.Bench;

/// <summary>
/// The ladder once more where forcing to disk takes a millisecond longer, as on disks that are not in the next room: by
/// a library of a few lines that is loaded before the C library's own, into this program started anew and all that it
/// starts.
/// </summary>
internal static class SlowDisk
{
    private const string Library =
        """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <time.h>

        static int slowly(const char *name, int file)
        {
            struct timespec millisecond = { 0, 1000000 };
            nanosleep(&millisecond, 0);
            return ((int (*)(int)) dlsym(RTLD_NEXT, name))(file);
        }

        int fsync(int file) { return slowly("fsync", file); }
        int fdatasync(int file) { return slowly("fdatasync", file); }
        """;

    // PostgreSQL reads it as another user.
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static async Task Run(Bench bench)
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("\nThe disk is slowed on Linux alone: left out.");
            return;
        }
        var folder = Directory.CreateTempSubdirectory("summit-bench-slow-");
        try
        {
            File.SetUnixFileMode(folder.FullName, ForAll);
            var library = Path.Combine(folder.FullName, "slow.so");
            if (await Compile(library) is { } missing)
                Console.WriteLine($"\nThe disk is not slowed: {missing}");
            else
                await Slowed(bench, library);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string?> Compile(string library)
    {
        var source = Path.ChangeExtension(library, ".c");
        await File.WriteAllTextAsync(source, Library);
        try
        {
            using var cc = Process.Start("cc", ["-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"]);
            await cc.WaitForExitAsync();
            return cc.ExitCode == 0 ? null : "the C compiler refuses.";
        }
        catch (Win32Exception)
        {
            return "that needs a C compiler (cc), and there is none.";
        }
    }

    private static async Task Slowed(Bench bench, string library)
    {
        Console.WriteLine("\nThe same with every fsync a millisecond longer.");
        var start = new ProcessStartInfo("dotnet",
        [
            typeof(SlowDisk).Assembly.Location, bench.Each.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            "ladder",
        ]);
        start.Environment["LD_PRELOAD"] = library;
        using var slowed = Process.Start(start)!;
        await slowed.WaitForExitAsync();
        if (slowed.ExitCode != 0)
            throw new InvalidOperationException($"It ended with exit code {slowed.ExitCode}.");
    }
}
