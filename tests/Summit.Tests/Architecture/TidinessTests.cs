using System.Reflection;
using System.Text;
using Summit.Store;
using Summit.Kernel;

namespace Summit.Tests.Architecture;

public sealed class TidinessTests
{
    private const int ColumnsMax = 120;
    private const int LinesMax = 260;

    // In pieces, so that this file does not find itself.
    private static readonly string[] Banned =
        ["TO" + "DO", "FIX" + "ME", "#reg" + "ion", "DateTime" + ".UtcNow", "DateTime" + ".Now", "Thread" + ".Sleep"];

    private static readonly string[] BannedInTests = ["Task" + ".Delay", "Assert" + ".True(true"];

    [Fact]
    public void no_line_has_more_than_120_columns_and_no_file_more_than_260_lines()
    {
        var wrong = new List<string>();
        foreach (var (file, lines) in Files())
        {
            if (lines.Length > LinesMax)
                wrong.Add($"{file}: {lines.Length} lines");
            wrong.AddRange(lines.Index().Where(line => line.Item.Length > ColumnsMax)
                .Select(line => $"{file}:{line.Index + 1}: {line.Item.Length} columns"));
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void no_file_has_a_banned_word()
    {
        var wrong = Files().SelectMany(file => file.Lines.Index()
            .Where(line => Banned.Any(word => line.Item.Contains(word, StringComparison.Ordinal))
                || file.Name.StartsWith("tests", StringComparison.Ordinal)
                && BannedInTests.Any(word => line.Item.Contains(word, StringComparison.Ordinal)))
            .Select(line => $"{file.Name}:{line.Index + 1}: {line.Item.Trim()}"));
        Assert.Empty(wrong);
    }

    [Fact]
    public void only_what_is_bound_asks_the_request_for_services() => Assert.Empty(Files()
        .Where(file => file.Lines.Any(line => line.Contains("Request" + "Services", StringComparison.Ordinal))
            && !file.Lines.Any(line => line.Contains(" BindAsync(", StringComparison.Ordinal)))
        .Select(file => file.Name));

    [Fact]
    public void every_rule_speaks_three_languages_under_a_name_of_its_own()
    {
        var rules = Rules().ToArray();
        Assert.True(rules.Length > 40, $"Only {rules.Length} rules were found.");
        Assert.Distinct(rules.Select(rule => rule.Code));
        foreach (var rule in rules)
        {
            Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$", rule.Code);
            Assert.Distinct(new[] { rule.En, rule.Fr, rule.Es });
            Assert.All(new[] { rule.En, rule.Fr, rule.Es }, sentence => Assert.EndsWith(".", sentence));
        }
    }

    [Fact]
    public void every_rule_has_a_test()
    {
        var tests = string.Concat(Files().Where(file => file.Name.StartsWith("tests", StringComparison.Ordinal))
            .SelectMany(file => file.Lines));
        var untested = RuleFields()
            .Where(field => !tests.Contains($"{field.DeclaringType!.Name}.{field.Name}", StringComparison.Ordinal)
                && !tests.Contains($"\"{((Rule)field.GetValue(null)!).Code}\"", StringComparison.Ordinal))
            .Select(field => ((Rule)field.GetValue(null)!).Code);
        Assert.Empty(untested);
    }

    [Fact]
    public void what_the_refusals_of_each_rule_tell_is_approved() => Approved.Is("Rules.approved.txt", string.Concat(
        Rules().OrderBy(rule => rule.Code, StringComparer.Ordinal)
            .Select(rule => $"{rule.Code}: {rule.Tells.ToString().ToLowerInvariant()}\n")));

    [Fact]
    public void every_event_has_its_wire_name_and_shape_approved()
    {
        var shown = new StringBuilder();
        foreach (var category in Categories().OrderBy(category => category.Name, StringComparer.Ordinal))
        {
            shown.Append(category.Name).Append('\n');
            foreach (var (wire, type) in category.Events)
                shown.Append("  ").Append(wire).Append(' ').Append(Shape(type, [])).Append('\n');
        }
        Approved.Is("Events.approved.txt", shown.ToString());
    }

    [Fact]
    public void every_event_type_is_registered_once()
    {
        var registered = Categories().SelectMany(category => category.Events).Select(named => named.Type).ToArray();
        Assert.Distinct(registered);
        var bases = registered.Select(type => type.BaseType!).Distinct();
        var forgotten = typeof(Service).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && bases.Contains(type.BaseType)).Except(registered);
        Assert.Empty(forgotten);
    }

    internal static IEnumerable<Category> Categories() => typeof(Service).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(property => typeof(Category).IsAssignableFrom(property.PropertyType))
        .Select(property => (Category)property.GetValue(null)!);

    private static IEnumerable<FieldInfo> RuleFields() => typeof(Service).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field.FieldType == typeof(Rule) && field.IsInitOnly && !field.Name.StartsWith('<'));

    private static IEnumerable<Rule> Rules() => RuleFields().Select(field => (Rule)field.GetValue(null)!);

    // As JSON shows it: names and types of the parts, the parts of parts inside.
    private static string Shape(Type type, HashSet<Type> inside)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
            return string.Join('|', Enum.GetValues(plain).Cast<object>()
                .Select(value => System.Text.Json.JsonSerializer.Serialize(value, plain, Json.Options).Trim('"')));
        if (plain.GetInterfaces().FirstOrDefault(i =>
                i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)) is { } map)
            return $"{{*: {Shape(map.GetGenericArguments()[1], inside)}}}";
        if (plain.GetInterfaces().Append(plain).FirstOrDefault(i =>
                i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) is { } list)
            return $"[{Shape(list.GetGenericArguments()[0], inside)}]";
        if (plain == typeof(LocalisedText) || plain.Namespace?.StartsWith("Summit", StringComparison.Ordinal) != true)
            return plain.Name;
        if (!inside.Add(plain))
            return plain.Name;
        var properties = Json.Options.GetTypeInfo(plain).Properties.Select(property =>
            $"{property.Name}{(property.IsRequired ? "" : "?")}: {Shape(property.PropertyType, inside)}");
        inside.Remove(plain);
        return $"{{{string.Join(", ", properties)}}}";
    }

    internal static string Top(string path) => Path.GetFullPath(Path.Combine(ContextTests.Source(), "../..", path));

    internal static IEnumerable<(string Name, string[] Lines)> Files()
    {
        var root = Top("");
        return new[] { "src", "tests" }
            .Select(Top)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")
                && !file.Contains($"{Path.DirectorySeparatorChar}Generated{Path.DirectorySeparatorChar}"))
            .Select(file => (Path.GetRelativePath(root, file), File.ReadAllLines(file)));
    }
}
