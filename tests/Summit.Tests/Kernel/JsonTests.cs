using System.Text.Json;
using Summit.Kernel;

namespace Summit.Tests.Kernel;

public sealed class JsonTests
{
    [Fact]
    public void a_property_left_out_because_it_is_null_is_read_as_null()
    {
        var half = new Halves("a", null, null, []);
        var text = JsonSerializer.Serialize(half, Json.Options);
        Assert.Equal("""{"sure":"a","all":[]}""", text);
        var read = JsonSerializer.Deserialize<Halves>(text, Json.Options)!;
        Assert.Equal(("a", null, null), (read.Sure, read.Word, read.Number));
    }

    [Theory]
    [InlineData("""{"all":[]}""")]
    [InlineData("""{"sure":null,"all":[]}""")]
    public void a_property_that_cannot_be_null_is_required(string text) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Halves>(text, Json.Options));

    [Fact]
    public void a_member_that_a_later_version_wrote_into_a_row_is_passed_over_and_one_in_an_event_is_not()
    {
        const string later = """{"sure":"a","all":[],"later":1}""";
        Assert.Equal("a", JsonSerializer.Deserialize<Halves>(later, Json.RowOptions)!.Sure);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Halves>(later, Json.Options));
    }

    private sealed record Halves(string Sure, string? Word, int? Number, IReadOnlyList<int> All);
}
