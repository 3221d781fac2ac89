using Summit.Kernel;

namespace Summit.Tests.Kernel;

public sealed class TextTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("世")]
    [InlineData("𝔸")]
    [InlineData("😀")]
    [InlineData("\u200B!")]
    public void a_text_with_a_letter_number_sign_or_symbol_is_visible(string text) => Assert.True(text.IsVisible);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("\u00A0\u3000")]
    [InlineData("\u200B")]
    [InlineData("\u2060\uFEFF")]
    [InlineData("\u2800")]
    [InlineData("\u3164")]
    [InlineData("\u0301")]
    [InlineData("\a")]
    public void a_text_of_spaces_marks_fillers_or_controls_alone_is_not_visible(string text) =>
        Assert.False(text.IsVisible);

    [Fact]
    public void characters_are_counted_as_code_points()
    {
        Assert.True(string.Concat(Enumerable.Repeat("😀", 300)).HasAtMost(300));
        Assert.False(string.Concat(Enumerable.Repeat("😀", 301)).HasAtMost(300));
    }

    [Theory]
    [InlineData("Hall 1", true, true)]
    [InlineData("مرحبا\u200F", true, true)]
    [InlineData("Hall\n1", false, true)]
    [InlineData("Hall\t1", false, true)]
    [InlineData("Hall\u20281", false, true)]
    [InlineData("Hall\u00851", false, false)]
    [InlineData("Hall\a1", false, false)]
    public void a_line_holds_no_line_end_and_a_text_no_other_control_character(string text, bool line, bool plain) =>
        Assert.Equal((line, plain), (text.IsOneLine, text.IsPlain));

    [Theory]
    [InlineData("grand  ballroom ")]
    [InlineData("GRAND\u00A0BALLROOM")]
    [InlineData("Gr\u200Band Ballroom")]
    [InlineData("Ｇrand Ballroom")]
    public void names_that_look_alike_are_folded_alike(string name) =>
        Assert.Equal("Grand Ballroom".Folded, name.Folded);

    [Theory]
    [InlineData("Salle É", "Salle e\u0301", true)]
    [InlineData("Salle É", "Salle E", false)]
    [InlineData("Hall 1", "Hall 2", false)]
    [InlineData("Οδός", "ΟΔΌΣ", true)]
    public void names_are_compared_without_case_and_with_their_accents(string one, string other, bool alike) =>
        Assert.Equal(alike, one.Folded == other.Folded);

    [Fact]
    public void a_text_is_normalised_whatever_it_holds() => Assert.Equal("é", "e\u0301\uFFFE".Nfc);
}
