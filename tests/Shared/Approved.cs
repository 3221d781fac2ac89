using System.Runtime.CompilerServices;

namespace Summit;

/// <summary>
/// Compares a contract with its approved file beside the tests, so that each change is a visible diff.
/// </summary>
internal static class Approved
{
    /// <summary>Fails unless the text equals the approved file; writes the received text beside it.</summary>
    public static void Is(string file, string now, [CallerFilePath] string test = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(test)!, file);
        var received = approved.Replace(".approved.", ".received.", StringComparison.Ordinal);
        now = now.ReplaceLineEndings("\n");
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == now)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, now);
        Assert.Fail($"{file} is not what is approved: compare {received}, and approve it by renaming.");
    }
}
