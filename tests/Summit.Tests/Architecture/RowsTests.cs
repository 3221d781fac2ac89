using System.Text.RegularExpressions;

namespace Summit.Tests.Architecture;

/// <summary>
/// While a version is rolled out, a node reads rows into which a later one has written members that it does not know.
/// </summary>
public sealed partial class RowsTests
{
    [Fact]
    public void whoever_reads_a_row_passes_over_members_of_a_later_version()
    {
        var read = TidinessTests.Files()
            .Where(file => file.Name.StartsWith(Path.Combine("src", "Summit") + Path.DirectorySeparatorChar))
            .SelectMany(file => Reading().Matches(string.Join(' ', file.Lines)), (file, found) =>
                (file.Name, Options: found.Groups["options"].Value))
            .ToArray();
        Assert.True(read.Length > 8, $"Only {read.Length} readers of rows are found.");
        Assert.All(read, one => Assert.Equal("Json.RowOptions", one.Options));
    }

    [GeneratedRegex(@"Deserialize<[^;]*?\breader\.[^;]*?(?<options>\bJson\.\w*Options)")]
    private static partial Regex Reading();
}
