using System.Runtime.CompilerServices;

namespace Summit.Http.Tests.Documentation;

/// <summary>The files that these tests read as they stand.</summary>
internal static class Tree
{
    /// <summary>The folder of the README.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
