using Summit.Deliberation;

namespace Summit.Tests.Deliberation;

public sealed class ClausesTests
{
    [Theory]
    [InlineData("One", 1)]
    [InlineData("One\nstill one", 1)]
    [InlineData("One\n\nTwo", 2)]
    [InlineData("One\r\n\r\nTwo\r\n", 2)]
    [InlineData("\n\nOne\n \t\n\n\nTwo\n\n", 2)]
    [InlineData("Un\n\u00A0\nDeux", 2)]
    [InlineData("Un\n \u200B\u202F\u3000 \n\u2060\uFEFF\nDeux\n\u2800", 2)]
    [InlineData("\u3164\nUn\u2028\u2028Deux", 2)]
    [InlineData("\u200B\n\u00A0", 0)]
    [InlineData("Un\n\u0301\nDeux", 2)]
    public void a_clause_ends_at_a_line_in_which_nothing_can_be_seen(string text, int count) =>
        Assert.Equal(count, Clauses.Of(text).Count);

    [Fact]
    public void an_amendment_is_counted_as_it_was_when_only_lines_of_spaces_were_blank()
    {
        const string text = "One\n\u00A0\nand one\n\nTwo";
        Assert.Equal("One\n\u00A0\nand one\n\nTwo!", Clauses.With(text, 2, "Two", "Two!"));
        Assert.Equal("One\n\nand 1\n\nTwo", Clauses.With(text, 2, "and one", "and 1"));
    }

    [Fact]
    public void a_clause_is_replaced_and_the_others_stay() =>
        Assert.Equal("One\n\nTwo!\n\nThree", Clauses.With("One\r\n\r\nTwo\n\n\nThree", 2, "Two", " Two!\n"));

    [Fact]
    public void words_in_two_unicode_forms_say_the_same() =>
        Assert.True(Clauses.Same("\u00E9t\u00E9", "e\u0301te\u0301"));
}
