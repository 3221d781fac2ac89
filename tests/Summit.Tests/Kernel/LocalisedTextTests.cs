using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Summit.Kernel;

namespace Summit.Tests.Kernel;

public sealed class LocalisedTextTests
{
    [Fact]
    public void the_best_language_is_the_first_of_the_reader_then_English_then_another()
    {
        var text = LocalisedText.Of(("en", "city"), ("fr", "ville"));
        Assert.Equal("fr", text.Best(["de", "fr", "en"]));
        Assert.Equal("en", text.Best(["de"]));
        Assert.Equal("es", LocalisedText.Of(("es", "ciudad"), ("fr", "ville")).Best(["de"]));
    }

    [Fact]
    public void a_text_without_a_language_is_refused() => Assert.Throws<ArgumentException>(() => LocalisedText.Of());

    [Fact]
    public void a_text_is_the_same_after_json()
    {
        var texts = ArbMap.Default.ArbFor<NonEmptyString>().Generator
            .Select(text => text.Get.Replace("\0", "0"))
            .Where(text => !string.IsNullOrWhiteSpace(text));
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var written = LocalisedText.Of(("en", text), ("fr", text + "é"));
            var json = JsonSerializer.Serialize(written, Json.Options);
            Assert.Equal(written, JsonSerializer.Deserialize<LocalisedText>(json, Json.Options));
        }).QuickCheckThrowOnFailure();
    }
}
