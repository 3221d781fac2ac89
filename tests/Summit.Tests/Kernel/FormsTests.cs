using System.ComponentModel.DataAnnotations;
using Summit.Kernel;

namespace Summit.Tests.Kernel;

public sealed class FormsTests
{
    public static TheoryData<ValidationAttribute, string, bool> Texts => new()
    {
        { new MaxTextAttribute(3), "a\nb", true },
        { new MaxTextAttribute(3), "😀😀😀", true },
        { new MaxTextAttribute(3), "😀😀😀😀", false },
        { new MaxTextAttribute(3), "\u200B", false },
        { new MaxTextAttribute(3), "a\a", false },
        { new MaxTextAttribute(3), "", false },
        { new MaxTextAttribute(9) { Paragraphs = 2 }, "a\n \nb\nc", true },
        { new MaxTextAttribute(9) { Paragraphs = 2 }, "a\n\nb\n\nc", false },
        { new MaxLineAttribute(3), "a b", true },
        { new MaxLineAttribute(3), "a\nb", false },
        { new MaxLineAttribute(3), "abcd", false },
        { new CodeAttribute(), "town-hall", true },
        { new CodeAttribute(), "", false },
        { new CodeAttribute(), "Town Hall", false },
        { new CodeAttribute(), new string('a', Limits.Code + 1), false },
        { new CountryAttribute(), "ZA", true },
        { new CountryAttribute(), "", false },
        { new CountryAttribute(), "za", false },
        { new EmailAttribute(), "mayor@durban.gov.za", true },
        { new EmailAttribute(), "maire@münchen.example", true },
        { new EmailAttribute(), "", false },
        { new EmailAttribute(), "a@b c", false },
        { new EmailAttribute(), "A Mayor <mayor@durban.gov.za>", false },
        { new EmailAttribute(), "mayor@durban.gov.za\n", false },
        { new EmailAttribute(), $"{new string('a', Limits.Email)}@durban.gov.za", false },
        { new LanguagesAttribute(), "de-1996", true },
        { new LanguagesAttribute(), "german", false },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void a_text_is_taken_only_in_its_form(ValidationAttribute form, string text, bool is_taken) =>
        Assert.Equal(is_taken, form.IsValid(text));

    [Fact]
    public void a_text_and_a_list_of_languages_have_a_bounded_number_of_languages()
    {
        string[] tags = [.. Enumerable.Range(0, Limits.Languages + 1).Select(n => $"en-x-{n}")];
        Assert.False(new LanguagesAttribute().IsValid(tags));
        Assert.True(new LanguagesAttribute().IsValid(tags[1..]));
        Assert.False(new MaxTextAttribute(9).IsValid(LocalisedText.Of(tags.Select(tag => (tag, "city")))));
        Assert.True(new MaxTextAttribute(9).IsValid(LocalisedText.Of(tags[1..].Select(tag => (tag, "city")))));
    }

    [Fact]
    public void each_language_of_a_text_is_checked() =>
        Assert.False(new MaxTextAttribute(9).IsValid(LocalisedText.Of(("en", "city"), ("fr", "\u2060"))));
}
