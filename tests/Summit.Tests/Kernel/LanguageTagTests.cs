using Summit.Kernel;

namespace Summit.Tests.Kernel;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("en", "en")]
    [InlineData("FR", "fr")]
    [InlineData("pt-br", "pt-BR")]
    [InlineData("zh-hANT-tw", "zh-Hant-TW")]
    [InlineData("zh-cmn-hans-cn", "zh-cmn-Hans-CN")]
    [InlineData("es-419", "es-419")]
    [InlineData("de-1996", "de-1996")]
    [InlineData("sl-ROZAJ-biske", "sl-rozaj-biske")]
    [InlineData("de-DE-u-CO-phonebk", "de-DE-u-co-phonebk")]
    [InlineData("en-X-Draft", "en-x-draft")]
    [InlineData("en-x-ab-Cdef", "en-x-ab-cdef")]
    public void a_tag_is_well_formed_in_any_case_and_has_one_canonical_case(string tag, string canonical)
    {
        Assert.True(LanguageTag.IsWellFormed(tag));
        Assert.Equal(canonical, LanguageTag.Canonical(tag));
    }

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("english")]
    [InlineData("en-")]
    [InlineData("en_GB")]
    [InlineData("en\n")]
    [InlineData("x-draft")]
    [InlineData("en-x")]
    [InlineData("zh-Hant-Hans")]
    [InlineData("\u212A\u212A")]
    [InlineData("en-abcdefgh-abcdefgi-abcdefgj-abcdefgk")]
    public void what_names_no_language_is_no_tag_and_stays_as_it_is(string text)
    {
        Assert.False(LanguageTag.IsWellFormed(text));
        Assert.Equal(text, LanguageTag.Canonical(text));
    }

    [Theory]
    [InlineData("fr", "fr")]
    [InlineData("FR-ca", "fr")]
    [InlineData("zh-Hant-TW", "zh-Hant")]
    [InlineData("sr-Latn-RS", "sr-Latn")]
    [InlineData("pt", "pt-BR")]
    [InlineData("pt-PT", "pt-BR")]
    [InlineData("fr-x-draft", "fr")]
    [InlineData("frr", null)]
    [InlineData("p", null)]
    [InlineData("de", null)]
    public void a_range_finds_its_longest_part_that_there_is_else_the_nearest_under_it(string range, string? found)
    {
        string[] tags = ["en", "fr", "pt-BR", "sr-Cyrl", "sr-Latn", "zh-Hans", "zh-Hant"];
        Assert.Equal(found, LanguageTag.Lookup(range, tags));
    }
}
