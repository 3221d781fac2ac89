using System.Runtime.CompilerServices;

namespace Summit;

/// <summary>
/// A contract kept as a file beside the tests: a change of it is a visible difference that somebody approves.
/// </summary>
internal static class Approved
{
    /// <summary>Insists that a text is the approved one; what it is now is left beside it for comparison.</summary>
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
