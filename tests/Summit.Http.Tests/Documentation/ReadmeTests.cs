using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Summit.Http.Tests.Documentation;

/// <summary>
/// What the READMEs show to be typed, pasted into a shell beside the service as a developer starts it.
/// </summary>
[Collection(typeof(Development))]
public sealed partial class ReadmeTests(DevelopmentService service)
{
    private const string Run = "dotnet run -v quiet --project src/Summit --";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Readmes => [.. new[] { "src", "tests", "seeds", "deploy" }
        .SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(Tree.Root, folder), "README.md", SearchOption.AllDirectories))
        .Append(Path.Combine(Tree.Root, "README.md"))
        .Where(file => Requests(file).Any())
        .Select(file => Path.GetRelativePath(Tree.Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Readmes))]
    public async Task each_request_that_a_README_shows_works_as_pasted(string readme)
    {
        foreach (var lines in Requests(Path.Combine(Tree.Root, readme)))
        {
            var asked = lines.Replace("localhost:5080", service.Address.Authority, StringComparison.Ordinal)
                .Replace("https://summit.example", service.Address.GetLeftPart(UriPartial.Authority))
                .Replace(Run, $"dotnet {Path.Combine(AppContext.BaseDirectory, "Summit.dll")}");
            var (code, said) = await Shell(asked);
            Assert.True(code == 0, $"{readme}:\n{asked}\n{code}: {said}");
            // A comparison that is shown holds.
            Assert.True(said.Length > 0 && !said.Contains("False", StringComparison.Ordinal), said);
        }
    }

    [Fact]
    public async Task the_README_shows_where_an_id_comes_from_and_each_id_that_is_shown_there_can_be_followed()
    {
        var anybody = new Client(service.Address, null);
        var rapporteur = new Client(service.Address, service.Keys["rapporteur"]);
        var shown = (await anybody.Get("/v1/congresses/durban-2019/outcomes")).Body["items"]!.AsArray();
        Assert.NotEmpty(shown);
        var paths = Requests(Path.Combine(Tree.Root, "README.md"))
            .SelectMany(lines => PathsOfIds().Matches(lines).Select(found => found.Value)).ToArray();
        Assert.NotEmpty(paths);
        foreach (var path in paths)
        {
            foreach (var item in shown)
                (await rapporteur.Get(path.Replace("$ID", (string)item!["id"]!))).Expect(System.Net.HttpStatusCode.OK);
        }
    }

    // Blocks of code, indented or fenced, that ask a service.
    private static IEnumerable<string> Requests(string readme)
    {
        var text = File.ReadAllText(readme);
        return Indented().Matches(text).Select(block => Margin().Replace(block.Value, ""))
            .Concat(Fenced().Matches(text).Select(block => block.Groups[1].Value))
            .Where(block => block.Contains("curl ", StringComparison.Ordinal));
    }

    private async Task<(int Code, string Said)> Shell(string lines)
    {
        // Any answer that is no success ends it.
        var script = $"set -eu -o pipefail\ncurl() {{ command curl --fail-with-body -sS \"$@\"; }}\n{lines}";
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Tree.Root,
            Environment =
            {
                ["Summit__DataDirectory"] = service.Folder,
                ["ConnectionStrings__Summit"] = service.ConnectionString,
            },
        })!;
        var said = await Task.WhenAll(
            bash.StandardOutput.ReadToEndAsync(Cancel), bash.StandardError.ReadToEndAsync(Cancel));
        await bash.WaitForExitAsync(Cancel);
        return (bash.ExitCode, string.Concat(said));
    }

    [GeneratedRegex(@"(^ {4,}.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Indented();

    [GeneratedRegex("^ {4}", RegexOptions.Multiline)]
    private static partial Regex Margin();

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"/v1/[^\s""]*\$ID[^\s""]*")]
    private static partial Regex PathsOfIds();
}
