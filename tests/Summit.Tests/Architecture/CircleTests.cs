using System.Text.RegularExpressions;
using Summit.Postgres;
using Summit.Store;

namespace Summit.Tests.Architecture;

/// <summary>Files of a folder use each other in one direction: each can be read before those that use it.</summary>
public sealed partial class CircleTests
{
    [Theory]
    [InlineData("src/Summit/", typeof(Service))]
    [InlineData("src/Summit.Store/", typeof(EventStreams))]
    [InlineData("src/Summit.Postgres/", typeof(PrivatePostgres))]
    public void files_of_a_folder_do_not_use_each_other_in_circles(string project, Type member)
    {
        var files = TidinessTests.Files()
            .Where(file => file.Name.StartsWith(project, StringComparison.Ordinal))
            .SelectMany(file => Declarations().Matches(string.Join('\n', file.Lines))
                .Select(declared => (Type: declared.Groups[1].Value, file.Name)))
            .ToLookup(declared => declared.Type, declared => declared.Name);
        var uses = new Dictionary<string, HashSet<string>>();
        foreach (var type in member.Assembly.GetTypes())
        {
            foreach (var file in FilesOf(type))
            {
                if (!uses.TryGetValue(file, out var used))
                    uses.Add(file, used = []);
                // The files of a partial class are read together: it does not use itself.
                used.UnionWith(CompiledCode.TypesUsedBy(type)
                    .Where(one => one.Assembly == type.Assembly && Outermost(one) != Outermost(type))
                    .SelectMany(FilesOf)
                    .Where(other => other != file && Path.GetDirectoryName(other) == Path.GetDirectoryName(file)));
            }
        }
        Assert.NotEmpty(uses);
        var circles = uses.Keys.Select(file => Reached(file).Where(other => Reached(other).Contains(file)).Order())
            .Where(circle => circle.Any())
            .Select(circle => string.Join(" ", circle)).Distinct();
        Assert.True(!circles.Any(), string.Join('\n', circles));

        IEnumerable<string> FilesOf(Type type) => files[Outermost(type).Name.Split('`')[0]];

        HashSet<string> Reached(string start)
        {
            var seen = new HashSet<string>();
            var open = new Stack<string>([start]);
            while (open.TryPop(out var file))
            {
                foreach (var next in uses.GetValueOrDefault(file) ?? [])
                {
                    if (seen.Add(next))
                        open.Push(next);
                }
            }
            return seen;
        }
    }

    private static Type Outermost(Type type)
    {
        while (type.IsNested)
            type = type.DeclaringType!;
        return type;
    }

    [GeneratedRegex(
        @"^(?:public |internal )(?:abstract |sealed |static |partial |readonly )*"
        + @"(?:record|class|enum|interface|struct|delegate \w+) (?:struct )?(\w+)", RegexOptions.Multiline)]
    private static partial Regex Declarations();
}
