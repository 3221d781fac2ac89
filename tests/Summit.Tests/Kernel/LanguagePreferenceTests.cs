using Summit.Kernel;

namespace Summit.Tests.Kernel;

public sealed class LanguagePreferenceTests
{
    [Theory]
    [InlineData("fr", "de,fr,en")]
    [InlineData("en", "de")]
    [InlineData("en", "")]
    [InlineData("pt-BR", "pt,fr")]
    public void the_best_language_is_the_first_that_a_range_finds_else_English(string best, string ranges) =>
        Assert.Equal(best, new LanguagePreference(Split(ranges), []).Best(["en", "fr", "pt-BR"]));

    [Theory]
    [InlineData("es", "de", "fr")]
    [InlineData("es", "fr-CH", "fr")]
    [InlineData("fr-CH", "fr-CH", "fr,es")]
    [InlineData("es", "", "fr,es")]
    public void a_refused_language_is_given_only_where_there_is_no_other(string best, string ranges, string refused)
    {
        var reader = new LanguagePreference(Split(ranges), Split(refused));
        Assert.Equal(best, reader.Best(best == "fr-CH" ? ["es", "fr", "fr-CH"] : ["es", "fr"]));
    }

    [Theory]
    [InlineData("en", "")]
    [InlineData("en", "pt-BR,frr")]
    [InlineData("es", "pt,es-MX,fr")]
    public void the_service_speaks_English_to_readers_of_none_of_its_languages(string language, string ranges) =>
        Assert.Equal(language, new LanguagePreference(Split(ranges), []).OfService);

    [Fact]
    public void the_service_does_not_speak_English_to_a_reader_who_refuses_it() =>
        Assert.Equal("fr", new LanguagePreference([], ["en"]).OfService);

    private static string[] Split(string ranges) => ranges.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
