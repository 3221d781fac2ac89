using System.Text.Json;
using Summit.Kernel;

namespace Summit.Tests.Kernel;

public sealed class RequestJsonTests
{
    [Fact]
    public void strings_and_texts_of_a_request_are_read_in_NFC()
    {
        var read = Read("""{"name":"e\u0301","text":{"fr":"e\u0301te\u0301"},"many":["u\u0308"]}""");
        Assert.Equal(("é", "été", "ü"), (read.Name, read.Text!.In("fr"), read.Many![0]));
    }

    [Fact]
    public void language_tags_of_a_request_are_read_in_their_canonical_case()
    {
        var read = Read("""{"language":"PT-br","languages":["EN","zh-hant","no tag"],"text":{"ZH-HANT":"城市"}}""");
        Assert.Equal("pt-BR", read.Language);
        Assert.Equal(["en", "zh-Hant", "no tag"], read.Languages!);
        Assert.Equal(["zh-Hant"], read.Text!.Languages);
    }

    [Fact]
    public void a_text_that_is_twice_in_one_language_is_refused()
    {
        var twice = Assert.Throws<IllFormedException>(() => Read("""{"text":{"zh-hant":"a","zh-Hant":"b"}}"""));
        Assert.Equal("The text in 'zh-Hant' is there twice.", twice.Message);
    }

    [Theory]
    [InlineData("""{"track":"town-hall"}""", true)]
    [InlineData("""{"track":1}""", false)]
    [InlineData("""{"track":-1}""", false)]
    [InlineData("""{"track":"1"}""", false)]
    [InlineData("""{"track":"-1"}""", false)]
    [InlineData("""{"track":""}""", false)]
    [InlineData("""{"day":"2019-11-13"}""", true)]
    [InlineData("""{"day":"2199-12-31"}""", true)]
    [InlineData("""{"day":"9999-12-31"}""", false)]
    [InlineData("""{"day":"0001-01-01"}""", false)]
    [InlineData("""{"day":"2019-11-31"}""", false)]
    [InlineData("""{"at":"2019-11-13T07:00:00Z"}""", true)]
    [InlineData("""{"at":"9999-12-31T23:59:59.9999999Z"}""", false)]
    [InlineData("""{"at":"0001-01-01T00:00:00Z"}""", false)]
    public void an_enum_is_read_by_name_and_a_date_where_a_calendar_of_congresses_has_it(string json, bool is_read)
    {
        if (is_read)
            Assert.NotNull(Read(json));
        else
            Assert.ThrowsAny<JsonException>(() => Read(json));
    }

    [Fact]
    public void what_is_stored_is_read_as_it_was_written()
    {
        const string stored =
            """{"name":"e\u0301","text":{"zh-Hant":"b","zh-hant":"a"},"track":1,"day":"9999-12-31"}""";
        var read = JsonSerializer.Deserialize<Asked>(stored, Json.Options)!;
        Assert.Equal(("e\u0301", "a", Track.TownHall, DateOnly.MaxValue),
            (read.Name, read.Text!.In("zh-hant"), read.Track, read.Day));
    }

    [Fact]
    public void a_text_for_a_reader_is_written_in_one_language_and_all_that_occur_are_named()
    {
        var (json, languages) = Json.For(new LanguagePreference(["fr"], []), new[]
        {
            LocalisedText.Of(("en", "city"), ("fr", "ville")), LocalisedText.Of(("en", "town")),
            LocalisedText.Of(("fr", "rue")),
        });
        Assert.Equal("""[{"fr":"ville"},{"en":"town"},{"fr":"rue"}]""", System.Text.Encoding.UTF8.GetString(json));
        Assert.Equal(["fr", "en"], languages);
    }

    private static Asked Read(string json) => JsonSerializer.Deserialize<Asked>(json, Json.RequestOptions)!;

    private sealed record Asked(
        string? Name = null,
        LocalisedText? Text = null,
        IReadOnlyList<string>? Many = null,
        [Languages] string? Language = null,
        Track? Track = null,
        DateOnly? Day = null,
        DateTimeOffset? At = null)
    {
        [Languages]
        public IReadOnlyList<string>? Languages { get; init; }
    }
}
