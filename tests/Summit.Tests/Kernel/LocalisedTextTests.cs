using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Summit.Kernel;

namespace Summit.Tests.Kernel;

public sealed class LocalisedTextTests
{
    [Theory]
    [InlineData("en", true)]
    [InlineData("pt-BR", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("es-419", true)]
    [InlineData("EN", false)]
    [InlineData("english", false)]
    [InlineData("", false)]
    [InlineData("en-", false)]
    [InlineData("en\n", false)]
    public void a_language_is_a_bcp_47_tag(string tag, bool is_one) =>
        Assert.Equal(is_one, LocalisedText.IsLanguage(tag));

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

    [Theory]
    [InlineData("2019-11-13T09:00:00+02:00", true)]
    [InlineData("2019-11-13T09:00:00.1234567Z", true)]
    [InlineData("2019-11-13T09:00:00", false)]
    [InlineData("2019-11-13", false)]
    [InlineData("2019-11-31T09:00:00Z", false)]
    [InlineData("2019-11-13 09:00:00Z", false)]
    public void a_moment_is_RFC_3339_with_its_offset(string text, bool is_one) =>
        Assert.Equal(is_one, InstantJsonConverter.TryParse(text, out _));
}
