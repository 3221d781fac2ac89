using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Summit.Tests.Architecture;

/// <summary>The code that Wolverine generates for handlers is committed: nothing is compiled at run time.</summary>
public sealed class GeneratedCodeTests
{
    private const string Folder = "Internal/Generated";

    [Fact]
    public async Task the_generated_code_of_handlers_is_up_to_date()
    {
        var committed = Path.Combine(ContextTests.Source(), Folder);
        var fresh = Path.Combine(AppContext.BaseDirectory, Folder);
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
        await using var app = Service.Build([$"--contentRoot={AppContext.BaseDirectory}"], "Host=127.0.0.1");
        var collections = app.Services.GetServices<ICodeFileCollection>().ToArray();
        new DynamicCodeBuilder(app.Services, collections)
        {
            ServiceVariableSource = app.Services.GetService<IServiceVariableSource>(),
        }.WriteGeneratedCode(_ => { });

        var (now, before) = (Sources(fresh), Sources(committed));
        if (now.Order().SequenceEqual(before.Order()))
            return;
        if (Directory.Exists(committed))
            Directory.Delete(committed, recursive: true);
        foreach (var (file, text) in now)
        {
            var target = Path.Combine(committed, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await File.WriteAllTextAsync(target, text, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"{Folder} was stale and is written anew: look at the difference, and build again.");
    }

    [Fact]
    public void the_service_ships_no_compiler() => Assert.DoesNotContain(
        "Microsoft.CodeAnalysis", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Summit.deps.json")));

    private static List<(string File, string Text)> Sources(string folder) => Directory.Exists(folder)
        ?
        [
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Select(file =>
                (Path.GetRelativePath(folder, file), File.ReadAllText(file).ReplaceLineEndings("\n"))),
        ]
        : [];
}
