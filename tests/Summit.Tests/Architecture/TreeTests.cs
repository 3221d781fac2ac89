using System.Text.RegularExpressions;

namespace Summit.Tests.Architecture;

public sealed partial class TreeTests
{
    private const int FilesMax = 20;

    [Fact]
    public void a_command_is_a_file_a_record_a_body_and_an_operation_of_one_name_and_one_a_file()
    {
        var wrong = new List<string>();
        foreach (var (file, text) in Commands())
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (Routes().Count(text) > 1)
                wrong.Add($"{file}: several commands");
            if (!text.Contains($"public sealed record {name}", StringComparison.Ordinal))
                wrong.Add($"{file}: no record {name}");
            if (!text.Contains($".WithOperation(nameof({name}),", StringComparison.Ordinal))
                wrong.Add($"{file}: no operation {name}");
            if (Bodies().Matches(text).Select(body => body.Groups[1].Value).Distinct().ToArray() is not [var bound]
                || bound != name)
                wrong.Add($"{file}: {name} is not what is bound");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void a_slice_that_decides_has_a_test_class_of_its_name()
    {
        var tests = typeof(TreeTests).Assembly.GetTypes().Select(type => type.FullName).ToHashSet();
        var untested = PurityTests.DecidersOfCommands().Select(decide => decide.DeclaringType!)
            .Where(slice => !tests.Contains(slice.FullName!.Replace("Summit.", "Summit.Tests.") + "Tests"));
        Assert.Empty(untested);
    }

    [Fact]
    public void a_command_has_a_test_class_of_its_name()
    {
        var tests = TidinessTests.Files()
            .Where(file => file.Name.StartsWith("tests/", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file.Name)).ToHashSet();
        var untested = Commands().Select(command => Path.GetFileNameWithoutExtension(command.Name))
            .Where(command => !tests.Contains($"{command}Tests"));
        Assert.Empty(untested);
    }

    [Fact]
    public void a_folder_of_more_than_twenty_files_has_rooms()
    {
        var full = new[] { "src", "tests" }.Select(TidinessTests.Top)
            .SelectMany(top => Directory.EnumerateDirectories(top, "*", SearchOption.AllDirectories))
            .Where(folder => !folder.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any())
            .Select(folder => (Name: folder, Files: Directory.GetFiles(folder).Length))
            .Where(folder => folder.Files > FilesMax);
        Assert.Empty(full);
    }

    [Fact]
    public void no_number_of_a_migration_is_used_twice()
    {
        var numbers = Directory.GetFiles(TidinessTests.Top("src"), "*.sql", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal)
                && !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file)[..3]).ToArray();
        Assert.Distinct(numbers);
        var readme = File.ReadAllText(TidinessTests.Top("src/Summit.Store/Schema/README.md"));
        Assert.Contains($"the next is {numbers.Max(int.Parse) + 1:D3}", readme, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, string Text)> Commands() => TidinessTests.Files()
        .Where(file => file.Name.StartsWith("src/Summit/", StringComparison.Ordinal))
        .Select(file => (file.Name, Text: string.Join('\n', file.Lines)))
        .Where(file => Routes().IsMatch(file.Text));

    [GeneratedRegex(@"\bCommandRequest<(\w+)>")]
    private static partial Regex Bodies();

    [GeneratedRegex(@"\.Map(Post|Put|Delete)\(")]
    private static partial Regex Routes();
}
