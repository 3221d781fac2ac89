using System.Text.Json;
using Summit.Kernel;

namespace Summit.Tests.Kernel;

public sealed class JsonTests
{
    [Fact]
    public void what_was_left_out_because_it_is_null_is_not_missed_when_it_is_read()
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
    public void what_cannot_be_null_must_be_there(string text) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Halves>(text, Json.Options));

    private sealed record Halves(string Sure, string? Word, int? Number, IReadOnlyList<int> All);
}
