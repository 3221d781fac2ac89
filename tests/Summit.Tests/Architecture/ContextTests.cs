using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Summit.Store;

namespace Summit.Tests.Architecture;

/// <summary>
/// Which context may know which. Default deny: a folder without a row fails, and so does a type of another context that
/// it does not publish.
/// </summary>
public sealed partial class ContextTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Kernel"] = [],
        ["Http"] = [],
        ["Register"] = [],
        ["Congress"] = ["Register"],
        ["Access"] = ["Congress", "Register"],
        ["Papers"] = ["Congress", "Register"],
        ["Statutory"] = ["Register"],
        ["Programme"] = ["Congress", "Papers", "Register", "Statutory"],
        ["Deliberation"] = ["Congress", "Papers", "Programme", "Register", "WorldAssembly"],
        ["WorldAssembly"] = ["Congress", "Deliberation", "Programme", "Register"],
        ["Forwarding"] = ["Congress", "Deliberation"],
        ["Pages"] = ["Congress", "Deliberation", "Programme", "Register"],
        ["Operations"] = ["Access", "Congress", "Forwarding", "Register"],
    };

    // What every context may use, and what knows every context.
    private static readonly string[] Everywhere = ["Kernel", "Http"];
    private static readonly string[] Root = [""];

    // The register and the Congress are the ground that others stand on: what they publish has files of its own.
    private static readonly Dictionary<string, string[]> PublishedFiles = new()
    {
        ["Register"] =
        [
            "Organisation.cs", "RegisterQueries.cs", "RegisterTransfer.cs", "CongressPeople.cs", "Joining/Joins.cs",
        ],
        ["Congress"] =
            [
                "Published.cs", "Edition.cs", "CongressRoute.cs", "EditionDays.cs", "Calls/Call.cs", "Rooms/Room.cs",
                "Rooms/RoomParts.cs", "Convening/Planned.cs",
            ],
        ["Access"] = ["Keys.cs", "ApiKey.cs"],
        ["Papers"] = ["Published.cs", "PaperViewer.cs"],
        ["Deliberation"] =
            ["Published.cs", "PublishedOutcomes.cs", "PublishedRecommendations.cs", "RecommendationReceipts.cs"],
        ["Programme"] = ["Published.cs", "Reading/PublishedProgramme.cs"],
        ["WorldAssembly"] = ["Published.cs", "PublishedWorldAssemblies.cs"],
        ["Forwarding"] = ["Outbox.cs", "OutboxSweep.cs"],
    };

    [Fact]
    public void every_folder_of_the_product_has_a_row_in_the_matrix() => Assert.Equal(
        Directory.GetDirectories(Source()).Select(folder => Path.GetFileName(folder)!)
            .Where(folder => folder is not ("bin" or "obj" or "Properties" or "Internal")).Order(),
        MayKnow.Keys.Order());

    [Fact]
    public void contexts_know_each_other_only_by_what_they_publish()
    {
        var wrong = new SortedSet<string>();
        foreach (var type in typeof(Service).Assembly.GetTypes().Where(type => Context(type) is not null))
        {
            var from = Context(type)!;
            if (Root.Contains(from))
                continue;
            foreach (var used in CompiledCode.TypesUsedBy(type).Where(used => used.Assembly == type.Assembly))
            {
                var to = Context(used);
                if (to is null || to == from || Everywhere.Contains(to) && from is not "Kernel")
                    continue;
                if (from == "Operations" && Root.Contains(to))
                    continue;
                if (!MayKnow[from].Contains(to) || !Published(to).Contains(used.Name.Split('`')[0]))
                    wrong.Add($"{from} knows {to}.{used.Name} ({type.Name})");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void a_context_names_tables_of_its_own_only()
    {
        // Two tables lie in the store's schema: their rows are written with the events they belong to.
        var owned = MayKnow.Keys.ToDictionary(context => context, context => context switch
        {
            "WorldAssembly" => "world_assembly.",
            "Forwarding" => "events.outbox",
            "Http" => "events.answers",
            _ => $"{context.ToLowerInvariant()}.",
        });
        string[] schemas = ["events.", .. owned.Values.Where(name => name.EndsWith('.'))];
        var wrong = TidinessTests.Files().Where(file => file.Name.StartsWith("src/Summit/", StringComparison.Ordinal))
            .SelectMany(file => file.Lines.SelectMany(line => Table().Matches(line))
                .Select(table => (file.Name, Context: file.Name.Split('/')[2], Table: table.Groups[1].Value)))
            .Where(named => Array.Exists(schemas, schema => named.Table.StartsWith(schema, StringComparison.Ordinal))
                && !named.Table.StartsWith(owned.GetValueOrDefault(named.Context, "none"), StringComparison.Ordinal))
            .Select(named => $"{named.Name}: {named.Table}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void a_context_without_streams_reads_no_stream()
    {
        var owners = TidinessTests.Categories().Select(category => category.GetType().GetGenericArguments()[0])
            .Select(Context).Concat(["Http", "Operations", .. Root]).ToHashSet();
        var wrong = typeof(Service).Assembly.GetTypes()
            .Where(type => Context(type) is { } context && !owners.Contains(context))
            .Where(type => CompiledCode.TypesUsedBy(type)
                .Intersect([typeof(EventStreams), typeof(AggregateCache)]).Any());
        Assert.Empty(wrong);
    }

    private static string? Context(Type type)
    {
        var outermost = type;
        while (outermost.IsNested)
            outermost = outermost.DeclaringType!;
        return outermost.Namespace switch
        {
            "Summit" => "",
            { } name when name.StartsWith("Summit.", StringComparison.Ordinal) => name["Summit.".Length..],
            _ => null,
        };
    }

    private static HashSet<string> Published(string context) =>
    [
        .. PublishedFiles.GetValueOrDefault(context, ["Published.cs"])
            .Select(file => Path.Combine(Source(), context, file))
            .SelectMany(file => Declaration().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value),
    ];

    internal static string Source([CallerFilePath] string test = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(test)!, "../../../src/Summit"));

    [GeneratedRegex(@"^public (?:abstract |sealed |static |partial )*(?:record|class|enum|interface) (?:struct )?(\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b(?:from|join|into|update) (\w+\.\w+)")]
    private static partial Regex Table();
}
