using System.Diagnostics;

namespace Summit.Faults;

/// <summary>
/// A disk of its own for PostgreSQL, small enough to be filled: a tmpfs if mounting is permitted, else an ordinary
/// folder that is never full.
/// </summary>
internal sealed class Disk : IAsyncDisposable
{
    private const int Megabytes = 1536;

    // PostgreSQL keeps taking space and giving it back, so one attempt is not enough.
    private const int Attempts = 6;
    private const long Rest = 1024 * 1024;

    private int ended;

    private Disk(string folder, bool isOwn) => (Folder, CanBeFilled) = (folder, isOwn);

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>Whether it can be filled.</summary>
    public bool CanBeFilled { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Mounts it.</summary>
    public static async Task<Disk> Make(string folder, Action<string> say)
    {
        Directory.CreateDirectory(folder);
        var refused = await Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m,mode=755", "summit-faults", folder);
        if (refused is not null)
            say($"The disk is never full: mounting one is not permitted ({refused}).");
        return new Disk(folder, refused is null);
    }

    /// <summary>Fills it.</summary>
    public void Fill()
    {
        var drive = new DriveInfo(Folder);
        for (var n = 0; n < Attempts && drive.AvailableFreeSpace is > 0 and var free; n++)
        {
            // Nearly all of it first, which succeeds; then the rest, whose retry is cheap.
            var size = free > Rest ? free - Rest : free;
            var path = $"{Ballast}-{Guid.NewGuid():N}";
            try
            {
                using var file = new FileStream(path, new FileStreamOptions
                {
                    Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = size,
                });
            }
            catch (IOException)
            {
                // PostgreSQL was quicker, and there is less left than there was.
            }
        }
    }

    /// <summary>Frees the space.</summary>
    public void Free()
    {
        foreach (var ballast in Directory.EnumerateFiles(Folder, "ballast-*"))
            File.Delete(ballast);
    }

    public async ValueTask DisposeAsync()
    {
        if (CanBeFilled && Interlocked.Exchange(ref ended, 1) == 0)
            await Run("umount", "-l", Folder);
    }

    /// <summary>Unmounts it synchronously, at the exit of the process.</summary>
    public void Abandon() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <returns>The error, or null.</returns>
    private static async Task<string?> Run(string program, params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true })!;
            var said = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? null : said.Trim();
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            return absent.Message;
        }
    }
}
