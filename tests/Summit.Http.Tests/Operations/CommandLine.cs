using System.CommandLine;
using Summit.Operations;

namespace Summit.Http.Tests.Operations;

/// <summary>Runs the service's command line on a database.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command; fails unless its exit code is 0.</summary>
    /// <returns>What it prints.</returns>
    public static async Task<string> Said(string database, params string[] words)
    {
        var (code, said) = await Run(database, words);
        Assert.True(code == 0, $"{string.Join(' ', words)}: {said}");
        return said;
    }

    /// <summary>Runs a command.</summary>
    /// <returns>Its exit code, and what it prints.</returns>
    public static async Task<(int Code, string Said)> Run(string database, params string[] words)
    {
        var said = new StringWriter { NewLine = "\n" };
        var code = await Commands.All().Parse([.. words, $"--ConnectionStrings:Summit={database}"])
            .InvokeAsync(new InvocationConfiguration { Output = said }, TestContext.Current.CancellationToken);
        return (code, said.ToString());
    }
}
