using System.Reflection;
using System.Text.RegularExpressions;
using Summit.Store;

namespace Summit.Tests.Architecture;

/// <summary>
/// Events come into the store one way: sessions of Marten only read. Its own appends take their numbers without the
/// lock of the group committer, and the two collide.
/// </summary>
public sealed partial class AppendTests
{
    private static readonly HashSet<string> Writes =
    [
        "Append", "AppendOptimistic", "AppendExclusive", "StartStream", "FetchForWriting", "FetchForExclusiveWriting",
        "WriteToAggregate", "WriteExclusivelyToAggregate", "ArchiveStream", "SaveChanges", "SaveChangesAsync",
    ];

    [Fact]
    public void no_code_of_the_product_appends_or_saves_through_a_session_of_Marten()
    {
        var calls = ((Assembly[])[typeof(IEventAppender).Assembly, typeof(Service).Assembly])
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => CompiledCode.Methods(type), (type, method) => (Type: type, Method: method))
            .SelectMany(caller => CompiledCode.MembersUsedBy(caller.Method).Where(IsOfMarten),
                (caller, called) => (Caller: $"{caller.Type.FullName}.{caller.Method.Name}", Called: called.Name))
            .ToArray();
        // What Marten is used for is seen, so what it must not be used for would be.
        Assert.Contains(calls, call => call.Called == "FetchStreamAsync");
        Assert.DoesNotContain(calls, call => Writes.Contains(call.Called));
    }

    [Fact]
    public void events_are_written_by_the_append_statements_and_the_import_alone() => Assert.Equal(
        ["AppendStatements.cs", "EventImporter.cs"],
        ((string[])["*.cs", "*.sql"])
            .SelectMany(kind => Directory.EnumerateFiles(
                Path.GetDirectoryName(ContextTests.Source())!, kind, SearchOption.AllDirectories))
            .Where(file => WritesEvents().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName)
            .Order());

    [GeneratedRegex(
        @"(insert\s+into|update|delete\s+from|merge\s+into|copy|truncate)\s+(table\s+|only\s+)*"
        + @"(events\.)?mt_(events|streams)\b|""events\.mt_(events|streams)""|AppendStatements\.Events\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex WritesEvents();

    private static bool IsOfMarten(MemberInfo member) => member.DeclaringType?.Namespace is { } name
        && (name == "Marten" || name.StartsWith("Marten.", StringComparison.Ordinal)
            || name == "JasperFx.Events" || name.StartsWith("JasperFx.Events.", StringComparison.Ordinal));
}
