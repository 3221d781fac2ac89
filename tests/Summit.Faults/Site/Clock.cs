using System.Globalization;

namespace Summit.Faults;

/// <summary>
/// The clock of one node, which can jump while the node runs: libfaketime, controlled by a file. It needs the package
/// <c>faketime</c> (Debian).
/// </summary>
internal sealed class Clock
{
    // MT: for programs of several threads.
    private static readonly string? Library = new[]
    {
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
        "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
        "/usr/lib/faketime/libfaketimeMT.so.1",
        "/usr/lib64/faketime/libfaketimeMT.so.1",
    }.FirstOrDefault(File.Exists);

    private readonly string file;

    public Clock(string file)
    {
        this.file = file;
        JumpTo(TimeSpan.Zero);
    }

    /// <summary>Whether clocks can jump on this machine.</summary>
    public static bool CanJump => Library is not null;

    /// <summary>The environment variables of a process with this clock.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        new("LD_PRELOAD", Library!),
        new("FAKETIME_TIMESTAMP_FILE", file),
        new("FAKETIME_CACHE_DURATION", "1"),
        new("NO_FAKE_STAT", "1"),
        // Waits are measured by another clock, which does not jump on a real machine either.
        new("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        new("DONT_FAKE_MONOTONIC", "1"),
    ];

    /// <summary>Sets its offset from the machine's clock; takes effect within a second.</summary>
    public void JumpTo(TimeSpan offset)
    {
        var draft = file + ".new";
        File.WriteAllText(draft, string.Create(CultureInfo.InvariantCulture, $"{offset.TotalSeconds:+0;-0}\n"));
        File.Move(draft, file, overwrite: true);
    }

    /// <summary>Deletes the shared memory that the clock of a killed process leaves.</summary>
    public static void Forget(int process)
    {
        foreach (var left in new[] { $"/dev/shm/faketime_shm_{process}", $"/dev/shm/sem.faketime_sem_{process}" })
            File.Delete(left);
    }
}
